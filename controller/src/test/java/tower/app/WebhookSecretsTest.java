package tower.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.config.TowerConfig;

class WebhookSecretsTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path folder;

  private List<TowerConfig.Webhook> webhook(boolean disabled) {
    return List.of(
        new TowerConfig.Webhook(
            "shop",
            URI.create("https://shop.example/"),
            List.of(folder.resolve("new"), folder.resolve("old")),
            List.of(),
            disabled));
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void bothKeysAreReadWithTheirLineBreaks() throws Exception {
    write("new", SECRET + "\n");
    write("old", SECRET);
    assertThat(WebhookSecrets.endpoints(webhook(false)).getFirst().secrets()).hasSize(2);
  }

  @Test
  void aMissingFileStopsTheStartWithARemedy() throws Exception {
    write("new", SECRET);
    assertThatThrownBy(() -> WebhookSecrets.endpoints(webhook(false)))
        .isInstanceOfSatisfying(
            StartException.class,
            e -> {
              assertThat(e).hasMessageContaining("old of the webhook shop cannot be read");
              assertThat(e.remedy()).contains("openssl rand -base64 32");
            });
  }

  /** The message goes to the log and to whoever starts the service. */
  @Test
  void aBadSecretIsNotShown() throws Exception {
    write("new", "whsec_hunter2hunter2");
    write("old", SECRET);
    assertThatThrownBy(() -> WebhookSecrets.endpoints(webhook(false)))
        .isInstanceOf(StartException.class)
        .hasNoCause()
        .hasMessageContaining("does not hold a secret")
        .hasMessageNotContaining("hunter2");
  }

  /** Who is not told anything needs no key yet. */
  @Test
  void theKeysOfADisabledWebhookAreNotNeeded() throws Exception {
    assertThat(WebhookSecrets.endpoints(webhook(true)).getFirst().secrets()).isEmpty();
  }
}
