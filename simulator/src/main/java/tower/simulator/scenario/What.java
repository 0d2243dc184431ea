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
  /** The shop lends a car. */
  LOAN(Group.SHOP, "the shop lends a car for a test drive or to a service, and it comes back"),
  /** The shop asks for a car at a time of day. */
  APPOINTMENT(Group.SHOP, "the shop orders a car for a later time, or until a certain one"),

  /** Somebody presses a button that nobody asked for. */
  BLUNDER(Group.PEOPLE, "reset, resume or a confirmation is pressed when nothing asks for it"),
  /** Emergency stop, one channel, service opening, bounce. */
  SAFETY_CHAIN(Group.PEOPLE, "emergency stop, one channel alone, service opening, bounce"),
  /** Both contacts bounce. */
  CHAIN_BOUNCES(Group.PEOPLE, "the contacts of the emergency stop bounce, each by itself"),
  /** Reset with a door open. */
  RESET_EARLY(
      Group.PEOPLE, "reset and resume with the service opening open, twice, too early, held down"),
  /** The key is turned in the middle of anything. */
  KEY_TURNED(Group.PEOPLE, "the key is turned to maintenance and back"),
  /** A door is forced. */
  DOOR_FORCED(
      Group.PEOPLE, "a door of a portal is forced open, and somebody may come in or take the car"),
  /** A person stays in a portal. */
  PERSON_STAYS(Group.PEOPLE, "somebody goes into an open portal and stays there"),
  /** The record is wrong. */
  CAR_MOVED_BY_HAND(Group.PEOPLE, "a technician puts a car elsewhere by hand and does not say so"),

  /** Spoilt exchanges. */
  LINE(Group.LINE, "late, lost and broken replies on the line for a while"),
  /** Writes of unknown outcome. */
  REPLIES_LOST(Group.LINE, "the next writes are done, their replies are lost"),
  /** No line at all. */
  ADAPTER_UNPLUGGED(Group.LINE, "the serial adapter is pulled out and put back"),
  /** The wrong line. */
  FOREIGN_DRIVES(Group.LINE, "another tower's drives are behind the adapter's name for a while"),

  /** A drive trips. */
  DRIVE_TRIP(Group.DRIVES, "a drive trips"),
  /** A drive loses its power. */
  DRIVE_POWER(Group.DRIVES, "a drive has no power for a while"),
  /** A drive's parameters are back as delivered. */
  DRIVE_FORGETS(Group.DRIVES, "a drive is reset to its factory settings"),
  /** A drive does not know its zero any more. */
  REFERENCE_LOST(Group.DRIVES, "a drive loses its reference"),
  /** Two obey at once. */
  SAME_ADDRESS(Group.DRIVES, "a drive boots with another drive's address"),

  /** Rope or belt slips. */
  AXIS_SLIPS(Group.STEEL, "lift or shuttle slips under its encoder while it moves"),
  /** A little of every way is lost. */
  ENCODER_DRIFTS(Group.STEEL, "lift or shuttle loses a little of every way, unseen by its encoder"),
  /** A brake does not lift. */
  BRAKE_STUCK(Group.STEEL, "a brake does not lift"),
  /** A brake does not hold. */
  BRAKE_SLIPS(Group.STEEL, "the lift's brake does not hold for a moment"),
  /** A door does not move. */
  DOOR_JAMMED(Group.STEEL, "a door of a portal is jammed"),
  /** A car stands badly. */
  CAR_ASKEW(Group.STEEL, "the next car that is set down or driven in stands half off its place"),

  /** A bay's sensor is stuck. */
  BAY_SENSOR(Group.SENSORS, "the sensor of a bay is stuck"),
  /** Any other sensor is stuck. */
  SENSOR_STUCK(Group.SENSORS, "any other sensor is stuck"),
  /** After each edge anything is read for a while. */
  SENSOR_BOUNCES(Group.SENSORS, "a sensor bounces after each edge"),
  /** Wrong now and then. */
  SENSOR_NOISY(Group.SENSORS, "a sensor reads wrong now and then"),
  /** Late edges. */
  SENSOR_LATE(Group.SENSORS, "a sensor says everything late"),
  /** Off now and then. */
  SENSOR_LOOSE(Group.SENSORS, "a sensor's contact opens while the machine shakes"),
  /** Two wires in each other's place. */
  BAYS_SWAPPED(Group.SENSORS, "the wires of two bays' sensors are swapped"),
  /** Two that cannot both be right. */
  PAIR_CONTRADICTS(Group.SENSORS, "two sensors of one thing contradict each other"),
  /** An expander is silent or reads all ones. */
  EXPANDER(Group.SENSORS, "an expander is silent or all its inputs read one"),

  /** Several things at once. */
  SWIZZLE(Group.SEVERAL, "sensors and links break one by one and are mended in another order"),

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

  /** A bay's sensor is stuck and stays so. */
  SENSOR_FOR_GOOD(Group.FOR_GOOD, "the sensor of a bay is stuck, and nobody mends it"),
  /** A drive is dead and stays so. */
  DRIVE_FOR_GOOD(Group.FOR_GOOD, "a drive dies, and nobody replaces it"),
  /** A portal's outer door does not move any more. */
  PORTAL_FOR_GOOD(Group.FOR_GOOD, "a portal's outer door is stuck, and nobody mends it"),

  /** In the calm: emergency stop, and nothing else. */
  LATE_EMERGENCY_STOP(Group.TRIALS, "an emergency stop in the calm after all faults"),
  /** In the calm: a power cut, and nothing else. */
  LATE_POWER_CUT(Group.TRIALS, "a power cut in the calm after all faults"),
  /** In the calm: a full disk, and nothing else. */
  LATE_FULL_DISK(Group.TRIALS, "a full disk in the calm after all faults"),
  /** In the calm: far too many calls, and an emergency stop in their midst. */
  LATE_FLOOD(Group.TRIALS, "a flood of calls, and an emergency stop in its midst"),

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
  NO_SHOW(Group.API, "a customer or driver does not come"),
  /** Vouchers that are not what they seem. */
  VOUCHER_TRICKS(Group.API, "vouchers are used again, edited, forged, or for another car or tower"),
  /** Keys come and go. */
  KEY_LISTS(
      Group.API,
      "keys and vouchers are withdrawn, keys added; lists come that are nobody's or old"),
  /** Callers who may not. */
  INTRUDERS(Group.API, "callers without a key, or whose key does not allow what they ask for"),
  /** Vouchers before and behind their time. */
  VOUCHER_TIMES(Group.API, "vouchers that are over, or not valid yet, by a little or by much"),
  /** An endpoint that does not take what it is told. */
  HOOK_TROUBLE(Group.API, "webhooks meet nobody, silence, errors, Retry-After; answers get lost"),
  /** An endpoint that wants nothing more. */
  HOOK_GONE(Group.API, "an endpoint answers 410 until somebody enables it"),
  /** Lines that break, clients that do not read. */
  STREAM_TROUBLE(Group.API, "clients of the event stream do not read, or lose the line"),
  /** Nobody far away. */
  CLOUD_AWAY(Group.API, "the cloud is away: no request of the shop, no webhook, no stream");

  /** Kinds of things that happen. */
  public enum Group {
    SHOP,
    PEOPLE,
    LINE,
    DRIVES,
    STEEL,
    SENSORS,
    SEVERAL,
    POWER,
    PROCESS,
    STORAGE,
    TIME,
    FOR_GOOD,
    TRIALS,
    API;

    /** As it is printed. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
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

  /** True for what is due at a time of day. */
  public boolean dated() {
    return this == LOAN || this == APPOINTMENT;
  }

  /** True for what needs an endpoint of a webhook to befall. */
  public boolean ofHooks() {
    return this == HOOK_TROUBLE || this == HOOK_GONE || this == CLOUD_AWAY;
  }

  /** True for what needs a client of the event stream to befall. */
  public boolean ofStreams() {
    return this == STREAM_TROUBLE || this == CLOUD_AWAY;
  }

  /** True for what befalls the shop's cloud, and has a draw of its own. */
  public boolean ofTheCloud() {
    return ofHooks() || ofStreams() || this == KEY_LISTS;
  }

  /** True for what is drawn behind everything else, so that all else is drawn as without it. */
  public boolean drawnLast() {
    return this == INTRUDERS || this == VOUCHER_TIMES;
  }

  /** True for what ends the day: afterwards the tower holds until it is given a new record. */
  public boolean endsTheDay() {
    return this == OLD_BACKUP;
  }

  /** True for what happens in the first phase and is over when the second begins. */
  public boolean passing() {
    return fault() && group != Group.FOR_GOOD && group != Group.TRIALS;
  }

  /**
   * What happens to machines of this kind within a year: drawn in seeds below {@link
   * Drawn#EVERYTHING_FROM}.
   */
  public boolean everyday() {
    return switch (group) {
      case SHOP, LINE, POWER, PROCESS, STORAGE, TIME, API, TRIALS -> true;
      case DRIVES -> this == DRIVE_TRIP || this == DRIVE_POWER || this == DRIVE_FORGETS;
      case SENSORS -> this == BAY_SENSOR || this == EXPANDER;
      case PEOPLE -> this == BLUNDER || this == SAFETY_CHAIN || this == RESET_EARLY;
      case STEEL, SEVERAL, FOR_GOOD -> false;
    };
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
