package tower.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everybody who may call. Immutable. */
public final class Clients {
  /** Nobody may. */
  public static final Clients NONE = new Clients(List.of());

  private final List<Client> rows;

  Clients(List<Client> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Whose key that is. It takes the same time whatever is wrong with it: it is compared with every
   * row, and to the end.
   *
   * @param text as sent after {@code Bearer}
   * @param utcMs now, or the latest time that is known to have passed
   */
  public Caller byKey(String text, long utcMs) {
    Optional<byte[]> hash = BearerKey.hashOf(text);
    byte[] shown = hash.orElseGet(() -> new byte[32]);
    Client found = null;
    for (Client row : rows) {
      found = MessageDigest.isEqual(row.hash(), shown) ? row : found;
    }
    return found == null || hash.isEmpty()
        ? Caller.nobody("the tower does not know this key")
        : unlessOver("key", found, utcMs);
  }

  /**
   * Whose certificate that is; that it is genuine was proved before.
   *
   * @param commonName of its subject
   * @param utcMs as for a key
   */
  public Caller byCertificate(@Nullable String commonName, long utcMs) {
    return rows.stream()
        .filter(row -> row.sha256() == null && row.name().equals(commonName))
        .findFirst()
        .map(row -> unlessOver("certificate", row, utcMs))
        .orElseGet(() -> Caller.nobody("the tower does not know this certificate's subject"));
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  private static Caller unlessOver(String what, Client row, long utcMs) {
    return utcMs < row.untilUtcMs()
        ? Caller.of(row.principal())
        : Caller.nobody(
            "this " + what + " was accepted until " + Instant.ofEpochMilli(row.untilUtcMs()));
  }
}
