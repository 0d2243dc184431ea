package tower.simulator.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tower.simulator.storefront.ShopCounter.Answer;

/** Every turn that an order can take, as the customer sees it: nobody is left without words. */
class PhonePageTest {
  /** A state, the tower's word on the money, the headline, and what is said of the money. */
  private record Turn(String state, String delivery, String headline, String money) {}

  private static final String DEPOSIT_HELD = "Your deposit of ¥2,000 is set aside";

  private static final List<Turn> BUYING =
      List.of(
          new Turn("scheduled", "", "Your car is booked", "is set aside"),
          new Turn("retrieving", "", "Your car is on its way down", "is set aside"),
          new Turn("staged", "", "Your car is at portal P1", "is set aside"),
          new Turn("handing-over", "", "The door of portal P1 opens", "is set aside"),
          new Turn(
              "on-hold", "undecided-person-needed", "Somebody has to look.*", "Nothing is taken"),
          new Turn("owed", "undecided-person-needed", "We owe you this car", "Nothing is taken"),
          new Turn("cancelling", "", "Your car goes back up", "is set aside"));

  /** Nothing comes after these. */
  private static final List<Turn> ENDS =
      List.of(
          new Turn("restowed", "not-delivered-car-safe", "Not collected", "is back"),
          new Turn("cancelled", "not-delivered-car-safe", "Cancelled", "is back"),
          new Turn(
              "failed", "undecided-person-needed", "This order has failed", "Nothing is taken"),
          new Turn("collected", "delivered", "The car is yours", "is paid"));

  private static final List<Turn> RETURNING =
      List.of(
          new Turn("queued", "", "A portal is being made free for you", DEPOSIT_HELD),
          new Turn("arriving", "", "Drive into portal P1", DEPOSIT_HELD),
          new Turn("refused", "", "The car does not fit.*", DEPOSIT_HELD),
          new Turn("received", "", "The car is received", DEPOSIT_HELD),
          new Turn("on-hold", "", "Somebody has to look at the portal", DEPOSIT_HELD),
          new Turn("expired", "", "Nobody drove in", DEPOSIT_HELD),
          new Turn("storing", "", "Your car goes up", DEPOSIT_HELD));

  @TempDir private Path keys;

  private static Path pictures(String name) {
    return Path.of("target/phone/" + name);
  }

  /** Orders as the phone itself would, so that it has the cookie. */
  private static Answer order(ShopCounter at, Phone phone, String purpose)
      throws IOException, InterruptedException {
    Answer made = at.order(purpose.equals("buy") ? 0 : 1, purpose);
    phone
        .page
        .context()
        .addCookies(
            List.of(
                new com.microsoft.playwright.options.Cookie(
                        "shop", made.cookie().replaceAll(".*=", ""))
                    .setUrl(at.url())));
    phone.page.navigate(at.url() + "/#/order/" + made.id());
    return made;
  }

  private static void shows(Phone phone, String picture, Turn turn) {
    phone.awaitHeading(turn.headline());
    PlaywrightAssertions.assertThat(phone.page.locator("section:has(#money-title)"))
        .containsText(turn.money());
    phone.look(picture + "-" + turn.state());
  }

  @Test
  @Timeout(400)
  void everyTurnOfAPurchaseHasItsWordsAndNoBarrier() throws Exception {
    try (ShopCounter at = new ShopCounter(keys, 10);
        Phone phone = new Phone(pictures("buy"), 320, "en")) {
      order(at, phone, "buy");
      shows(phone, "buy", new Turn("queued", "", "Your car waits for its turn", "is set aside"));
      at.tower.foretells("p-1", "clearing-the-way", 2);
      PlaywrightAssertions.assertThat(phone.page.locator(".tower"))
          .containsText("another car is moved out of the way");
      assertThat(phone.page.locator(".tower").innerText())
          .contains("2 in the queue", "10:01", "10:04");
      for (Turn turn : BUYING) {
        at.tower.set("p-1", "state", turn.state(), "delivery", turn.delivery(), "portal", "P1");
        shows(phone, "buy", turn);
      }
      for (Turn turn : ENDS) {
        String pickup = order(at, phone, "buy").body().path("pickup").asText();
        phone.awaitHeading("Your car waits for its turn");
        at.tower.set(pickup, "state", turn.state(), "delivery", turn.delivery());
        shows(phone, "buy", turn);
      }
      // The last words were also said aloud.
      assertThat(phone.page.locator("#live").textContent()).contains("The car is yours");
      assertThat(phone.complaints()).isEmpty();
    }
  }

  @Test
  @Timeout(400)
  void everyTurnOfATestDriveHasItsWordsAndNoBarrier() throws Exception {
    try (ShopCounter at = new ShopCounter(keys, 10);
        Phone phone = new Phone(pictures("drive"), 320, "en")) {
      Answer made = order(at, phone, "test-drive");
      at.tower.set("p-1", "state", "late", "portal", "P1");
      shows(phone, "drive", new Turn("late", "", "The car should be back", DEPOSIT_HELD));
      at.post("/orders/" + made.id() + "/return", "{\"damage\":\"a scratch\"}");
      for (Turn turn : RETURNING) {
        at.tower.set("i-2", "state", turn.state(), "portal", "P1");
        shows(phone, "drive", turn);
      }
      at.tower.set("i-2", "state", "stored");
      at.tower.set("p-1", "state", "returned");
      shows(phone, "drive", new Turn("back", "", "The car is back.*", "until a person has looked"));
      assertThat(phone.complaints()).isEmpty();
    }
  }

  @Test
  @Timeout(300)
  void whatGoesWrongSaysWhatToDo() throws Exception {
    try (ShopCounter at = new ShopCounter(keys, 10);
        Phone phone = new Phone(pictures("wrong"), 320, "en")) {
      phone.page.navigate(at.url() + "/#/car/" + PaperTower.vin(4));
      phone.awaitHeading("Linden Elm");
      phone.look("gone");
      phone.page.navigate(at.url() + "/#/pay/" + PaperTower.vin(0) + "/buy");
      phone.awaitHeading("Buy this car");
      at.tower.refusesNext(409, "vehicle-reserved", "it is reserved");
      phone.tap("Pay ¥11,980");
      PlaywrightAssertions.assertThat(phone.page.locator(".note.bad"))
          .containsText("Somebody was faster");
      phone.look("reserved");
      phone.page.navigate(at.url() + "/#/order/o-1");
      PlaywrightAssertions.assertThat(phone.page.locator(".note.bad"))
          .containsText("nothing under this address");
      Answer made = order(at, phone, "buy");
      phone.awaitHeading("Your car waits.*");
      at.tower.dark(true);
      PlaywrightAssertions.assertThat(phone.page.locator(".note.wait").first())
          .containsText("does not answer");
      phone.look("dark");
      at.tower.dark(false);
      PlaywrightAssertions.assertThat(phone.page.locator(".note.wait")).hasCount(0);
      phone.tap("Cancel this order");
      phone.look("sure");
      phone.tap("Yes, cancel");
      phone.awaitHeading("Cancelled");
      assertThat(at.get("/orders/" + made.id()).body().path("money").path("state").asText())
          .isEqualTo("returned");
    }
  }

  /** The stream tells of the end while the answer to the button that began it is on its way. */
  @Test
  @Timeout(300)
  void anAnswerThatWasOvertakenTakesNothingBack() throws Exception {
    try (ShopCounter at = new ShopCounter(keys, 10);
        Phone phone = new Phone(pictures("late"), 320, "en")) {
      Answer made = order(at, phone, "buy");
      at.tower.set("p-1", "state", "staged", "portal", "P1");
      phone.awaitHeading("Your car is at portal P1");
      phone.page.route(
          "**/handover",
          route -> {
            APIResponse answer = route.fetch();
            at.tower.set("p-1", "state", "collected", "delivery", "delivered");
            at.awaitQuietly(made.id(), o -> o.path("ended").asBoolean());
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
          });
      phone.page.getByLabel("The code of this order").fill(made.code());
      phone.tap("Open the door");
      phone.awaitHeading("The car is yours");
      phone.page.waitForTimeout(1_000);
      assertThat(phone.heading().innerText()).isEqualTo("The car is yours");
    }
  }

  @Test
  @Timeout(300)
  void inChineseEveryWordIsChinese() throws Exception {
    try (ShopCounter at = new ShopCounter(keys, 10);
        Phone phone = new Phone(pictures("zh"), 320, "zh-CN")) {
      phone.page.navigate(at.url() + "/");
      phone.awaitHeading("塔里的车");
      phone.look("browse");
      assertThat(phone.page.locator("html").getAttribute("lang")).isEqualTo("zh-CN");
      order(at, phone, "buy");
      at.tower.set("p-1", "state", "staged", "portal", "P1");
      phone.awaitHeading("您的车在 P1 号门");
      phone.look("staged");
      phone.tap("English");
      phone.awaitHeading("Your car is at portal P1");
    }
  }

  @Test
  @Timeout(300)
  void atTwiceTheSizeNothingIsLost() throws Exception {
    try (ShopCounter at = new ShopCounter(keys, 10);
        Phone phone = new Phone(pictures("large"), 640, "en")) {
      // A zoom of 200 % is a screen of half the width, and letters of twice the size.
      phone.page.setViewportSize(320, 370);
      phone.page.navigate(at.url() + "/");
      phone.awaitHeading("Cars in the tower");
      phone.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }");
      phone.look("browse");
      order(at, phone, "buy");
      at.tower.set("p-1", "state", "staged", "portal", "P1");
      phone.awaitHeading("Your car is at portal P1");
      phone.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }");
      phone.look("staged");
    }
  }

  @Test
  void thePageMayLoadNothingFromElsewhere() throws Exception {
    try (ShopCounter at = new ShopCounter(keys, 10)) {
      var response =
          java.net.http.HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(java.net.URI.create(at.url() + "/")).build(),
                  java.net.http.HttpResponse.BodyHandlers.ofString());
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'self';")
          .doesNotContain("unsafe");
      assertThat(response.body()).doesNotContain("http://", "https://", "style=\"");
    }
  }
}
