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
  /** The power fails twice. */
  CUT_IN_RECOVERY(Group.POWER, "the power fails, and again while the tower recovers"),
  /** The drives' power fails. */
  DRIVES_DEAD(Group.POWER, "all drives lose their power, the board lives on"),
  /** The board's power fails. */
  BOARD_DEATH(Group.POWER, "the board loses its power, the drives live on"),

  /** The process dies alone. */
  PROCESS_DEATH(Group.PROCESS, "the controller is killed, plant and drives live on"),
  /** The heap is full. */
  OUT_OF_MEMORY(Group.PROCESS, "the controller asks for memory and is gone"),
  /** The loop's thread dies. */
  LOOP_DEATH(Group.PROCESS, "an error ends the loop's thread in the middle of a cycle"),
  /** The store's thread dies. */
  STORE_DEATH(Group.PROCESS, "an error ends the store's thread"),
  /** The planner is no help. */
  PLANNER(Group.PROCESS, "the planner answers late, with old news, with nothing or never"),
  /** SIGSTOP. */
  PAUSE(Group.PROCESS, "the controller is stopped for 0.1 to 30 s while the world goes on"),
  /** Restarts in a row. */
  RESET_LOOP(Group.PROCESS, "the controller dies again and again soon after its start"),
  /** Odd limits. */
  ODD_LIMITS(Group.PROCESS, "time limits, queues and retries are such as nobody would choose"),

  /** Commits hang. */
  SLOW_DISK(Group.STORAGE, "commits hang for some seconds"),
  /** A slow card. */
  SLOW_CARD(Group.STORAGE, "every sync takes 0.25 to 5 s for a while"),
  /** Commits fail for want of space. */
  FULL_DISK(Group.STORAGE, "the disk is full for a while"),
  /** EIO on write. */
  WRITE_ERROR(Group.STORAGE, "a write to the disk fails, its outcome is unknown"),
  /** EIO on fsync. */
  SYNC_ERROR(Group.STORAGE, "a sync of the disk fails, its outcome is unknown"),
  /** A torn last write. */
  TORN_WRITE(Group.STORAGE, "the power fails in the middle of a write to the disk"),
  /** Remounted read-only. */
  READ_ONLY_DISK(Group.STORAGE, "the file system is read-only for a while"),
  /** A restored backup. */
  OLD_BACKUP(Group.STORAGE, "an older copy of the database is put in its place"),

  /** No clock on board. */
  CLOCK_1970(Group.TIME, "the board starts in 1970 and learns the time later"),
  /** Ten years off. */
  CLOCK_YEARS_OFF(Group.TIME, "the wall clock is ten years off for a while"),
  /** A step back. */
  CLOCK_BACKWARDS(Group.TIME, "the wall clock steps back by up to two hours"),
  /** It stands. */
  CLOCK_FROZEN(Group.TIME, "the wall clock stands for a while"),

  /** Late, twice, in another order, unanswered. */
  BAD_NETWORK(Group.API, "requests arrive late, twice, in another order; answers get lost"),
  /** Malformed, oversized, wrongly sent. */
  NONSENSE(Group.API, "malformed and oversized bodies, wrong headers and queries"),
  /** Ids that are nobody's. */
  STRANGE_IDS(Group.API, "cancels and codes for ids that there are not"),
  /** One car, two clients. */
  RIVALS(Group.API, "two clients ask for the same car in the same instant"),
  /** Too much at once. */
  FLOOD(Group.API, "more requests in one instant than the tower decides at a time"),
  /** A thief. */
  WRONG_CODES(Group.API, "wrong codes until no try is left"),
  /** Cancels in every phase. */
  SECOND_THOUGHTS(Group.API, "a client cancels in some phase, twice, mostly too late"),
  /** A code again. */
  COMES_TWICE(Group.API, "a customer types the code again when it was used"),
  /** A guest who stays away. */
  NO_SHOW(Group.API, "a customer or driver does not come");

  /** Kinds of things that happen. */
  public enum Group {
    SHOP,
    PEOPLE,
    LINE,
    DRIVES,
    SENSORS,
    POWER,
    PROCESS,
    STORAGE,
    TIME,
    API;

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

  /** True for what ends the day: afterwards the tower holds until it is given a new record. */
  public boolean endsTheDay() {
    return this == OLD_BACKUP;
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
