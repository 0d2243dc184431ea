/**
 * The tower: states, events, effects, interlocks, the ledger of what must never be lost. Pure.
 *
 * <p>{@link tower.core.Tower#on} decides <em>when</em>: same state and event, same outcome. This
 * room reads no clock, no random, no file and no log; time comes in with the event and waiting is a
 * deadline in the state. It does not know that there are drives, pins, SQL or HTTP.
 */
@NullMarked
package tower.core;

import org.jspecify.annotations.NullMarked;
