package tower.access;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One row of the list of clients.
 *
 * @param name of the principal
 * @param principal who it is then
 * @param sha256 of its key in hexadecimal digits; null when it shows a certificate with that name
 * @param untilUtcMs not accepted from then on, UTC ms since 1970; {@link Long#MAX_VALUE} without
 *     end
 */
record Client(String name, Principal principal, @Nullable String sha256, long untilUtcMs) {
  byte[] hash() {
    return sha256 == null ? new byte[0] : HexFormat.of().parseHex(sha256);
  }
}
