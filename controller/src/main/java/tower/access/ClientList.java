package tower.access;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of clients: one a line, in the manner of {@code authorized_keys}.
 *
 * <pre>
 * # kind        name      may                              proof, end
 * key           shop      shop                             sha256:3f7a... until:2027-06-30T00:00:00Z
 * certificate   kiosk     pickups:read,pickups:handover
 * </pre>
 *
 * <p>What it may is a list of roles and scopes, or {@code nothing}. A name has at most two keys, so
 * that one can be changed for another while both are accepted.
 */
public final class ClientList {
  /** Most rows. */
  public static final int MOST = 64;

  /** For who is known and shall be told so, and may do nothing for now. */
  private static final String NOTHING = "nothing";

  private static final int KEYS_OF_A_NAME = 2;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final List<Client> rows = new ArrayList<>();

  private ClientList() {}

  /**
   * The clients of a text.
   *
   * @throws IllegalArgumentException naming the line and what should stand there
   */
  public static Clients read(String text) {
    ClientList list = new ClientList();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        try {
          list.add(line.split("\\s+"));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return new Clients(list.rows);
  }

  /** One row for a new key. */
  public static String row(String name, String may, byte[] secret, @Nullable Instant until) {
    String row =
        "key %s %s sha256:%s".formatted(name, may, BearerKey.hash(secret))
            + (until == null ? "" : " until:" + until);
    read(row);
    return row;
  }

  private void add(String[] words) {
    check(words.length >= 3, "a line is: key or certificate, a name, and what it may");
    String kind = words[0];
    check(
        kind.equals("key") || kind.equals("certificate"), "a line begins with key or certificate");
    String name = words[1];
    check(NAME.matcher(name).matches(), "a name has 1..64 letters, digits and . _ -");
    check(
        !Principal.RESERVED.contains(name.toLowerCase(Locale.ROOT)),
        "no client can be called "
            + name
            + ": the journal says so of somebody else; choose another");
    Principal principal = new Principal(name, scopes(words[2]));
    String hash = null;
    long until = Long.MAX_VALUE;
    for (String word : List.of(words).subList(3, words.length)) {
      if (word.startsWith("sha256:") && hash == null && kind.equals("key")) {
        hash = word.substring("sha256:".length());
      } else if (word.startsWith("until:") && until == Long.MAX_VALUE) {
        until = time(word.substring("until:".length()));
      } else {
        throw new IllegalArgumentException("\"" + word + "\" is not expected here");
      }
    }
    check(
        kind.equals("certificate") || (hash != null && HASH.matcher(hash).matches()),
        "a key has sha256: and 64 lower-case hexadecimal digits, as the command keygen prints them");
    accept(new Client(name, principal, hash, until));
  }

  private void accept(Client client) {
    check(rows.size() < MOST, "the list has more than " + MOST + " rows");
    long named =
        rows.stream()
            .filter(r -> r.name().equals(client.name()))
            .filter(r -> (r.sha256() == null) == (client.sha256() == null))
            .count();
    check(
        named < (client.sha256() == null ? 1 : KEYS_OF_A_NAME),
        client.name()
            + " has that many already: a name has one certificate and at most two keys, the old and"
            + " the new one");
    check(
        client.sha256() == null || rows.stream().noneMatch(r -> client.sha256().equals(r.sha256())),
        "this key stands in the list already");
    rows.add(client);
  }

  private static Set<Scope> scopes(String may) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    if (may.equals(NOTHING)) {
      return scopes;
    }
    for (String word : may.split(",", -1)) {
      Optional<Set<Scope>> some =
          Role.of(word).map(Role::scopes).or(() -> Scope.of(word).map(Set::of));
      scopes.addAll(
          some.orElseThrow(() ->
              new IllegalArgumentException(
                  "\"" + word + "\" is no role and no scope; there are " + known())));
    }
    return scopes;
  }

  private static String known() {
    return Stream.concat(
            Stream.of(Role.values()).map(Role::key), Stream.of(Scope.values()).map(Scope::key))
        .collect(Collectors.joining(", "));
  }

  private static long time(String text) {
    try {
      return Instant.parse(text.toUpperCase(Locale.ROOT)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no time; write it as 2027-06-30T00:00:00Z", e);
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
