package tower.core;

/**
 * What the store knew of an idempotency key when a request came.
 *
 * @param bodyHash hash of the body that was answered
 * @param result what was answered
 */
public record Known(String bodyHash, Result result) {}
