package tower.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What older releases did not write, because there was none of it: the journal's rows and the kept
 * answers stay as they were written, and are completed when they are read.
 */
final class Older {
  private Older() {}

  /** Completes every pickup, intake and answer in a record. */
  static void complete(JsonNode record) {
    if (record instanceof ObjectNode object && object.has("bodyHash")) {
      missing(object, "by", "from");
    } else if (record instanceof ObjectNode object && object.has("who") && object.has("code")) {
      missing(object, "from", "subject", "vin");
    }
    if (record instanceof ObjectNode object && object.has("codeHash")) {
      pickup(object);
    } else if (record instanceof ObjectNode object && object.has("vehicle")) {
      intake(object);
    }
    record.forEach(Older::complete);
  }

  /** Before it was written down who asks, from where and for what. */
  private static void missing(ObjectNode row, String... names) {
    for (String name : names) {
      if (!row.has(name)) {
        row.put(name, "");
      }
    }
  }

  /** Before vouchers, appointments and loans. */
  private static void pickup(ObjectNode pickup) {
    if (!pickup.has("terms")) {
      ObjectNode terms = pickup.putObject("terms");
      terms.putNull("readyAtUtcMs").putNull("expiresAtUtcMs").putNull("dueBackUtcMs");
      String state = pickup.path("state").asText();
      pickup.put("redeemed", state.equals("HANDING_OVER") || state.equals("COLLECTED"));
    }
    if (!pickup.has("kid")) {
      pickup.put("kid", "");
    }
  }

  private static void intake(ObjectNode intake) {
    if (intake.has("purpose") && !intake.has("report")) {
      intake.putObject("report").put("odometerKm", -1).put("damage", "");
    }
  }
}
