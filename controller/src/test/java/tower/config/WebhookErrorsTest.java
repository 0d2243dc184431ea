package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhooks' tables may not say. */
class WebhookErrorsTest {
  private static final String LAST = "code_key_file = \"code.key\"\n";
  private static final String GOOD =
      """

      [[webhooks]]
      name = "shop"
      url = "https://shop.example/tower"
      secret_files = ["new.whsec", "/etc/old.whsec"]
      topics = ["pickup."]
      """;

  @TempDir Path folder;

  private String errors(String webhooks) {
    return EditedFiles.towerErrors(folder, LAST, LAST + webhooks);
  }

  private TowerConfig read(String webhooks) throws ConfigException {
    Path file = EditedFiles.copy(folder).resolve("towers/tower.toml");
    EditedFiles.edit(file, LAST, LAST + webhooks);
    return ConfigReader.read(file);
  }

  @Test
  void aWebhookIsReadWithItsPathsBesideTheFile() throws Exception {
    TowerConfig.Webhook webhook = read(GOOD).webhooks().getFirst();
    assertThat(webhook.name()).isEqualTo("shop");
    assertThat(webhook.url()).isEqualTo(URI.create("https://shop.example/tower"));
    assertThat(webhook.secretFiles())
        .containsExactly(folder.resolve("towers/new.whsec"), Path.of("/etc/old.whsec"));
    assertThat(webhook.topics()).containsExactly("pickup.");
    assertThat(webhook.disabled()).isFalse();
    assertThat(Files.exists(webhook.secretFiles().getFirst())).as("and not opened").isFalse();
  }

  @Test
  void aTowerMayTellNobody() throws Exception {
    assertThat(read("").webhooks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9/x",
        "http://localhost/x",
        "http://[::1]:8080/",
        "https://shop.example:8443/a?b=c"
      })
  void theseUrlsAreGood(String url) throws Exception {
    String good = GOOD.replace("https://shop.example/tower", url);
    assertThat(read(good).webhooks().getFirst().url()).hasToString(url);
  }

  /** What is told names customers' cars and when they come: not for everybody on the line. */
  @Test
  void plainHttpIsForLoopbackOnly() {
    assertThat(errors(GOOD.replace("https://", "http://")))
        .isEqualTo(
            """
            towers/tower.toml:117:1: webhooks[0].url: plain HTTP is for loopback only, and "shop.example" is not a loopback address
              url = "http://shop.example/tower"
              ^^^
              hint: use https\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "https:///tower, has no host",
    "https://a b/, is no URL",
    "https://me:pw@shop.example/, has a user or a password",
    "https://shop.example/#x, has a fragment",
    "https://shop.example:99999/, has a port that does not exist",
    "ftp://shop.example/, expected an https URL",
    "shop.example, expected an https URL"
  })
  void theseUrlsAreRefused(String url, String complaint) {
    assertThat(errors(GOOD.replace("https://shop.example/tower", url)))
        .contains("towers/tower.toml:117:1: webhooks[0].url: " + complaint);
  }

  @Test
  void namesAreDistinct() {
    assertThat(errors(GOOD + GOOD))
        .contains("webhooks[1].name: \"shop\" is also another webhook's name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret_files = [\"new.whsec\", \"/etc/old.whsec\"] | secret_files = [] | is empty",
        "secret_files = [\"new.whsec\", \"/etc/old.whsec\"] | secret_files = [\"a\", \"b\", \"c\"] | at most 2",
        "secret_files = [\"new.whsec\", \"/etc/old.whsec\"] | secret_files = [\"a\", \"a\"] | stands twice",
        "secret_files = [\"new.whsec\", \"/etc/old.whsec\"] | secret = \"whsec_x\" | unknown key",
        "topics = [\"pickup.\"] | topics = [\"pikcup.\"] | did you mean \"pickup.\"?",
        "topics = [\"pickup.\"] | topics = [\"pickup.\", \"pickup.\"] | stands twice",
        "topics = [\"pickup.\"] | disabled = \"no\" | expected boolean, found \"no\"",
        "name = \"shop\" | name = \"The Shop\" | expected 1 to 32 small letters",
        "name = \"shop\" | # | missing key `name`",
      })
  void everyMistakeIsNamed(String from, String to, String complaint) {
    assertThat(errors(GOOD.replace(from, to))).contains("webhooks[0]").contains(complaint);
  }

  @Test
  void nineAreTooMany() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      many.append(GOOD.replace("\"shop\"", "\"shop-" + i + "\""));
    }
    assertThat(errors(many.toString())).contains("webhooks: has 9 entries, at most 8 are possible");
  }
}
