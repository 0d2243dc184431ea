package tower.simulator.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import tower.core.CodeKey;
import tower.hooks.Secret;
import tower.simulator.shop.Seller;

/**
 * What tower and shop share, in one folder: {@code code.key} (hex), {@code shop-root.pub} and
 * {@code webhook.secret}. What is there already is kept.
 */
final class ShopFolder {
  private static final int KEY_BYTES = 32;

  private final Path folder;

  private ShopFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A folder, filled where something is missing.
   *
   * @throws IOException when it cannot be made or written
   */
  static ShopFolder at(Path folder) throws IOException {
    Files.createDirectories(folder);
    ShopFolder shop = new ShopFolder(folder);
    byte[] random = new byte[2 * KEY_BYTES];
    new SecureRandom().nextBytes(random);
    shop.fill("code.key", HexFormat.of().formatHex(random, 0, KEY_BYTES));
    byte[] secret = Arrays.copyOfRange(random, KEY_BYTES, random.length);
    shop.fill("webhook.secret", "whsec_" + Base64.getEncoder().encodeToString(secret));
    Seller.writeRootKey(shop.codeKeyFile());
    return shop;
  }

  private void fill(String name, String text) throws IOException {
    if (!Files.exists(folder.resolve(name))) {
      Files.writeString(folder.resolve(name), text + "\n");
    }
  }

  Path folder() {
    return folder;
  }

  Path codeKeyFile() {
    return folder.resolve("code.key");
  }

  /**
   * The key of the pickup codes.
   *
   * @throws IllegalArgumentException when the file holds none
   */
  CodeKey codeKey() throws IOException {
    return new CodeKey(HexFormat.of().parseHex(Files.readString(codeKeyFile()).strip()));
  }

  /**
   * The key of the webhooks' signatures.
   *
   * @throws IllegalArgumentException when the file holds none
   */
  Secret webhookSecret() throws IOException {
    return Secret.of(Files.readString(folder.resolve("webhook.secret")).strip());
  }
}
