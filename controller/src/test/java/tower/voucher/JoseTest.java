package tower.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.voucher.Papers.NEXT_SHOP;
import static tower.voucher.Papers.ROOT;
import static tower.voucher.Papers.SHOP;
import static tower.voucher.Papers.accepted;
import static tower.voucher.Papers.genuine;
import static tower.voucher.Papers.json;
import static tower.voucher.Papers.listClaims;
import static tower.voucher.Papers.voucherWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * npm's jose on Node.js, whose Ed25519 is OpenSSL's: it signs for us, and verifies what we sign.
 */
class JoseTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path SOURCE = Path.of("src/test/js/jose");
  private static final List<Signer> SIGNERS = List.of(SHOP, NEXT_SHOP, ROOT);

  @TempDir Path folder;

  @Test
  void agreesInBothDirections() throws Exception {
    for (String file : List.of("package.json", "package-lock.json", "judge.mjs")) {
      Files.copy(SOURCE.resolve(file), folder.resolve(file));
    }
    List<String> install = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    Commands.run(folder, install, "");

    ObjectNode question = MAPPER.createObjectNode();
    SIGNERS.forEach(signer -> question.withArray("keys").add(tree(signer.jwk())));
    List<String> claims = claims();
    for (String each : claims) {
      ask(question, "signed", 0).put("jws", SHOP.voucher(each));
      ask(question, "signed", 1).put("jws", SHOP.voucher(each));
      ObjectNode sign = ask(question, "toSign", 0).put("payload", each);
      sign.set("header", tree(SHOP.header("voucher+jwt")));
    }
    ObjectNode list = ask(question, "toSign", 2).put("payload", json(listClaims()));
    list.set("header", tree(ROOT.header("voucher-keys+jwt")));

    JsonNode answer =
        MAPPER.readTree(
            Commands.run(
                folder, List.of("node", "judge.mjs"), MAPPER.writeValueAsString(question)));
    for (int i = 0; i < SIGNERS.size(); i++) {
      assertThat(answer.get("kids").get(i).textValue()).isEqualTo(SIGNERS.get(i).kid());
    }
    for (int i = 0; i < claims.size(); i++) {
      assertThat(answer.get("verified").get(2 * i).textValue()).isEqualTo(claims.get(i));
      assertThat(answer.get("verified").get(2 * i + 1).isNull()).as("another key").isTrue();
      assertThat(genuine(answer.get("jws").get(i).textValue()))
          .isEqualTo(genuine(SHOP.voucher(claims.get(i))));
    }
    String byJose = answer.get("jws").get(claims.size()).textValue();
    assertThat(accepted(null, byJose)).isEqualTo(Papers.LIST);
  }

  private static List<String> claims() {
    List<String> claims = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      claims.add(voucherWith("jti", "\"j-" + "x".repeat(i) + "\""));
    }
    return claims;
  }

  private static ObjectNode ask(ObjectNode question, String list, int key) {
    return question.withArray(list).addObject().put("key", key);
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
