package tower.app;

import java.security.SecureRandom;
import tower.model.Random;

/** Random numbers of the operating system. */
final class SystemRandom implements Random {
  private final SecureRandom random = new SecureRandom();

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
