/**
 * The hunt outside of virtual time: real files as a power cut leaves them, rebuilt from recorded
 * system calls, and the real process under kill -9, SIGSTOP, failing disks and a jumping clock,
 * while plant and drives live on.
 *
 * <p>It looks at the product from outside only: through its store's public face, its HTTP API, its
 * files and the steel. Nothing here can be replayed from a seed, because no scheduler and no disk
 * is ours; a seed gives the same moments to hit at, not the same run.
 */
@NullMarked
package tower.simulator.real;

import org.jspecify.annotations.NullMarked;
