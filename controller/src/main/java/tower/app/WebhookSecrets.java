package tower.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tower.config.TowerConfig;
import tower.hooks.Endpoint;
import tower.hooks.Secret;

/** Reads the keys of the webhooks' signatures, each out of a file of its own. */
final class WebhookSecrets {
  private WebhookSecrets() {}

  /**
   * The configured webhooks with their keys. Those of a disabled one are not needed and not read.
   *
   * @throws StartException naming the file and how to make one, but nothing of what is in it
   */
  static List<Endpoint> endpoints(List<TowerConfig.Webhook> webhooks) throws StartException {
    List<Endpoint> endpoints = new ArrayList<>();
    for (TowerConfig.Webhook w : webhooks) {
      List<Secret> secrets = new ArrayList<>();
      if (!w.disabled()) {
        for (Path file : w.secretFiles()) {
          secrets.add(secret(w.name(), file));
        }
      }
      endpoints.add(new Endpoint(w.name(), w.url(), secrets, w.topics(), w.disabled()));
    }
    return endpoints;
  }

  private static Secret secret(String webhook, Path file) throws StartException {
    String what = "the secret file " + file + " of the webhook " + webhook;
    String remedy =
        "write whsec_ and base64 of 24 to 64 random bytes into it, readable by the service only: "
            + "printf 'whsec_%s\\n' \"$(openssl rand -base64 32)\" > "
            + file;
    try {
      return Secret.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new StartException(what + " cannot be read", remedy);
    } catch (IllegalArgumentException e) {
      throw new StartException(what + " does not hold a secret: " + e.getMessage(), remedy);
    }
  }
}
