package tower.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The numbered scripts that bring a database of any age to this release's tables. */
final class Migrations {
  /** In the sequence in which they run; the n-th leaves {@code user_version} n behind. */
  static final List<String> SCRIPTS =
      List.of(
          "V0001__tower.sql",
          "V0002__events.sql",
          "V0003__webhooks.sql",
          "V0004__lending.sql",
          "V0005__vouchers.sql",
          "V0006__keys_of_principals.sql");

  private static final List<String> TEXTS = SCRIPTS.stream().map(Migrations::read).toList();

  private Migrations() {}

  /** Runs what is missing; must be called in a transaction. */
  static void run(Db db, int from) {
    for (int version = from; version < TEXTS.size(); version++) {
      db.script(TEXTS.get(version));
    }
    db.script("PRAGMA user_version = " + TEXTS.size());
  }

  /** The version after all scripts. */
  static int latest() {
    return TEXTS.size();
  }

  private static String read(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
