package tower.simulator.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.Place;
import tower.model.Reason;

/**
 * The part of a tower that nobody will mend in this run.
 *
 * @param text what it is, for people
 * @param names the tower names it with one of these words
 * @param place the bay or portal that it belongs to, null when the whole tower needs it
 */
public record BrokenForGood(String text, List<String> names, @Nullable Place place) {
  /** True when the reason tells a person which part it is. */
  public boolean namedBy(Reason reason) {
    return names.stream().anyMatch(name -> namedIn(reason.text(), name));
  }

  /** A name is not the beginning of another. */
  private static boolean namedIn(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))) {
        return true;
      }
    }
    return false;
  }
}
