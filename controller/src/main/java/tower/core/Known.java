package tower.core;

/**
 * What the store knew of an idempotency key when a request came.
 *
 * @param bodyHash hash of the body that was answered
 * @param result what was answered
 */
public record Known(String bodyHash, Result result) {
  /**
   * Where a key is kept: each principal has keys of its own. Neither name nor key has a space.
   *
   * @param by name of the principal
   */
  public static String place(String by, String key) {
    return by + " " + key;
  }
}
