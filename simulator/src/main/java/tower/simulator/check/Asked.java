package tower.simulator.check;

/**
 * What a client asks for.
 *
 * @param key its idempotency key; what stands for it in a request that has none
 * @param path where to
 * @param body what it sends, as far as it is text
 * @param nonsense whether no tower should understand it
 */
public record Asked(String key, String path, String body, boolean nonsense) {}
