/**
 * The pages of the technician and of the customer at the portal, their sessions, live status.
 *
 * <p>It stands beside the shop's contract under the same rule: it reads the snapshot and puts
 * events into the inbox. It must not know drives, pins or SQL, and nothing that keeps people safe
 * may depend on a page.
 */
@NullMarked
package tower.ops;

import org.jspecify.annotations.NullMarked;
