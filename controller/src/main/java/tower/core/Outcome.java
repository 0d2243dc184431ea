package tower.core;

import java.util.List;

/**
 * What came of an event.
 *
 * @param next the state afterwards
 * @param facts to be made durable, in sequence, the first being {@code firstSeq}
 * @param firstSeq journal sequence of the first fact
 * @param effects to be done in this order
 */
public record Outcome(TowerState next, List<Fact> facts, long firstSeq, List<Effect> effects) {}
