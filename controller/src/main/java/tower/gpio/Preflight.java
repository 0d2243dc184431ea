package tower.gpio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at the devices before Pi4J does. Pi4J only logs why a provider failed and later says that
 * the provider could not be found, which sends people looking for a missing jar.
 */
final class Preflight {
  /** Machines for which Pi4J brings native libraries, as the JVM calls them. */
  private static final Set<String> MACHINES = Set.of("aarch64", "arm");

  private final Path root;
  private final String machine;
  private final Opener opener;

  /** How a device is opened, apart because a refusal cannot be staged for a test run by root. */
  interface Opener {
    void open(Path device) throws IOException;
  }

  Preflight(Path root, String machine, Opener opener) {
    this.root = root;
    this.machine = machine;
    this.opener = opener;
  }

  /** For the machine that the process runs on. */
  static Preflight ofThisMachine() {
    return new Preflight(Path.of("/"), System.getProperty("os.arch", ""), Preflight::openForBoth);
  }

  /**
   * Throws unless every device of the map is there and may be read and written.
   *
   * @throws PinException naming the device, the cause and the remedy
   */
  void check(PinMap map) {
    if (!MACHINES.contains(machine)) {
      throw new PinException(
          "pins: this machine is "
              + machine
              + ", but Pi4J drives pins on aarch64 and arm only: run the controller on the board");
    }
    checkDevice(
        "/dev/" + map.header().gpiochip(),
        "the header's pins",
        "gpio",
        "char-gpiochip",
        "choose one that `gpiodetect` lists");
    Set<Integer> buses = new TreeSet<>();
    map.expanders().forEach(expander -> buses.add(expander.bus()));
    for (int bus : buses) {
      checkDevice(
          "/dev/i2c-" + bus,
          "the expanders",
          "i2c",
          "char-i2c",
          "switch the bus on (dtparam=i2c_arm=on, module i2c-dev)");
    }
    map.expanders().forEach(this::checkFree);
  }

  private void checkDevice(String device, String what, String group, String unit, String missing) {
    String start = device + " for " + what + ": ";
    try {
      opener.open(root.resolve(device.substring(1)));
    } catch (NoSuchFileException e) {
      throw new PinException(start + "does not exist; " + missing, e);
    } catch (AccessDeniedException e) {
      throw new PinException(
          start + "may not be read and written; put the user into the group " + group, e);
    } catch (IOException e) {
      // A device that the service manager withholds answers EPERM, which has no exception of its
      // own.
      throw new PinException(
          start
              + "cannot be opened ("
              + e.getMessage()
              + "); a service needs DeviceAllow="
              + unit
              + " rw",
          e);
    }
  }

  /**
   * An address that a kernel driver holds is refused once and then, as Pi4J remembers the address
   * before the kernel has agreed to it, used as if it had been granted.
   */
  private void checkFree(PinMap.Mcp23017 expander) {
    String device =
        String.format("sys/bus/i2c/devices/%d-%04x/driver", expander.bus(), expander.address());
    if (Files.exists(root.resolve(device))) {
      throw new PinException(
          expander.label()
              + ": a driver of the kernel holds this address; remove its overlay"
              + " (dtoverlay=mcp23017) from config.txt");
    }
  }

  /** Opening tells what access(2) does not: the service manager's device rules act here. */
  private static void openForBoth(Path device) throws IOException {
    FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
  }
}
