/**
 * Who may do what: scopes and roles, principals, bearer keys, the file that lists the clients, how
 * often each may ask, and what was refused to whom.
 *
 * <p>It knows no socket, no disk and no clock: texts, bytes and times come in as arguments. It must
 * not know what the operations do that it names.
 */
@NullMarked
package tower.access;

import org.jspecify.annotations.NullMarked;
