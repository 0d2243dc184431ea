/**
 * What outlives the process: the store's port, its SQLite implementation, numbered migrations, and
 * journal, state tables and outbox written in one transaction.
 *
 * <p>Tables are the truth, the journal is the evidence. It must not know the loop that submits to
 * it nor who reads the outbox, and decides nothing: a constraint that fails is a fault of the
 * caller and ends the process. Nothing else in the house may import java.sql.
 */
@NullMarked
package tower.store;

import org.jspecify.annotations.NullMarked;
