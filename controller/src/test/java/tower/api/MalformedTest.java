package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tower.voucher.TestPapers;

/** Bad input is named, changes nothing and is never the tower's fault. */
class MalformedTest {
  private static final String JSON = "application/json";
  private static final String GOOD =
      "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}"
          .formatted(Samples.VIN, Samples.VOUCHER);
  private static final String CAR =
      "\"vin\":\"%s\",\"brand\":\"A\",\"model\":\"B\",\"heightMm\":1500,\"lengthMm\":4500,\"widthMm\":1850,\"massKg\":1800"
          .formatted(Samples.OTHER_VIN);

  private final Shop shop = new Shop();

  static Stream<Arguments> pickups() {
    return Stream.of(
        bad("empty", "", 422, "invalid-field"),
        bad("not JSON", "vin=1", 400, "malformed"),
        bad("cut off", GOOD.substring(0, 30), 400, "malformed"),
        bad("an array", "[" + GOOD + "]", 400, "malformed"),
        bad("a string", "\"vin\"", 400, "malformed"),
        bad("null", "null", 400, "malformed"),
        bad("white space only", "  ", 400, "malformed"),
        bad("trailing text", GOOD + "{}", 400, "malformed"),
        bad("a duplicate member", GOOD.replace("{", "{\"vin\":\"x\","), 400, "malformed"),
        bad("a comment", "/* */" + GOOD, 400, "malformed"),
        bad("a byte order mark", "\uFEFF" + GOOD, 400, "malformed"),
        bad("NaN", GOOD.replace("\"buy\"", "NaN"), 400, "malformed"),
        bad("a raw control character", GOOD.replace("buy", "b\0uy"), 400, "malformed"),
        bad("NUL", GOOD.replace("buy", "b\\u0000uy"), 422, "/purpose"),
        bad("deep nesting", "{\"vin\":" + "[".repeat(5000), 400, "malformed"),
        bad("a long string", GOOD.replace("buy", "b".repeat(5000)), 422, "/purpose"),
        bad(
            "a long name",
            GOOD.replace("\"vin\"", "\"" + "v".repeat(500) + "\""),
            400,
            "malformed"),
        bad("a long number", GOOD.replace("\"buy\"", "9".repeat(500)), 400, "malformed"),
        bad("an unknown field", GOOD.replace("{", "{\"bay\":\"B1\","), 422, "/bay"),
        bad("a field of another case", GOOD.replace("vin", "VIN"), 422, "/VIN"),
        bad("a missing field", "{}", 422, "/vin"),
        bad("a number for a string", GOOD.replace("\"buy\"", "1"), 422, "/purpose"),
        bad("null for a string", GOOD.replace("\"buy\"", "null"), 422, "/purpose"),
        bad("an object for a string", GOOD.replace("\"buy\"", "{}"), 422, "/purpose"),
        bad("a short VIN", GOOD.replace(Samples.VIN, "LSV"), 422, "/vin"),
        bad("a VIN with O", GOOD.replace("LSV", "LSO"), 422, "/vin"),
        bad("a lower-case VIN", GOOD.replace("LSV", "lsv"), 422, "/vin"),
        bad("an unknown purpose", GOOD.replace("buy", "steal"), 422, "/purpose"));
  }

  static Stream<Arguments> released() {
    return Stream.of(
        bad("an empty voucher", GOOD.replace(Samples.VOUCHER, ""), 422, "/voucher"),
        bad("a long voucher", GOOD.replace(Samples.VOUCHER, "A".repeat(2049)), 422, "/voucher"),
        bad("no voucher", GOOD.replace(Samples.VOUCHER, "AAAA"), 403, "malformed"),
        bad(
            "a padded voucher",
            GOOD.replace(Samples.VOUCHER, Samples.VOUCHER + "="),
            403,
            "malformed"),
        bad(
            "a forged voucher",
            GOOD.replace(Samples.VOUCHER, TestPapers.forged(Samples.VIN)),
            403,
            "unknown-key"),
        bad(
            "a voucher for another car",
            GOOD.replace(Samples.VOUCHER, TestPapers.voucher("v-2", "buy", Samples.OTHER_VIN)),
            422,
            "voucher-mismatch"),
        bad(
            "a voucher for a test drive",
            GOOD.replace(Samples.VOUCHER, TestPapers.voucher("v-2", "test-drive", Samples.VIN)),
            422,
            "voucher-mismatch"),
        bad(
            "a revoked voucher",
            GOOD.replace(Samples.VOUCHER, TestPapers.voucher("v-revoked", "buy", Samples.VIN)),
            403,
            "voucher-revoked"),
        bad("a test drive without end", GOOD.replace("buy", "test-drive"), 422, "/dueBackAt"),
        bad(
            "a purchase with an end",
            dated("dueBackAt", "2026-12-01T10:00:00Z"),
            422,
            "/dueBackAt"),
        bad("a time without offset", dated("readyAt", "2026-12-01T10:00:00"), 422, "/readyAt"),
        bad("a date", dated("readyAt", "2026-12-01"), 422, "/readyAt"),
        bad("a number for a time", GOOD.replace("{", "{\"readyAt\":1764583200,"), 422, "/readyAt"),
        bad("a time of long ago", dated("expiresAt", "1970-01-01T00:00:00Z"), 422, "/expiresAt"),
        bad("a time of nobody", dated("expiresAt", "+99999-01-01T00:00:00Z"), 422, "/expiresAt"),
        bad("a leap month", dated("readyAt", "2026-13-01T10:00:00Z"), 422, "/readyAt"),
        bad(
            "an end before the beginning",
            dated("readyAt", "2026-12-02T10:00:00Z")
                .replace("{", "{\"expiresAt\":\"2026-12-02T11:00:00+02:00\","),
            422,
            "/expiresAt"));
  }

  private static String dated(String name, String time) {
    return GOOD.replace("{", "{\"" + name + "\":\"" + time + "\",");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"pickups", "released"})
  void aBadPickupIsNamedAndReachesNobody(String what, String body, int status, String text) {
    assertRefused(shop.post("/v1/pickups", "k", body), status, text);
    // The key of a request that was refused for its form is free.
    assertThat(shop.post("/v1/pickups", "k", GOOD).status()).isEqualTo(201);
  }

  static Stream<Arguments> intakes() {
    String good = "{\"purpose\":\"restock\",\"vehicle\":{" + CAR + "}}";
    return Stream.of(
        bad("no vehicle", "{\"purpose\":\"restock\"}", 422, "/vehicle"),
        bad("a vehicle as text", "{\"purpose\":\"restock\",\"vehicle\":\"x\"}", 422, "/vehicle"),
        bad("text for a number", good.replace("1500", "\"1500\""), 422, "/vehicle/heightMm"),
        bad("a fraction", good.replace("1500", "1500.0"), 422, "/vehicle/heightMm"),
        bad("a power of ten", good.replace("1500", "15e2"), 422, "/vehicle/heightMm"),
        bad("a boolean", good.replace("1500", "true"), 422, "/vehicle/heightMm"),
        bad("too low", good.replace("1500", "499"), 422, "/vehicle/heightMm"),
        bad("too high", good.replace("1500", "3001"), 422, "/vehicle/heightMm"),
        bad("too short", good.replace("4500", "1499"), 422, "/vehicle/lengthMm"),
        bad("too long", good.replace("4500", "7001"), 422, "/vehicle/lengthMm"),
        bad("too narrow", good.replace("1850", "999"), 422, "/vehicle/widthMm"),
        bad("too wide", good.replace("1850", "3001"), 422, "/vehicle/widthMm"),
        bad("too light", good.replace("1800", "199"), 422, "/vehicle/massKg"),
        bad("too heavy", good.replace("1800", "5001"), 422, "/vehicle/massKg"),
        bad("beyond int", good.replace("1500", "4294968796"), 422, "/vehicle/heightMm"),
        bad("beyond long", good.replace("1500", "9".repeat(30)), 422, "/vehicle/heightMm"),
        bad("an empty brand", good.replace("\"A\"", "\"\""), 422, "/vehicle/brand"),
        bad(
            "a long model",
            good.replace("\"B\"", "\"" + "b".repeat(61) + "\""),
            422,
            "/vehicle/model"),
        bad("a tab in a name", good.replace("\"B\"", "\"b\\tb\""), 422, "/vehicle/model"),
        bad("half a character", good.replace("\"B\"", "\"\\ud800\""), 422, "/vehicle/model"),
        bad("a hidden turn", good.replace("\"B\"", "\"b\\u202eb\""), 422, "/vehicle/model"),
        bad("a place", good.replace("{\"vin\"", "{\"place\":1,\"vin\""), 422, "/vehicle/place"),
        bad("a slash", good.replace("{\"vin\"", "{\"a/b~c\":1,\"vin\""), 422, "/vehicle/a~1b~0c"),
        bad(
            "a charge",
            good.replace("}}", ",\"chargePercent\":101}}"),
            422,
            "/vehicle/chargePercent"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("intakes")
  void aBadIntakeIsNamedAndReachesNobody(String what, String body, int status, String text) {
    assertRefused(shop.post("/v1/intakes", "k", body), status, text);
  }

  @Test
  void theBoundsOfACarAreTakenAsTheyAre() {
    for (String car :
        List.of(
            CAR.replace("1500", "500")
                .replace("4500", "1500")
                .replace("1850", "1000")
                .replace("1800", "200"),
            CAR.replace("1500", "3000")
                .replace("4500", "7000")
                .replace("1850", "3000")
                .replace("1800", "5000"),
            CAR + ",\"chargePercent\":null,\"trim\":\"\",\"colour\":\"深红\"")) {
      assertThat(
              shop.post(
                      "/v1/intakes",
                      "k" + car.hashCode(),
                      "{\"purpose\":\"restock\",\"vehicle\":{" + car + "}}")
                  .status())
          .as(car)
          .isEqualTo(201);
    }
  }

  /** Somebody who corrects one field at a time gives up before the last. */
  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    String body = "{\"vin\":1,\"purpose\":\"x\",\"color\":\"red\"}";
    assertThat(shop.post("/v1/pickups", "k", body).body())
        .contains("/vin", "/purpose", "/voucher", "/color", "4 fields");
  }

  @Test
  void aThousandUnknownFieldsMakeAShortAnswer() {
    StringBuilder body = new StringBuilder("{\"x\":1");
    for (int i = 0; i < 1000; i++) {
      body.append(",\"x").append(i).append("\":1");
    }
    Reply reply = shop.post("/v1/pickups", "k", body + "}");
    assertRefused(reply, 422, "32 fields");
    assertThat(reply.body()).hasSizeLessThan(4096);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] latin = GOOD.replace("buy", "b\u00fcy").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(shop.post("/v1/pickups", List.of("k"), JSON, latin), 400, "not UTF-8");
    byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16LE);
    assertRefused(shop.post("/v1/pickups", List.of("k"), JSON, wide), 400, "malformed");
    byte[] overlong = GOOD.replace("buy", "\u00c0\u00af").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(shop.post("/v1/pickups", List.of("k"), JSON, overlong), 400, "not UTF-8");
  }

  @Test
  void anotherMediaTypeIsRefused() {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json;charset=utf-16",
            "application/jsonx")) {
      assertRefused(
          shop.post("/v1/pickups", List.of("k"), type, good), 415, "unsupported-media-type");
    }
    assertRefused(shop.post("/v1/pickups", List.of("k"), null, good), 415, "no Content-Type");
    assertThat(
            shop.post("/v1/pickups", List.of("k"), "Application/JSON; charset=\"UTF-8\"", good)
                .status())
        .isEqualTo(201);
  }

  @Test
  void aKeyThatCannotBeKeptIsRefused() {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    assertRefused(shop.post("/v1/pickups", List.of(), JSON, good), 400, "missing-idempotency-key");
    for (String key : List.of("", " ", "a b", "a\tb", "a\0b", "\u00e9", "k".repeat(129))) {
      assertRefused(shop.post("/v1/pickups", key, GOOD), 400, "visible ASCII");
    }
    assertRefused(shop.post("/v1/pickups", List.of("a", "b"), JSON, good), 400, "one value");
    assertThat(shop.post("/v1/pickups", "k".repeat(128), GOOD).status()).isEqualTo(201);
  }

  /** The shop writes the detail into its log. */
  @Test
  void aCodeWithoutItsQuotationMarksIsNotRepeated() {
    Reply reply = shop.post("/v1/pickups/p-1/handover", "k", "{\"code\":KX27M9QD}");
    assertRefused(reply, 400, "JSON");
    assertThat(reply.body()).doesNotContain("KX27M9QD").contains("line 1");
  }

  @Test
  void aCodeIsSixDigitsOrEightCrockfordCharacters() {
    for (String code :
        List.of(
            "",
            "12345",
            "1234567",
            "12345a",
            "ABCDEFGU",
            "ABCDEFGHJ",
            "abcdefg ",
            "ſſſſſſſſ",
            "SSSSSSSß")) {
      assertRefused(
          shop.post("/v1/pickups/p-1/handover", "k", "{\"code\":\"" + code + "\"}"), 422, "/code");
    }
    assertThat(shop.post("/v1/pickups/p-1/handover", "k", "{\"code\":\"abcdefg7\"}").status())
        .isEqualTo(200);
    assertThat(shop.tower.received.toString()).contains("ABCDEFG7");
  }

  @Test
  void anIdThatCannotBeOneIsNotLookedUp() {
    for (String id : List.of("p-", "p-x", "p-" + "1".repeat(20), "i-1", "1", "p-1'--")) {
      assertRefused(shop.get("/v1/pickups/" + id), 404, "not-found");
      assertRefused(shop.post("/v1/pickups/" + id + "/cancellation", "k", ""), 404, "not-found");
    }
  }

  @Test
  void aBadQueryIsNamed() {
    assertRefused(shop.get("/v1/vehicles?limit=0"), 422, "?limit");
    assertRefused(shop.get("/v1/vehicles?limit=101"), 422, "?limit");
    assertRefused(shop.get("/v1/vehicles?limit=-1&cursor=x&state=y&z"), 422, "?z");
    assertRefused(shop.get("/v1/vehicles?limit=1&limit=1"), 422, "more than once");
    assertRefused(shop.get("/v1/vehicles?limit=99999999999999"), 422, "?limit");
    assertRefused(shop.get("/v1/pickups?cursor=!!!"), 422, "?cursor");
    assertRefused(shop.get("/v1/pickups?cursor=eA"), 422, "?cursor");
    assertRefused(shop.get("/v1/pickups?cursor=" + "MTpw".repeat(30)), 422, "?cursor");
    assertRefused(shop.get("/v1/vehicles?limit=%zz"), 400, "percent");
    assertRefused(shop.get("/v1/tower?x=1"), 422, "takes none");
    assertRefused(shop.post("/v1/pickups?x=1", "k", GOOD), 422, "?x");
  }

  @Test
  void whatNobodyCanSendIsNotAcceptable() {
    assertRefused(shop.get("/v1/tower", "text/html"), 406, "not-acceptable");
    assertRefused(shop.get("/v1/tower", "application/json;q=0"), 406, "not-acceptable");
    assertRefused(shop.get("/metrics", "application/json"), 406, "not-acceptable");
    for (String accept :
        List.of("*/*", "application/*", "text/html, application/json;q=0.1", "APPLICATION/JSON")) {
      assertThat(shop.get("/v1/tower", accept).status()).as(accept).isEqualTo(200);
    }
  }

  private void assertRefused(Reply reply, int status, String text) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    assertThat(reply.body()).contains(text, "\"requestId\":\"r-test\"", "\"clearing\":");
    assertThat(shop.tower.received).isEmpty();
  }

  private static Arguments bad(String what, String body, int status, String text) {
    return Arguments.of(what, body, status, text);
  }
}
