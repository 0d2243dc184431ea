/**
 * Webhooks: telling each of the shop's endpoints the events of the outbox, in their sequence.
 *
 * <p>Functions without a thread on the outbox and on the log of deliveries; the HTTP client is an
 * adapter of one file, and whoever has a thread calls {@link tower.hooks.Webhooks#turn}. It tells
 * only what is durable, forgets nothing that was not delivered, and must not know the tower's state
 * nor change it: a shop that cannot be reached costs the tower a place in a table and nothing more.
 */
@NullMarked
package tower.hooks;

import org.jspecify.annotations.NullMarked;
