package tower.voucher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tower.voucher.Papers.SHOP;
import static tower.voucher.Papers.json;
import static tower.voucher.Papers.voucherClaims;
import static tower.voucher.Papers.voucherWith;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the documents, and OpenSSL's own Ed25519. */
class OpensslTest {
  private static final String GENERATE = "openssl genpkey -algorithm ed25519 -out key.pem";
  private static final String PUBLIC = "openssl pkey -in key.pem -pubout";
  private static final String SIGN =
      "openssl pkeyutl -sign -inkey key.pem -rawin -in text -out signature";
  private static final String VERIFY =
      "openssl pkeyutl -verify -pubin -inkey pub.pem -rawin -in text -sigfile signature";

  @TempDir Path folder;

  @Test
  void aKeyThatOpensslMadeSignsAVoucher() throws Exception {
    openssl(GENERATE);
    Ed25519Key key = PublicKeyText.read(openssl(PUBLIC));
    assertThatThrownBy(() -> PublicKeyText.read(Files.readString(folder.resolve("key.pem"))))
        .hasMessageContaining("private key");
    String header =
        "{\"alg\":\"EdDSA\",\"typ\":\"voucher+jwt\",\"kid\":\"" + key.thumbprint() + "\"}";
    String text =
        Base64Url.encode(header.getBytes(US_ASCII))
            + "."
            + Base64Url.encode(json(voucherClaims()).getBytes(US_ASCII));
    Files.writeString(folder.resolve("text"), text);
    openssl(SIGN);
    String voucher = text + "." + Base64Url.encode(Files.readAllBytes(folder.resolve("signature")));
    KeyList list =
        new KeyList(
            Papers.PARTIES.issuer(),
            "*",
            1,
            Papers.NOW,
            List.of(new ListedKey(key, Claims.EARLIEST, Claims.LATEST)),
            Set.of(),
            Set.of());
    assertThat(Papers.VERIFIER.verify(voucher, list)).isInstanceOf(VoucherVerdict.Genuine.class);
  }

  @Test
  void opensslVerifiesWhatTheJdkSigned() throws Exception {
    byte[] der = HexFormat.of().parseHex("302a300506032b6570032100");
    byte[] raw = Base64Url.decode(SHOP.key().x());
    byte[] spki = Arrays.copyOf(der, der.length + raw.length);
    System.arraycopy(raw, 0, spki, der.length, raw.length);
    Files.writeString(
        folder.resolve("pub.pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(spki)
            + "\n-----END PUBLIC KEY-----\n");
    for (int i = 0; i < 5; i++) {
      String voucher = SHOP.voucher(voucherWith("jti", "\"o-" + i + "\""));
      int dot = voucher.lastIndexOf('.');
      Files.writeString(folder.resolve("text"), voucher.substring(0, dot));
      byte[] signature = Base64Url.decode(voucher.substring(dot + 1));
      Files.write(folder.resolve("signature"), signature);
      assertThat(Commands.succeeds(folder, words(VERIFY))).isTrue();
      signature[i] ^= 1;
      Files.write(folder.resolve("signature"), signature);
      assertThat(Commands.succeeds(folder, words(VERIFY))).isFalse();
    }
  }

  private String openssl(String line) throws Exception {
    return Commands.run(folder, words(line), "");
  }

  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }
}
