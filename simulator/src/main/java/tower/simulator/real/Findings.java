package tower.simulator.real;

import java.util.ArrayList;
import java.util.List;

/** What did not hold, from whichever thread saw it. */
final class Findings {
  /** A run that is lost needs no thousand of them. */
  private static final int MOST = 50;

  private final List<String> texts = new ArrayList<>();
  private int count;

  synchronized void found(String text) {
    count++;
    if (texts.size() < MOST) {
      texts.add(text);
    }
  }

  synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  synchronized int count() {
    return count;
  }
}
