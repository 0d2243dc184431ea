package tower.store;

import tower.core.Fact;

/**
 * One fact as the journal has it.
 *
 * @param seq rising without a gap from 1
 * @param utcMs wall time when it was decided
 * @param fact what became true
 */
public record JournalRow(long seq, long utcMs, Fact fact) {}
