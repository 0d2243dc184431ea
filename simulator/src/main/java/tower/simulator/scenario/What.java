package tower.simulator.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can happen in a run, by the shop's will or by bad luck. */
public enum What {
  /** The shop asks for a car. */
  PICKUP(Group.SHOP, "the shop orders a car for a customer"),
  /** The shop announces a car. */
  INTAKE(Group.SHOP, "the shop announces a car that will be brought"),

  /** Somebody presses a button that nobody asked for. */
  BLUNDER(Group.PEOPLE, "reset, resume or a confirmation is pressed when nothing asks for it"),
  /** Emergency stop, one channel, service opening, bounce. */
  SAFETY_CHAIN(Group.PEOPLE, "emergency stop, one channel alone, service opening, bounce"),

  /** Spoilt exchanges. */
  LINE(Group.LINE, "late, lost and broken replies on the line for a while"),

  /** A drive trips. */
  DRIVE_TRIP(Group.DRIVES, "a drive trips"),
  /** A drive loses its power. */
  DRIVE_POWER(Group.DRIVES, "a drive has no power for a while"),
  /** A drive's parameters are back as delivered. */
  DRIVE_FORGETS(Group.DRIVES, "a drive is reset to its factory settings"),

  /** A bay's sensor is stuck. */
  BAY_SENSOR(Group.SENSORS, "the sensor of a bay is stuck"),
  /** An expander is silent or reads all ones. */
  EXPANDER(Group.SENSORS, "an expander is silent or all its inputs read one"),

  /** The power of the whole tower fails. */
  POWER_CUT(Group.POWER, "the power of the whole tower fails and returns"),
  /** The process dies alone. */
  PROCESS_DEATH(Group.POWER, "the controller dies, plant and drives live on"),

  /** Commits hang. */
  SLOW_DISK(Group.STORAGE, "commits hang for some seconds"),
  /** Commits fail for want of space. */
  FULL_DISK(Group.STORAGE, "the disk is full for a while");

  /** Kinds of things that happen. */
  public enum Group {
    SHOP,
    PEOPLE,
    LINE,
    DRIVES,
    SENSORS,
    POWER,
    STORAGE;

    /** As it is printed. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Group group;
  private final String text;

  What(Group group, String text) {
    this.group = group;
    this.text = text;
  }

  /** As it stands in scenario files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its kind. */
  public Group group() {
    return group;
  }

  /** What happens, in a few words. */
  public String text() {
    return text;
  }

  /** True for bad luck, false for what the shop wants. */
  public boolean fault() {
    return group != Group.SHOP;
  }

  /** Everything that is bad luck. */
  public static List<What> faults() {
    return Arrays.stream(values()).filter(What::fault).toList();
  }

  /** The one with that key. */
  public static Optional<What> of(String key) {
    return Arrays.stream(values()).filter(w -> w.key().equals(key)).findFirst();
  }
}
