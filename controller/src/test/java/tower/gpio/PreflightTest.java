package tower.gpio;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pi4J would say "provider could not be found" to all of these. */
class PreflightTest {
  private final PinMap map = Maps.small().build();
  @TempDir Path root;

  @Test
  void presentDevicesPass() {
    assertThatCode(() -> preflight(device -> {}).check(map)).doesNotThrowAnyException();
  }

  @Test
  void missingHeaderIsNamedWithItsRemedy() {
    assertThatThrownBy(() -> preflight(failing("gpiochip0", NoSuchFileException::new)).check(map))
        .isInstanceOf(PinException.class)
        .hasMessage(
            "/dev/gpiochip0 for the header's pins: does not exist; choose one that `gpiodetect`"
                + " lists");
  }

  @Test
  void missingBusIsNamedWithItsRemedy() {
    assertThatThrownBy(() -> preflight(failing("i2c-1", NoSuchFileException::new)).check(map))
        .hasMessageContaining("/dev/i2c-1 for the expanders: does not exist")
        .hasMessageContaining("dtparam=i2c_arm=on");
  }

  @Test
  void deniedPermissionNamesTheGroup() {
    assertThatThrownBy(() -> preflight(failing("i2c-1", AccessDeniedException::new)).check(map))
        .hasMessageContaining("/dev/i2c-1")
        .hasMessageContaining("put the user into the group i2c");
  }

  // What a service with DevicePolicy=closed meets although the file's mode allows everything.
  @Test
  void deviceWithheldByTheServiceManagerNamesDeviceAllow() {
    assertThatThrownBy(() ->
            preflight(
                    failing(
                        "gpiochip0",
                        file -> new FileSystemException(file, null, "Operation not permitted")))
                .check(map))
        .hasMessageContaining("Operation not permitted")
        .hasMessageContaining("DeviceAllow=char-gpiochip rw");
  }

  @Test
  void addressHeldByAKernelDriverIsRefused() throws IOException {
    Files.createDirectories(root.resolve("sys/bus/i2c/devices/1-0021/driver"));

    assertThatThrownBy(() -> preflight(device -> {}).check(map))
        .hasMessageContaining("expander2 (MCP23017 at address 0x21 of /dev/i2c-1)")
        .hasMessageContaining("remove its overlay");
  }

  @Test
  void machineWithoutPinsIsToldSo() {
    assertThatThrownBy(() -> new Preflight(root, "amd64", device -> {}).check(map))
        .hasMessageContaining("this machine is amd64");
  }

  private Preflight preflight(Preflight.Opener opener) {
    return new Preflight(root, "aarch64", opener);
  }

  private interface Refusal {
    IOException of(String file);
  }

  private static Preflight.Opener failing(String device, Refusal refusal) {
    return path -> {
      if (path.endsWith(device)) {
        throw refusal.of(path.toString());
      }
    };
  }
}
