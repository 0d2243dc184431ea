package tower.simulator.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tower.simulator.demo.Shop;
import tower.simulator.demo.Sources;
import tower.simulator.serve.ServeCommand;

/** From browsing to collecting and back: a phone, the shop, and the controller in virtual time. */
class TripTest {
  private static final int SPEED = 40;

  @TempDir private Path keys;
  private @Nullable Shop tower;
  private int speeds;

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  @Test
  @Timeout(400)
  void aCustomerTestDrivesACarAndThenBuysOne() throws IOException, InterruptedException {
    int towerPort = freePort();
    int shopPort = freePort();
    Storefront.webhookSecret(keys);
    Thread serve =
        Thread.ofPlatform()
            .daemon()
            .start(() ->
                new CommandLine(new ServeCommand())
                    .execute(
                        "--port=" + towerPort,
                        "--speed=" + SPEED,
                        "--shop-keys=" + keys,
                        "--webhook=http://127.0.0.1:" + shopPort + "/webhooks",
                        "--tower=" + tower()));
    Shop tower = new Shop("http://127.0.0.1:" + towerPort);
    this.tower = tower;
    try {
      awaitReady(tower);
      nobodyComesByItself(tower);
      URI url = URI.create("http://127.0.0.1:" + towerPort);
      try (Storefront shop =
              Storefront.start(new Storefront.Settings(url, "guangzhou-42", keys, shopPort, null));
          Phone phone = new Phone(Path.of("target/phone/trip"), 360, "en")) {
        phone.page.navigate("http://127.0.0.1:" + shop.port() + "/");
        testDrive(phone);
        buy(phone);
        assertThat(phone.complaints()).isEmpty();
        tookAllWebhooks(tower);
      }
    } finally {
      serve.interrupt();
      serve.join(10_000);
    }
  }

  private static String tower() {
    try {
      return Sources.config("towers/guangzhou-42.toml").toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitReady(Shop tower) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      try {
        JsonNode now = tower.get("/v1/tower").body();
        if (now.path("state").asText().equals("ready") && now.path("taking").asBoolean()) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the tower is not ready");
  }

  private static void nobodyComesByItself(Shop tower) throws IOException, InterruptedException {
    ObjectNode automatic = tower.body().put("automatic", false);
    assertThat(tower.post("/v1/test-helpers/people", "people-1", automatic).status())
        .isEqualTo(200);
  }

  /** At the speed of a person: whoever looks long at a portal finds it shut again. */
  private void slowly(Runnable deed) {
    speed(1);
    deed.run();
    speed(SPEED);
  }

  private void speed(int factor) {
    Shop there = Objects.requireNonNull(tower);
    try {
      ObjectNode body = there.body().put("factor", factor);
      assertThat(there.post("/v1/test-helpers/speed", "speed-" + ++speeds, body).status())
          .isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void testDrive(Phone phone) {
    phone.awaitHeading("Cars in the tower");
    phone.look("browse");
    phone.page.getByLabel("Model").selectOption("Cedar");
    PlaywrightAssertions.assertThat(phone.page.locator(".cars li").first()).containsText("Cedar");
    phone.page.locator(".cars a").first().click();
    phone.awaitHeading("Linden Cedar");
    phone.look("car");
    phone.follow("Test drive, one hour");
    phone.awaitHeading("Test drive");
    phone.look("pay-test-drive");
    phone.tap("Pay ¥2,000");
    collect(phone, "test-drive");
    phone.awaitHeading("Enjoy your drive");
    slowly(() -> phone.look("out"));
    bringBack(phone);
    assertThat(phone.page.locator("main").innerText()).contains("back on your account");
  }

  private void collect(Phone phone, String name) {
    phone.awaitHeading("Your car (waits|is on its way).*");
    slowly(() -> phone.look(name + "-coming"));
    phone.awaitHeading("Your car is at portal P\\d");
    slowly(() -> typesTheCode(phone, name));
  }

  private static void typesTheCode(Phone phone, String name) {
    String code = phone.page.locator(".code").innerText().replaceAll("\\D", "");
    assertThat(code).hasSize(6);
    phone.look(name + "-staged");
    String wrong = (code.charAt(0) == '0' ? "1" : "0") + code.substring(1);
    phone.page.getByLabel("The code of this order").fill(wrong);
    phone.tap("Open the door");
    PlaywrightAssertions.assertThat(phone.page.locator("form")).containsText("4 tries left");
    phone.page.getByLabel("The code of this order").fill(code);
    phone.tap("Open the door");
    phone.awaitHeading("The door of portal P\\d opens");
    phone.look(name + "-open");
    phone.tap("I drive out, and confirm outside");
  }

  private void bringBack(Phone phone) {
    phone.page.getByLabel("Battery, in per cent").fill("140");
    phone.tap("I am back at the tower");
    PlaywrightAssertions.assertThat(phone.page.getByRole(AriaRole.ALERT))
        .containsText("from 0 to 100");
    slowly(() -> phone.look("return-wrong"));
    phone.page.getByLabel("Battery, in per cent").fill("41");
    phone.page.getByLabel("Kilometres on the clock").fill("1234");
    slowly(() -> {
      phone.tap("I am back at the tower");
      phone.awaitHeading("Drive into portal P\\d");
      phone.look("arriving");
      phone.tap("I drive in, get out, and confirm outside");
    });
    phone.awaitHeading("The car is back. Thank you");
    phone.look("back");
  }

  private void buy(Phone phone) {
    phone.page.locator("header a").first().click();
    phone.awaitHeading("Cars in the tower");
    phone.page.locator(".cars a").first().click();
    phone
        .page
        .locator(".button", new com.microsoft.playwright.Page.LocatorOptions().setHasText("Buy:"))
        .click();
    phone.awaitHeading("Buy this car");
    phone.look("pay-buy");
    phone.page.locator("button.act").click();
    collect(phone, "buy");
    phone.awaitHeading("The car is yours");
    phone.look("collected");
    assertThat(phone.page.locator("main").innerText()).contains("is paid");
    phone.follow("My orders");
    phone.awaitHeading("My orders");
    assertThat(phone.page.locator(".cars li").count()).isEqualTo(2);
    phone.look("orders");
  }

  /** Every signature was right: one that was not would hold up all that follow. */
  private static void tookAllWebhooks(Shop tower) throws IOException, InterruptedException {
    JsonNode hook = tower.get("/v1/webhooks").body().path("items").path(0);
    for (int i = 0; i < 100 && hook.path("pending").asInt() > 0; i++) {
      Thread.sleep(100);
      hook = tower.get("/v1/webhooks").body().path("items").path(0);
    }
    assertThat(hook.path("pending").asInt()).isZero();
    assertThat(hook.path("lastAttempt").path("status").asInt()).isEqualTo(204);
  }
}
