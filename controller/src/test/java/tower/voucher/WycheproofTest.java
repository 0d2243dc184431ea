package tower.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The vectors of the project Wycheproof; where they are from stands beside them. */
class WycheproofTest {
  @Test
  void everyEd25519VectorIsJudgedAsItShouldBe() throws Exception {
    int valid = 0;
    int invalid = 0;
    for (JsonNode group : groups("ed25519_test.json")) {
      byte[] raw = hex(group.get("publicKey").get("pk"));
      Ed25519Key key = Ed25519Key.of(raw);
      assertThat(PublicKeyText.read(group.get("publicKeyPem").textValue())).isEqualTo(key);
      assertThat(key.x()).isEqualTo(group.get("publicKeyJwk").get("x").textValue());
      for (JsonNode test : group.get("tests")) {
        boolean expected = test.get("result").textValue().equals("valid");
        assertThat(key.verifies(hex(test.get("msg")), hex(test.get("sig"))))
            .as("test %s %s", test.get("tcId"), test.get("comment"))
            .isEqualTo(expected);
        valid += expected ? 1 : 0;
        invalid += expected ? 0 : 1;
      }
    }
    assertThat(valid).isEqualTo(88);
    assertThat(invalid).isEqualTo(63);
  }

  /** None of them is EdDSA, so none of them is a voucher, however valid it is for its own key. */
  @Test
  void noJwsVectorIsAVoucher() throws Exception {
    Map<Flaw, Integer> flaws = new EnumMap<>(Flaw.class);
    for (JsonNode group : groups("json_web_signature_test.json")) {
      for (JsonNode test : group.get("tests")) {
        JsonNode jws = test.get("jws");
        String text = jws.isTextual() ? jws.textValue() : jws.toString();
        flaws.merge(Papers.refused(text).flaw(), 1, Integer::sum);
      }
    }
    assertThat(flaws.values().stream().mapToInt(n -> n).sum()).isEqualTo(401);
    assertThat(flaws).containsOnlyKeys(Flaw.MALFORMED, Flaw.WRONG_HEADER);
  }

  private static JsonNode groups(String file) throws Exception {
    try (InputStream in = WycheproofTest.class.getResourceAsStream("/wycheproof/" + file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in)).get("testGroups");
    }
  }

  private static byte[] hex(JsonNode text) {
    return HexFormat.of().parseHex(text.textValue());
  }
}
