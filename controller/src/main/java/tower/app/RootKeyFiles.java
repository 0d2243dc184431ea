package tower.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tower.api.VoucherDesk;
import tower.config.TowerConfig;
import tower.voucher.Ed25519Key;
import tower.voucher.Parties;
import tower.voucher.PublicKeyText;
import tower.voucher.RootKeys;

/** Reads the public keys that sign the shop's lists of keys. */
public final class RootKeyFiles {
  private RootKeyFiles() {}

  /**
   * The desk that believes them.
   *
   * @throws StartException naming the file and what should be in it
   */
  public static VoucherDesk desk(TowerConfig config) throws StartException {
    List<Ed25519Key> keys = new ArrayList<>();
    for (Path file : config.voucher().rootKeyFiles()) {
      keys.add(read(file));
    }
    if (keys.stream().distinct().count() < keys.size()) {
      throw new StartException(
          "voucher.root_key_file and voucher.next_root_key_file hold the same key",
          "leave next_root_key_file out until there is another one");
    }
    return new VoucherDesk(
        new Parties(config.voucher().issuer(), config.layout().towerId()), new RootKeys(keys));
  }

  private static Ed25519Key read(Path file) throws StartException {
    String remedy =
        "the shop gives you its root's public key, as openssl pkey -in root.pem -pubout prints it";
    try {
      return PublicKeyText.read(Files.readString(file));
    } catch (IOException e) {
      throw new StartException("the root key file " + file + " cannot be read", remedy);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "the root key file " + file + " does not hold a key: " + e.getMessage(), remedy);
    }
  }
}
