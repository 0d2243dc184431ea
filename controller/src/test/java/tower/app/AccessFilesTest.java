package tower.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.access.BearerKey;
import tower.access.ClientList;
import tower.config.ApiConfig;

/** The list of clients is changed while the tower works. */
class AccessFilesTest {
  @TempDir Path folder;
  private Path list = Path.of("");

  @BeforeEach
  void where() {
    list = folder.resolve("clients");
  }

  private static byte[] secret(int fill) {
    byte[] secret = new byte[BearerKey.BYTES];
    Arrays.fill(secret, (byte) fill);
    return secret;
  }

  private static String row(int key) {
    return ClientList.row("shop", "shop", secret(key), null) + "\n";
  }

  private ApiConfig config(ApiConfig.Access access, Optional<ApiConfig.Tls> tls) {
    ApiConfig.Bounds bounds = new ApiConfig.Bounds(64, 8, 100, 10);
    return new ApiConfig("127.0.0.1", 0, access, list, tls, bounds, Optional.empty());
  }

  private AccessFiles open() throws StartException {
    return AccessFiles.open(
        config(ApiConfig.Access.CREDENTIALS, Optional.empty()), new SystemTime());
  }

  private static boolean knows(AccessFiles files, int key) {
    return files.clients().byKey(BearerKey.text(secret(key)), 0).principal().known();
  }

  @Test
  void aKeyIsChangedWithoutAGapAndWithoutARestart() throws Exception {
    Files.writeString(list, row(1));
    try (AccessFiles files = open()) {
      Files.writeString(list, row(1) + row(2));
      files.look();
      assertThat(knows(files, 1) && knows(files, 2)).isTrue();
      Files.writeString(list, row(2));
      files.look();
      assertThat(knows(files, 1)).isFalse();
      assertThat(knows(files, 2)).isTrue();
    }
  }

  /** A slip of an editor must lock nobody out, and let nobody in. */
  @Test
  void aFileThatCannotBeUsedChangesNothing() throws Exception {
    Files.writeString(list, row(1));
    try (AccessFiles files = open()) {
      Files.writeString(list, row(2) + "key shop everything\n");
      files.look();
      assertThat(knows(files, 1)).isTrue();
      assertThat(knows(files, 2)).isFalse();
      Files.delete(list);
      files.look();
      assertThat(knows(files, 1)).isTrue();
    }
  }

  @Test
  void withoutAListNothingStarts() {
    assertThatThrownBy(this::open)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("list of clients " + list + " cannot be read");
  }

  @Test
  void aWrongListNamesItsLine() throws IOException {
    Files.writeString(list, "# none\nkey shop\n");
    assertThatThrownBy(this::open).hasMessageContaining("line 2: a line is");
  }

  /** Who need not show anything needs no list; nobody is in the one that there is. */
  @Test
  void developmentNeedsNoList() throws Exception {
    try (AccessFiles files =
        AccessFiles.open(
            config(ApiConfig.Access.DEVELOPMENT, Optional.empty()), new SystemTime())) {
      assertThat(files.clients().size()).isZero();
      assertThat(files.tls()).isEmpty();
    }
  }

  @Test
  void aCertificateThatIsNoneIsSaidSo() throws IOException {
    Files.writeString(list, row(1));
    Path pem = Files.writeString(folder.resolve("tower.crt.pem"), "not a certificate");
    ApiConfig.Tls tls = new ApiConfig.Tls(pem, pem, Optional.empty(), true);
    assertThatThrownBy(() ->
            AccessFiles.open(
                config(ApiConfig.Access.CREDENTIALS, Optional.of(tls)), new SystemTime()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(pem.toString());
  }
}
