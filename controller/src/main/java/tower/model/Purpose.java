package tower.model;

import org.jspecify.annotations.Nullable;

/** What a pickup or an intake is for. */
public enum Purpose {
  BUY("buy"),
  TEST_DRIVE("test-drive"),
  SERVICE("service"),
  RESTOCK("restock"),
  TEST_DRIVE_RETURN("test-drive-return"),
  SERVICE_RETURN("service-return");

  private final String key;

  Purpose(String key) {
    this.key = key;
  }

  /** The name on the API. */
  public String key() {
    return key;
  }

  /** True for a car that leaves and comes back. */
  public boolean lends() {
    return this == TEST_DRIVE || this == SERVICE;
  }

  /** For what a car that comes back had left; null for one that comes as stock. */
  public @Nullable Purpose ends() {
    return switch (this) {
      case TEST_DRIVE_RETURN -> TEST_DRIVE;
      case SERVICE_RETURN -> SERVICE;
      case BUY, TEST_DRIVE, SERVICE, RESTOCK -> null;
    };
  }
}
