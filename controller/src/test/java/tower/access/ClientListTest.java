package tower.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who stands in the list may do what the list says, and nobody else may do anything. */
class ClientListTest {
  private static final byte[] OLD = secret(1);
  private static final byte[] NEW = secret(2);
  private static final Instant END = Instant.parse("2027-06-30T00:00:00Z");
  private static final long BEFORE = END.toEpochMilli() - 1;

  private static byte[] secret(int fill) {
    byte[] secret = new byte[BearerKey.BYTES];
    Arrays.fill(secret, (byte) fill);
    return secret;
  }

  @Test
  void aKeyIsWhoItsRowSays() {
    Clients clients = ClientList.read(ClientList.row("shop", "shop", OLD, null));
    Caller caller = clients.byKey(BearerKey.text(OLD), Long.MAX_VALUE - 1);
    assertThat(caller.principal()).isEqualTo(new Principal("shop", Role.SHOP.scopes()));
    assertThat(clients.byKey(BearerKey.text(NEW), 0).principal()).isEqualTo(Principal.NOBODY);
    assertThat(clients.byCertificate("shop", 0).principal()).isEqualTo(Principal.NOBODY);
  }

  /** A supervisor decides what the shop alone must not, and does not sell. */
  @Test
  void rolesAreWhatTheySound() {
    assertThat(Role.VIEWER.scopes()).allMatch(Scope::reads).contains(Scope.VEHICLES_READ);
    assertThat(Role.SHOP.scopes())
        .contains(Scope.PICKUPS_WRITE)
        .doesNotContain(Scope.PICKUPS_SETTLE, Scope.VEHICLES_RELEASE);
    assertThat(Role.SUPERVISOR.scopes())
        .contains(Scope.PICKUPS_SETTLE, Scope.VEHICLES_RELEASE)
        .doesNotContain(Scope.PICKUPS_WRITE);
  }

  /** While a shop changes its key both are accepted, and then only the new one. */
  @Test
  void twoKeysOfANameLiveSideBySide() {
    String old = ClientList.row("shop", "shop", OLD, END);
    String next = ClientList.row("shop", "shop", NEW, null);
    Clients both = ClientList.read(old + "\n" + next);
    for (byte[] secret : new byte[][] {OLD, NEW}) {
      assertThat(both.byKey(BearerKey.text(secret), BEFORE).principal().name()).isEqualTo("shop");
    }
    Caller over = both.byKey(BearerKey.text(OLD), END.toEpochMilli());
    assertThat(over.principal().known()).isFalse();
    assertThat(over.why()).contains("until 2027-06-30T00:00:00Z");
    assertThat(ClientList.read(next).byKey(BearerKey.text(OLD), 0).principal().known()).isFalse();
    assertThatThrownBy(() ->
            ClientList.read(
                old + "\n" + next + "\n" + ClientList.row("shop", "viewer", secret(3), null)))
        .hasMessageStartingWith("line 3: shop has that many already");
  }

  @Test
  void aCertificateIsKnownByItsSubjectAlone() {
    Clients clients =
        ClientList.read("certificate kiosk pickups:read,pickups:handover until:" + END + " # P1");
    Principal kiosk = clients.byCertificate("kiosk", BEFORE).principal();
    assertThat(kiosk.scopes()).isEqualTo(Set.of(Scope.PICKUPS_READ, Scope.PICKUPS_HANDOVER));
    assertThat(clients.byCertificate("kiosk", END.toEpochMilli()).principal().known()).isFalse();
    assertThat(clients.byCertificate("Kiosk", 0).principal().known()).isFalse();
    assertThat(clients.byCertificate(null, 0).principal().known()).isFalse();
  }

  /** Every other spelling of a key is none: base64 would let a few through. */
  @Test
  void aKeyHasOneSpelling() {
    Clients clients = ClientList.read(ClientList.row("shop", "shop", OLD, null));
    String key = BearerKey.text(OLD);
    String spare = key.substring(0, key.length() - 1) + "F";
    for (String other :
        new String[] {
          spare, key + "=", key.toUpperCase(Locale.ROOT), key.substring(4), "twk_", "", " " + key
        }) {
      assertThat(clients.byKey(other, 0).principal().known()).as(other).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keys shop shop|begins with key or certificate",
        "key shop|a line is",
        "key sh/op shop|a name has",
        "key nobody shop|no client can be called nobody",
        "key api shop|no client can be called api",
        "key local shop|no client can be called local",
        "key Others shop|no client can be called Others",
        "key development shop|no client can be called development",
        "certificate shop owner|\"owner\" is no role and no scope; there are viewer, shop, supervisor, tower:read",
        "certificate shop shop,|\"\" is no role",
        "certificate shop shop until:tomorrow|is no time",
        "certificate shop shop sha256:00|\"sha256:00\" is not expected here",
        "key shop shop|a key has sha256:",
        "key shop shop sha256:ABCD|a key has sha256:",
      })
  void whatIsWrongIsNamedWithItsLine(String row, String what) {
    assertThatThrownBy(() -> ClientList.read("# clients\n\n" + row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 3: ")
        .hasMessageContaining(what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "supervisor"})
  void aKeyIsOneClients(String other) {
    String row = ClientList.row("shop", "shop", OLD, null);
    assertThatThrownBy(() -> ClientList.read(row + "\n" + ClientList.row(other, other, OLD, null)))
        .hasMessageContaining("stands in the list already");
  }

  @Test
  void theListIsBounded() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i <= ClientList.MOST; i++) {
      rows.append("certificate c").append(i).append(" viewer\n");
    }
    assertThatThrownBy(() -> ClientList.read(rows.toString()))
        .hasMessageContaining("more than 64 rows");
  }
}
