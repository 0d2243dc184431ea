package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests that no tower should understand. */
final class Nonsense {
  private static final String JSON = "application/json";
  private static final String PICKUPS = "/v1/pickups";
  private static final String INTAKES = "/v1/intakes";
  private static final byte[] NO_UTF_8 = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'};

  /** What is no order of a car, and what is none of anything. */
  private static final List<String> NO_PICKUPS =
      List.of(
          "",
          "{",
          "{]",
          "[]",
          "null",
          "42",
          "\"x\"",
          "{}",
          "{} {}",
          "{\"vin\":1,\"purpose\":true,\"voucher\":[]}",
          "{\"vin\":\"wsm00000000000001\",\"purpose\":\"buy\",\"voucher\":\"x\"}",
          "{\"vin\":\"A\",\"vin\":\"B\",\"purpose\":\"buy\"}",
          "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}",
          "{\"vin\":\"\u0000\",\"purpose\":\"steal\",\"voucher\":\"\uD83D\uDE97\"}",
          "{\"vin\":" + "9".repeat(400) + "}");

  private static final List<String> NO_INTAKES =
      List.of(
          "{\"purpose\":\"restock\"}",
          "{\"purpose\":\"restock\",\"vehicle\":[]}",
          vehicle("-1", "Brand"),
          vehicle("1e99", "Brand"),
          vehicle("1500.5", "Brand"),
          vehicle("\"1500\"", "Brand"),
          vehicle("null", "Brand"),
          vehicle("1500", "B\\u0007"),
          vehicle("1500", "B".repeat(61)),
          vehicle("1500", "B".repeat(5000)));

  private static final List<String> NO_CODES =
      List.of(
          "{\"code\":123456}",
          "{\"code\":\"12345\"}",
          "{\"code\":\"1234567\"}",
          "{\"code\":\"12345 \"}",
          "{\"code\":\"\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\"}",
          "{\"code\":\"123456\",\"again\":\"123456\"}");

  private static final List<String> NO_QUERIES =
      List.of("limit=0", "limit=101", "limit=x", "cursor=%25", "limit=1&limit=2", "what=1");

  private Nonsense() {}

  private static String vehicle(String heightMm, String brand) {
    return """
    {"purpose":"restock","vehicle":{"vin":"WSM00000000000998","brand":"%s","model":"M",\
    "heightMm":%s,"lengthMm":4500,"widthMm":1850,"massKg":1600}}\
    """
        .formatted(brand, heightMm);
  }

  /** How many kinds there are. */
  static int kinds() {
    return NO_PICKUPS.size() + NO_INTAKES.size() + NO_CODES.size() + NO_QUERIES.size() + 9;
  }

  /**
   * One of the kinds.
   *
   * @param key a fresh idempotency key
   * @param pickup id of a pickup that there is or was
   * @param good body of an order that is only sent wrongly
   */
  static Sent kind(int number, String key, String pickup, String good) {
    int left = number;
    if (left < NO_PICKUPS.size()) {
      return post(PICKUPS, key, NO_PICKUPS.get(left));
    }
    left -= NO_PICKUPS.size();
    if (left < NO_INTAKES.size()) {
      return post(INTAKES, key, NO_INTAKES.get(left));
    }
    left -= NO_INTAKES.size();
    if (left < NO_CODES.size()) {
      return post(PICKUPS + "/" + pickup + "/handover", key, NO_CODES.get(left));
    }
    left -= NO_CODES.size();
    if (left < NO_QUERIES.size()) {
      return new Sent(
          "GET",
          PICKUPS,
          NO_QUERIES.get(left),
          List.of(JSON),
          null,
          List.of(),
          ByteBuffer.allocate(0));
    }
    return wronglySent(left - NO_QUERIES.size(), key, pickup, good);
  }

  private static Sent wronglySent(int kind, String key, String pickup, String good) {
    Sent sent = post(PICKUPS, key, good);
    return switch (kind) {
      case 0 -> with(sent, List.of());
      case 1 -> with(sent, List.of(key, key + "-2"));
      case 2 -> with(sent, List.of(""));
      case 3 -> with(sent, List.of("k".repeat(129)));
      case 4 -> with(sent, List.of(key + " \u00e4"));
      case 5 ->
          new Sent("POST", PICKUPS, null, List.of(JSON), "text/plain", sent.keys(), sent.body());
      case 6 ->
          new Sent("POST", PICKUPS, null, List.of("text/html"), JSON, sent.keys(), sent.body());
      case 7 ->
          new Sent(
              "POST", PICKUPS, null, List.of(JSON), JSON, sent.keys(), ByteBuffer.wrap(NO_UTF_8));
      default ->
          post(
              PICKUPS + "/" + pickup + "/cancellation",
              key,
              "{\"x\":\"" + "y".repeat(20_000) + "\"}");
    };
  }

  private static Sent post(String path, String key, String body) {
    return new Sent(
        "POST",
        path,
        null,
        List.of(JSON),
        JSON,
        List.of(key),
        ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Sent with(Sent sent, List<String> keys) {
    return new Sent(
        sent.method(), sent.path(), sent.query(), sent.accept(), sent.type(), keys, sent.body());
  }
}
