package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class JSerialCommLinkOnPtyTest {
  private static final BusSettings LINE = BusSettings.reference().withoutParity();
  private final RealTime time = new RealTime();

  @TempDir Path folder;

  @Test
  void bytesGoBothWays() throws Exception {
    try (PtyWire wire = new PtyWire();
        JSerialCommLink master = open(wire.left());
        JSerialCommLink drive = open(wire.right())) {
      byte[] all = new byte[256];
      for (int i = 0; i < all.length; i++) {
        all[i] = (byte) i;
      }
      master.write(all, all.length);
      assertThat(read(drive, all.length)).isEqualTo(all);
      drive.write(all, 8);
      assertThat(read(master, 8)).isEqualTo(Arrays.copyOf(all, 8));
    }
  }

  // The library's own time-outs end on tenths of a second, twice the line's whole time-out.
  @Test
  void silenceIsWaitedForInMillisecondsNotInTenthsOfSeconds() throws Exception {
    try (PtyWire wire = new PtyWire();
        JSerialCommLink master = open(wire.left())) {
      long before = time.nanos();
      for (int i = 0; i < 20; i++) {
        assertThat(master.read(new byte[8], 0, time.nanos() + 1_750_000)).isZero();
      }
      assertThat(time.nanos() - before).isBetween(35_000_000L, 1_000_000_000L);
    }
  }

  @Test
  void inputIsThrownAway() throws Exception {
    try (PtyWire wire = new PtyWire();
        JSerialCommLink master = open(wire.left());
        JSerialCommLink drive = open(wire.right())) {
      drive.write(new byte[] {1, 2, 3}, 3);
      assertThat(master.read(new byte[1], 0, time.nanos() + 1_000_000_000)).isEqualTo(1);
      time.sleepUntil(time.nanos() + 20_000_000);
      master.discardInput();
      assertThat(master.read(new byte[8], 0, time.nanos() + 5_000_000)).isZero();
    }
  }

  @Test
  void unplugIsNoticedAndTheLinkLeadsToTheNewPort() throws Exception {
    Path udev = folder.resolve("tower-rs485");
    try (PtyWire first = new PtyWire();
        PtyWire second = new PtyWire();
        JSerialCommLink drive = open(second.right())) {
      Files.createSymbolicLink(udev, Path.of(first.left()));
      try (JSerialCommLink master = open(udev.toString())) {
        first.unplug();
        assertThatThrownBy(() -> use(master))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(udev.toString())
            .hasMessageContaining("is gone");
        assertThat(master.isOpen()).isTrue();
        Files.delete(udev);
        assertThatThrownBy(master::open).hasMessageContaining("is missing");
        assertThat(master.isOpen()).isFalse();
        Files.createSymbolicLink(udev, Path.of(second.left()));
        master.open();
        master.write(new byte[] {42}, 1);
        assertThat(read(drive, 1)).containsExactly(42);
      }
    }
  }

  private void use(JSerialCommLink link) throws IOException {
    link.read(new byte[8], 0, time.nanos() + 5_000_000);
    link.write(new byte[8], 8);
  }

  @Test
  void plainFileIsNoPort() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> open(file.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  private JSerialCommLink open(String path) throws IOException {
    JSerialCommLink link = new JSerialCommLink(path, LINE, time);
    link.open();
    return link;
  }

  private byte[] read(JSerialCommLink link, int count) throws IOException {
    byte[] into = new byte[count];
    int have = 0;
    while (have < count) {
      int got = link.read(into, have, time.nanos() + 2_000_000_000L);
      assertThat(got).isPositive();
      have += got;
    }
    return into;
  }
}
