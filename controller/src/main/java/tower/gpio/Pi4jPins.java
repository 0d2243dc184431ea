package tower.gpio;

import com.pi4j.Pi4J;
import com.pi4j.boardinfo.definition.BoardModel;
import com.pi4j.boardinfo.util.BoardInfoHelper;
import com.pi4j.context.Context;
import com.pi4j.io.IOType;
import com.pi4j.io.i2c.I2C;
import com.pi4j.library.linuxfs.LinuxFile;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tower.model.OutputImage;
import tower.model.Time;

/**
 * The pins of the real board through Pi4J: header lines by gpiod, MCP23017 expanders by I2C. Why
 * Pi4J is seen from here only, and what it does on the bus: {@code docs/adr/0006}.
 *
 * <p>Used by the loop's thread; edges call from threads of Pi4J.
 */
public final class Pi4jPins implements Inputs, Outputs, AutoCloseable {
  /** Property by which Pi4J's gpiod library finds the one chip that it opens in a process. */
  private static final String CHIP_PROPERTY = "gpio.chip.name";

  /** I2C_TIMEOUT of linux/i2c-dev.h, in units of 10 ms. */
  private static final int I2C_TIMEOUT = 0x0702;

  /**
   * The kernel's default is a second, which a bus with a line held low would take from the loop at
   * every question. A scan at 100 kHz takes 2 ms.
   */
  private static final int BUS_TIMEOUT_10_MS = 2;

  private final Context pi4j;
  private final HeaderPins header;
  private final List<Expander> expanders = new ArrayList<>();

  /**
   * Opens the devices, outputs off.
   *
   * @throws PinException when a device, its permission, the board's model or Pi4J stands in the
   *     way; an expander that does not answer is no exception but {@link #trouble()}
   */
  public static Pi4jPins open(PinMap map, Time time) {
    Preflight.ofThisMachine().check(map);
    try {
      settleBoard(map.board());
      map.expanders().stream()
          .map(PinMap.Mcp23017::bus)
          .distinct()
          .forEach(Pi4jPins::shortenTimeout);
      Context pi4j =
          Pi4J.newContextBuilder()
              .noAutoDetect()
              .noAutoInject()
              .disableShutdownHook()
              .property(CHIP_PROPERTY, map.header().gpiochip())
              .add(
                  GpioDDigitalInputProvider.newInstance(),
                  GpioDDigitalOutputProvider.newInstance(),
                  LinuxFsI2CProvider.newInstance())
              .build();
      return new Pi4jPins(map, pi4j, time);
    } catch (LinkageError e) {
      throw new PinException(
          "pins: Pi4J's native library does not load ("
              + Causes.innermost(e)
              + "); java.io.tmpdir must be a folder from which libraries may be loaded",
          e);
    }
  }

  /** With a context of whatever providers; closes it when the pins cannot be opened. */
  Pi4jPins(PinMap map, Context pi4j, Time time) {
    this.pi4j = pi4j;
    try {
      needProvider(IOType.DIGITAL_INPUT, map.header().label());
      needProvider(IOType.DIGITAL_OUTPUT, map.header().label());
      header = new HeaderPins(map, pi4j);
      Map<Integer, ExpanderBus> buses = new HashMap<>();
      for (PinMap.Mcp23017 chip : map.expanders()) {
        needProvider(IOType.I2C, chip.label());
        ExpanderBus bus = buses.computeIfAbsent(chip.bus(), number -> new ExpanderBus(time));
        expanders.add(new Expander(chip, map, device(chip), bus));
      }
    } catch (PinException e) {
      shutDown();
      throw e;
    } catch (RuntimeException e) {
      shutDown();
      throw new PinException(
          "pins of "
              + map.header().label()
              + " cannot be opened ("
              + Causes.innermost(e)
              + "); `gpioinfo` shows who holds which line",
          e);
    }
  }

  @Override
  public void readHeader(Levels into) {
    header.read(into);
  }

  @Override
  public void readAll(Levels into) {
    header.read(into);
    for (Expander expander : expanders) {
      expander.scan(into);
    }
  }

  @Override
  public void write(OutputImage image) {
    header.write(image);
    for (Expander expander : expanders) {
      expander.write(image);
    }
  }

  @Override
  public void permit(boolean on) {
    header.permit(on);
  }

  @Override
  public void alive(boolean level) {
    header.alive(level);
  }

  @Override
  public String trouble() {
    String all = header.trouble();
    for (Expander expander : expanders) {
      String one = expander.trouble();
      if (!one.isEmpty()) {
        all = all.isEmpty() ? one : all + "\n" + one;
      }
    }
    return all;
  }

  @Override
  public void onEdge(Runnable wake) {
    header.onEdge(wake);
  }

  /** Switches every output off, permit first, and gives the devices back. */
  @Override
  public void close() {
    header.off();
    expanders.forEach(Expander::off);
    shutDown();
  }

  private void shutDown() {
    pi4j.shutdown();
  }

  private I2C device(PinMap.Mcp23017 chip) {
    return pi4j.create(
        I2C.newConfigBuilder(pi4j)
            .id("tower-" + chip.id())
            .bus(chip.bus())
            .device(chip.address())
            .build());
  }

  /** Pi4J has only logged why a provider failed. */
  private void needProvider(IOType type, String user) {
    if (!pi4j.hasProvider(type)) {
      throw new PinException(
          user
              + ": Pi4J could not start its provider for "
              + type
              + "; the log says why in the lines of com.pi4j");
    }
  }

  /** Pi4J opens no pin on a board that it does not know. */
  private static void settleBoard(String board) {
    if (!board.isEmpty()) {
      BoardInfoHelper.current().setBoardModel(boardModel(board));
    } else if (!BoardInfoHelper.runningOnRaspberryPi()) {
      throw new PinException(
          "pins: Pi4J does not know this board; name its model in the configuration, one of "
              + modelNames());
    }
  }

  static BoardModel boardModel(String name) {
    return Arrays.stream(BoardModel.values())
        .filter(model -> model.name().equals(name) && model != BoardModel.UNKNOWN)
        .findFirst()
        .orElseThrow(
            () -> new PinException("pins: no board model " + name + ", only " + modelNames()));
  }

  private static String modelNames() {
    return Arrays.stream(BoardModel.values())
        .filter(model -> model != BoardModel.UNKNOWN)
        .map(BoardModel::name)
        .collect(Collectors.joining(", "));
  }

  private static void shortenTimeout(int bus) {
    String device = "/dev/i2c-" + bus;
    try (LinuxFile file = new LinuxFile(device, "rw")) {
      file.ioctl(I2C_TIMEOUT, BUS_TIMEOUT_10_MS);
    } catch (IOException e) {
      throw new PinException(
          device + " for the expanders: its time-out cannot be set (" + e.getMessage() + ")", e);
    }
  }
}
