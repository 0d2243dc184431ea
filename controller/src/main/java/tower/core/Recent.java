package tower.core;

/**
 * An answer given lately, kept so that two requests with one key that passed the store's lookup
 * together still have one effect.
 *
 * @param place of the key among those of all principals
 */
record Recent(String place, String bodyHash, Result result, long seq) {}
