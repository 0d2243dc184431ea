package tower.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what was probably meant, by the number of edits between two words. */
final class Nearest {
  private Nearest() {}

  /** The nearest word, if it is near enough to be meant. */
  static Optional<String> of(String word, Collection<String> known) {
    return several(word, known, 1).stream().findFirst();
  }

  /** The nearest words, nearest first, that are near enough to be meant. */
  static List<String> several(String word, Collection<String> known, int most) {
    int limit = Math.max(2, word.length() / 3);
    return known.stream()
        .filter(k -> distance(word, k) <= limit)
        .sorted(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
        .limit(most)
        .toList();
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
