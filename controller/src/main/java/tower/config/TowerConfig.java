package tower.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Check;
import tower.model.DriveProfile;
import tower.model.Layout;
import tower.model.MaintenanceWindow;

/**
 * Everything that a tower's file and the drive files it names say, checked.
 *
 * @param file the file it was read from
 * @param layout the tower as built
 * @param drives profile of each axis's drive, with that axis's ratio of units
 * @param serviceOpening opening for people who maintain the machine, if there is one
 * @param serial the RS-485 line
 * @param gpio chips and pins
 * @param timing times and time limits
 * @param store the database
 * @param api the shop's HTTP interface
 * @param pickup pickup codes
 * @param intake what is taken in
 * @param voucher whose vouchers release cars
 * @param clock when the board's clock is believed
 * @param limits limits of queues
 * @param webhooks where the shop is told what happens
 * @param windows when maintenance is planned
 */
public record TowerConfig(
    Path file,
    Layout layout,
    Map<AxisName, DriveProfile> drives,
    Optional<ServiceOpening> serviceOpening,
    Serial serial,
    Gpio gpio,
    Timing timing,
    Store store,
    ApiConfig api,
    Pickup pickup,
    Intake intake,
    Voucher voucher,
    Clock clock,
    Limits limits,
    List<Webhook> webhooks,
    List<MaintenanceWindow> windows) {
  public TowerConfig {
    drives = Map.copyOf(drives);
    webhooks = List.copyOf(webhooks);
    windows = List.copyOf(windows);
    for (AxisSpec axis : layout.axes()) {
      Check.that(drives.containsKey(axis.name()), "axis %s has no drive", axis.name());
    }
    Check.that(
        gpio.inputs().stream().map(InputPin::name).toList().equals(layout.inputs().names()),
        "the input pins stand in another sequence than the points");
    Check.that(
        gpio.outputs().stream().map(OutputPin::name).toList().equals(layout.outputs().names()),
        "the output pins stand in another sequence than the points");
  }

  /** The same tower with other time limits. */
  public TowerConfig with(Timing other) {
    return with(layout, serial, other, api, pickup, voucher, limits);
  }

  /** The same tower with other limits of its queues. */
  public TowerConfig with(Limits other) {
    return with(layout, serial, timing, api, pickup, voucher, other);
  }

  private TowerConfig with(
      Layout newLayout,
      Serial newSerial,
      Timing newTiming,
      ApiConfig newApi,
      Pickup newPickup,
      Voucher newVoucher,
      Limits newLimits) {
    return new TowerConfig(
        file,
        newLayout,
        drives,
        serviceOpening,
        newSerial,
        gpio,
        newTiming,
        store,
        newApi,
        newPickup,
        intake,
        newVoucher,
        clock,
        newLimits,
        webhooks,
        windows);
  }

  /**
   * The profile of one axis's drive.
   *
   * @throws IllegalArgumentException when the tower has no such axis
   */
  public DriveProfile drive(AxisName axis) {
    DriveProfile profile = drives.get(axis);
    if (profile == null) {
      throw new IllegalArgumentException("the tower has no axis " + axis.key());
    }
    return profile;
  }

  /** The same tower with another layout, such as one with faster axes. */
  public TowerConfig with(Layout other) {
    return with(other, serial, timing, api, pickup, voucher, limits);
  }

  /** The same tower on another serial line. */
  public TowerConfig with(Serial other) {
    return with(layout, other, timing, api, pickup, voucher, limits);
  }

  /** The same tower listening elsewhere. */
  public TowerConfig with(ApiConfig other) {
    return with(layout, serial, timing, other, pickup, voucher, limits);
  }

  /** The same tower with another shop. */
  public TowerConfig with(Voucher other) {
    return with(layout, serial, timing, api, pickup, other, limits);
  }

  /** The same tower with another key of its pickup codes. */
  public TowerConfig with(Pickup other) {
    return with(layout, serial, timing, api, other, voucher, limits);
  }

  /**
   * Where people who maintain the machine come in; not reached by the carrier.
   *
   * @param level storey, 0 is the ground floor
   * @param turnMdeg its direction in millidegrees, 0 without a turning platform
   * @param traverseMm its place along the aisle in mm, 0 without a traverse
   */
  public record ServiceOpening(int level, int turnMdeg, int traverseMm) {}

  /**
   * The RS-485 line of all drives.
   *
   * @param port path of the device, resolved anew at every open
   * @param baud bits per second
   * @param parity parity of a character; there are 8 data bits and 1 stop bit
   * @param timeoutMs how long a reply may take before the exchange is doubtful
   * @param quarantineMs how long the line is left alone after a doubtful exchange
   * @param stopAnswerMs how long a stop waits for its answer before the next drive is stopped
   */
  public record Serial(
      String port, int baud, Parity parity, int timeoutMs, int quarantineMs, int stopAnswerMs) {
    /** Start bit, eight data bits, parity bit if any, stop bit. */
    public int bitsPerCharacter() {
      return parity == Parity.NONE ? 10 : 11;
    }

    /** The same line on a pseudo-terminal, where parity cannot be set. */
    public Serial onPseudoTerminal(String path) {
      return new Serial(path, baud, Parity.NONE, timeoutMs, quarantineMs, stopAnswerMs);
    }
  }

  /** Parity of a character on the serial line. */
  public enum Parity {
    EVEN,
    NONE
  }

  /**
   * The digital points and the chips they are on.
   *
   * @param headerDevice GPIO chip of the header under {@code /dev}, such as {@code gpiochip0}
   * @param board board model in the GPIO library's words, where it must be told
   * @param expanders the I2C expanders
   * @param interrupts header lines with the expanders' interrupts: hints, not points
   * @param inputs pin of every input point, by the point's index in {@link Layout#inputs()}
   * @param outputs pin of every output point, by the point's index in {@link Layout#outputs()}
   * @param permit pin of the motion permit
   * @param alive pin of the alive output
   */
  public record Gpio(
      String headerDevice,
      Optional<String> board,
      List<Expander> expanders,
      List<InputPin> interrupts,
      List<InputPin> inputs,
      List<OutputPin> outputs,
      OutputPin permit,
      OutputPin alive) {
    /** Name of the chip that the board's own pins are on. */
    public static final String HEADER = "header";

    public Gpio {
      expanders = List.copyOf(expanders);
      interrupts = List.copyOf(interrupts);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * One MCP23017: sixteen lines on I2C, 0..7 are port A and 8..15 port B.
   *
   * @param name chip name in pins
   * @param bus number of the I2C bus: 1 is {@code /dev/i2c-1}
   * @param address I2C address, 0x20..0x27
   */
  public record Expander(String name, int bus, int address) {}

  /**
   * Where an input's wire ends.
   *
   * @param name the point's name, such as {@code chain_a} or {@code portal.P1.inner_closed}
   * @param chip {@link Gpio#HEADER} or the name of an expander
   * @param line line of the chip
   * @param activeHigh true when the point is on at high level
   * @param debounceMs how long a level must hold before it counts
   */
  public record InputPin(String name, String chip, int line, boolean activeHigh, int debounceMs) {}

  /**
   * Where an output's wire begins.
   *
   * @param name the point's name, such as {@code lifter_raise} or {@code portal.P1.open_inner}
   * @param chip {@link Gpio#HEADER} or the name of an expander
   * @param line line of the chip
   * @param activeHigh true when the output is on at high level
   */
  public record OutputPin(String name, String chip, int line, boolean activeHigh) {}

  /**
   * Times and time limits.
   *
   * @param cycleMs period of the control cycle
   * @param sensorSettleMs how long sensors must rest before they are believed, after homing and at
   *     portals; no limit of a step
   * @param doorTimeoutMs how long a door may take to open, or to close and lock
   * @param doorLeastMs how long a door's whole way takes at least
   * @param lifterTimeoutMs how long the lifter may take from end to end
   * @param lifterLeastMs how long its whole way takes at least
   * @param arrivalLimitS how long an announced intake is waited for
   * @param stagedLimitS how long a staged car waits before it is restowed
   */
  public record Timing(
      int cycleMs,
      int sensorSettleMs,
      int doorTimeoutMs,
      int doorLeastMs,
      int lifterTimeoutMs,
      int lifterLeastMs,
      int arrivalLimitS,
      int stagedLimitS) {
    /** The same times, but so much patience at the portals. */
    public Timing withPatience(int arrivalS, int stagedS) {
      return new Timing(
          cycleMs,
          sensorSettleMs,
          doorTimeoutMs,
          doorLeastMs,
          lifterTimeoutMs,
          lifterLeastMs,
          arrivalS,
          stagedS);
    }

    /** The same times for doors and a lifter that are so many times faster. */
    public Timing faster(int times) {
      return new Timing(
          cycleMs,
          sensorSettleMs,
          doorTimeoutMs,
          doorLeastMs / times,
          lifterTimeoutMs,
          lifterLeastMs / times,
          arrivalLimitS,
          stagedLimitS);
    }
  }

  /**
   * The database.
   *
   * @param commitSlowMs after how long a hanging commit is reported
   */
  public record Store(int commitSlowMs) {}

  /**
   * Pickup codes.
   *
   * @param codeKeyFile file with the key as hexadecimal digits; not opened by the reader
   * @param leadS how long before its appointment a car is fetched
   */
  public record Pickup(Path codeKeyFile, int leadS) {}

  /**
   * What is taken in.
   *
   * @param maxChargePercent with more in its battery no car is stored
   */
  public record Intake(int maxChargePercent) {}

  /**
   * Whose vouchers release cars.
   *
   * @param issuer the shop
   * @param rootKeyFiles files with the public keys that sign its lists of keys, 1..2; not opened by
   *     the reader
   */
  public record Voucher(String issuer, List<Path> rootKeyFiles) {
    public Voucher {
      rootKeyFiles = List.copyOf(rootKeyFiles);
    }
  }

  /**
   * The board's wall clock.
   *
   * @param synchronizedFile stands there once the clock is right; empty where it always is
   */
  public record Clock(Optional<Path> synchronizedFile) {}

  /**
   * One webhook.
   *
   * @param name its place among the events is kept under it
   * @param url https, or http to a loopback address
   * @param secretFiles one, or two during a change of keys; not opened by the reader
   * @param topics beginnings of the topics that it wants, empty for all
   * @param disabled true when nothing is to be sent
   */
  public record Webhook(
      String name, URI url, List<Path> secretFiles, List<String> topics, boolean disabled) {
    public Webhook {
      secretFiles = List.copyOf(secretFiles);
      topics = List.copyOf(topics);
    }
  }

  /**
   * Limits of queues.
   *
   * @param maxOpenRequests pickups and intakes that may be open at once
   * @param inboxEvents events that may wait for the control loop
   */
  public record Limits(int maxOpenRequests, int inboxEvents) {}
}
