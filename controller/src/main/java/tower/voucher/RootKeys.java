package tower.voucher;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.Check;

/**
 * The keys that sign key lists: one, or two while the root is being changed.
 *
 * @param keys 1..2, different
 */
public record RootKeys(List<Ed25519Key> keys) {
  /** Most at a time. */
  public static final int MOST = 2;

  public RootKeys {
    keys = List.copyOf(keys);
    Check.that(!keys.isEmpty() && keys.size() <= MOST, "there are %s root keys", keys.size());
    Check.that(keys.stream().distinct().count() == keys.size(), "the root keys are the same");
  }

  @Nullable Ed25519Key key(String kid) {
    return keys.stream().filter(key -> key.thumbprint().equals(kid)).findFirst().orElse(null);
  }
}
