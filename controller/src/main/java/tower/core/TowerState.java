package tower.core;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.InputImage;
import tower.model.Layout;
import tower.model.Reason;

/**
 * Everything the core remembers. Immutable; only {@link Ledger} outlives the process.
 *
 * @param ledger the fold of all facts, durable or on their way
 * @param state what the tower waits for
 * @param durableSeq everything up to here is durable
 * @param pendingSinceMs since when the oldest fact waits for the disk, {@link #NONE_WAITS} when
 *     none does
 * @param last the last look at the machine
 * @param clock what it makes of the board's clock
 * @param axesReferencedHere true once all axes were homed since this process started, and since the
 *     last move that its witnesses did not confirm
 * @param stance where the axes under a shuttle that is out should stand
 * @param portals the portals' transient part, by id
 * @param disagreeing bays whose sensor and record changed their mutual opinion lately, and since
 *     when
 * @param sequence the planner's last proposal
 * @param recent answers given lately
 * @param storeTrouble why the disk takes nothing, empty when it does
 * @param troubleSeq ledger sequence when it was first said: with that durable the disk takes again
 * @param triedSeq ledger sequence of the last fruitless look for work
 * @param triedMs time of that look
 */
public record TowerState(
    Ledger ledger,
    State state,
    long durableSeq,
    long pendingSinceMs,
    Event.Observed last,
    WallClock clock,
    boolean axesReferencedHere,
    Stance stance,
    SortedMap<String, PortalRun> portals,
    SortedMap<String, Long> disagreeing,
    List<String> sequence,
    List<Recent> recent,
    String storeTrouble,
    long troubleSeq,
    long triedSeq,
    long triedMs) {
  /**
   * Not a number that a clock says: the origin of monotonic time is arbitrary, -1 may be a time.
   */
  static final long NONE_WAITS = Long.MIN_VALUE;

  /**
   * The state in which a process begins, and the fact that it began. Return of power never moves
   * anything: it begins by looking.
   *
   * @param ledger what the store has loaded
   * @param hold why nothing may move on that ledger, null when it adds up
   * @param version of the program, for the journal
   */
  public static Outcome start(Layout layout, Ledger ledger, @Nullable Reason hold, String version) {
    State state =
        hold == null ? new State.Looking(false, Reasons.NOT_LOOKED) : new State.Held(hold, false);
    List<Fact> facts =
        hold == null ? List.of(new Fact.Started(version, ledger.incarnation())) : List.of();
    Ledger after = ledger;
    for (Fact fact : facts) {
      after = after.apply(fact);
    }
    TowerState tower =
        new TowerState(
            after,
            state,
            ledger.seq(),
            NONE_WAITS,
            new Event.Observed(
                InputImage.unknown(layout.inputs().names().size()), List.of(), "nothing read yet"),
            WallClock.UNKNOWN,
            false,
            Stance.NONE,
            Collections.unmodifiableSortedMap(new TreeMap<>()),
            Collections.unmodifiableSortedMap(new TreeMap<>()),
            List.of(),
            List.of(),
            "",
            0,
            -1,
            0);
    return new Outcome(tower, facts, ledger.seq() + 1, List.of());
  }
}
