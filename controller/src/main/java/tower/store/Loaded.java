package tower.store;

import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Reason;

/**
 * What a start found in the store.
 *
 * @param ledger the state as the tables have it
 * @param hold why the tower must not move on it, null when the journal adds up
 */
public record Loaded(Ledger ledger, @Nullable Reason hold) {}
