package tower.core;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tower.model.InputImage;
import tower.model.Layout;

/**
 * Everything the core remembers. Immutable; only {@link Ledger} outlives the process.
 *
 * @param ledger the fold of all facts, durable or on their way
 * @param state what the tower waits for
 * @param durableSeq everything up to here is durable
 * @param pendingSinceMs since when the oldest fact waits for the disk, -1 when none waits
 * @param last the last look at the machine
 * @param axesReferencedHere true once all axes were homed since this process started
 * @param portals the portals' transient part, by id
 * @param disagreeing bays whose sensor and record changed their mutual opinion lately, and since
 *     when
 * @param sequence the planner's last proposal
 * @param recent answers given lately
 * @param storeTrouble why the disk takes nothing, empty when it does
 * @param triedSeq ledger sequence of the last fruitless look for work
 * @param triedMs time of that look
 */
public record TowerState(
    Ledger ledger,
    State state,
    long durableSeq,
    long pendingSinceMs,
    Event.Observed last,
    boolean axesReferencedHere,
    SortedMap<String, PortalRun> portals,
    SortedMap<String, Long> disagreeing,
    List<String> sequence,
    List<Recent> recent,
    String storeTrouble,
    long triedSeq,
    long triedMs) {
  /** The state in which a process begins, on a ledger that the store has loaded. */
  public static TowerState start(Layout layout, Ledger ledger) {
    return new TowerState(
        ledger,
        new State.Looking(false, Reasons.NOT_LOOKED),
        ledger.seq(),
        -1,
        new Event.Observed(
            InputImage.unknown(layout.inputs().names().size()), List.of(), "nothing read yet"),
        false,
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        Collections.unmodifiableSortedMap(new TreeMap<>()),
        List.of(),
        List.of(),
        "",
        -1,
        0);
  }
}
