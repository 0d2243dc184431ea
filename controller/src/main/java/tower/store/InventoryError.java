package tower.store;

import java.util.List;

/**
 * One thing wrong in an inventory file, with its place and what to do about it.
 *
 * @param file as the caller named it
 * @param line from 1
 * @param column of the first wrong character, from 1
 * @param text what is wrong
 * @param source the line itself
 * @param hint what to do, empty for nothing
 */
public record InventoryError(
    String file, int line, int column, String text, String source, String hint) {
  /** File, line, column and text, then the line with a caret under the place, then the hint. */
  public String render() {
    String head = file + ":" + line + ":" + column + ": " + text;
    String caret = " ".repeat(column - 1) + "^";
    String picture = source.isEmpty() ? "" : "\n  " + source.replace('\t', ' ') + "\n  " + caret;
    return head + picture + (hint.isEmpty() ? "" : "\n  hint: " + hint);
  }

  /** Several of them, the first in the file first. */
  static List<InventoryError> sorted(List<InventoryError> errors) {
    return errors.stream()
        .sorted(
            java.util.Comparator.comparingInt(InventoryError::line)
                .thenComparingInt(InventoryError::column))
        .toList();
  }
}
