/**
 * The shop's contract: routes, the shapes of requests and answers, idempotency, OpenAPI.
 *
 * <p>Plain functions on the snapshot and the inbox, with the HTTP server as a thin adapter that the
 * simulator leaves out. It answers only what is durable. It must not know drives, pins or SQL, and
 * must not change the tower's state otherwise than by an event in the inbox.
 */
@NullMarked
package tower.api;

import org.jspecify.annotations.NullMarked;
