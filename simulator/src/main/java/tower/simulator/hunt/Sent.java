package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent, sound or not.
 *
 * @param method in capitals
 * @param path without query
 * @param query without the question mark, null for none
 * @param accept values of the Accept header
 * @param type value of the Content-Type header, null for none
 * @param keys values of the Idempotency-Key header
 * @param body bytes, whatever they are
 */
record Sent(
    String method,
    String path,
    @Nullable String query,
    List<String> accept,
    @Nullable String type,
    List<String> keys,
    ByteBuffer body) {}
