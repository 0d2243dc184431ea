package tower.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists in pages. A cursor names the last item of its page, so that items which come and go between
 * two pages neither repeat nor hide others.
 *
 * @param limit most items of the page
 * @param after the id after which the page begins, null for the beginning
 */
record Paging(int limit, @Nullable String after) {
  /** Kept apart from ids by its form, so that nobody is tempted to build one. */
  private static final String MARK = "1:";

  private static final int LONGEST_CURSOR = 64;

  /**
   * A page as it is sent.
   *
   * @param items at most as many as asked for
   * @param nextCursor for the next page, null when this is the last one
   */
  record Page<V>(List<V> items, @Nullable String nextCursor) {}

  static Paging of(Query query) {
    return new Paging(
        query.integer("limit", 1, ApiLimits.PAGE, ApiLimits.DEFAULT_PAGE), decoded(query));
  }

  /**
   * The page out of items that stand in the sequence of the list.
   *
   * @param beyond true for an item that comes after the cursor's
   */
  <T, V> Page<V> page(
      Collection<T> sequence,
      Function<T, String> id,
      Predicate<T> beyond,
      Predicate<T> wanted,
      Function<T, V> view) {
    List<V> items = new ArrayList<>();
    String last = null;
    for (T item : sequence) {
      if (!beyond.test(item) || !wanted.test(item)) {
        continue;
      }
      if (items.size() == limit) {
        return new Page<>(items, encoded(last));
      }
      items.add(view.apply(item));
      last = id.apply(item);
    }
    return new Page<>(items, null);
  }

  private static String encoded(@Nullable String id) {
    byte[] bytes = (MARK + id).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static @Nullable String decoded(Query query) {
    String cursor = query.text("cursor");
    if (cursor == null) {
      return null;
    }
    try {
      String text =
          cursor.length() > LONGEST_CURSOR
              ? ""
              : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(MARK)) {
        return text.substring(MARK.length());
      }
    } catch (IllegalArgumentException e) {
      // Not base64url: no cursor of ours, as below.
    }
    query.wrong("cursor", "expected the nextCursor of an earlier page of this list");
    return null;
  }
}
