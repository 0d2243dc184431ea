package tower.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class PublicKeyTextTest {
  /** The example of RFC 8410, 10.1. */
  private static final String PEM =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
      -----END PUBLIC KEY-----
      """;

  @Test
  void readsPem() {
    String x =
        Base64Url.encode(
            Base64.getDecoder().decode("Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="));
    assertThat(PublicKeyText.read(PEM).x()).isEqualTo(x);
    assertThat(PublicKeyText.read("\n" + PEM.replace("\n", "\r\n")).x()).isEqualTo(x);
    assertThat(PublicKeyText.read(x + "\n").x()).isEqualTo(x);
  }

  @Test
  void saysWhatToDoWithAnythingElse() {
    refuses("", "43 characters");
    refuses("abc", "pubout");
    refuses("-".repeat(2000), "shorter");
    refuses(PEM.replace("PUBLIC", "PRIVATE"), "never come to a tower");
    refuses(PEM.replace("PUBLIC", "RSA PUBLIC"), "found");
    refuses(PEM.replace("-----END", "----END"), "end with");
    refuses(PEM + PEM, "not base64");
    refuses(PEM.replace("MCow", "MC ow"), "not base64");
    refuses(PEM.replace("K2VwAyEA", "K2VxAyEA"), "genpkey"); // Ed448's number
    refuses(PEM.replace("MCow", "AAAAMCow"), "genpkey");
    refuses("A".repeat(42) + "B", "canonical base64url");
    refuses("A".repeat(43), "small order");
    refuses("+".repeat(43), "canonical base64url");
  }

  private static void refuses(String text, String because) {
    assertThatThrownBy(() -> PublicKeyText.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because);
  }
}
