package tower.core;

/**
 * An answer given lately, kept so that two requests with one key that passed the store's lookup
 * together still have one effect.
 */
record Recent(String key, String bodyHash, Result result, long seq) {}
