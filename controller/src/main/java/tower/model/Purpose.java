package tower.model;

/** What a pickup or an intake is for. */
public enum Purpose {
  BUY("buy"),
  TEST_DRIVE("test-drive"),
  RESTOCK("restock"),
  TEST_DRIVE_RETURN("test-drive-return");

  private final String key;

  Purpose(String key) {
    this.key = key;
  }

  /** The name on the API. */
  public String key() {
    return key;
  }
}
