package tower.simulator.check;

/**
 * What a client was told.
 *
 * @param key its idempotency key
 * @param body what it sent
 * @param path where to
 * @param status HTTP status
 * @param answer the reply's body
 */
public record Told(String key, String path, String body, int status, String answer) {
  /** True for a success: a promise, to be kept and to be given again word for word. */
  public boolean promise() {
    return status >= 200 && status < 300;
  }

  /** True for a promise of the tower's. What is asked of a webhook stands in a log of its own. */
  public boolean byTower() {
    return promise() && !path.startsWith("/v1/webhooks/");
  }
}
