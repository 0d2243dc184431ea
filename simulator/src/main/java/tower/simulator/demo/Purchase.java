package tower.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.Consumer;
import tower.model.Purpose;
import tower.simulator.demo.Shop.Answer;
import tower.simulator.shop.Seller;

/** One purchase as a shop makes it: ask, wait for the car, enter the code, wait for the end. */
public final class Purchase {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final long LOOK_MS = 50;

  private final Shop shop;
  private final Seller seller;
  private final Consumer<String> say;
  private final long deadlineNanos;

  /**
   * A purchase that has not begun.
   *
   * @param say where to tell how it goes, the same text again and again
   * @param limitMs how long it may take
   */
  public Purchase(Shop shop, Seller seller, Consumer<String> say, long limitMs) {
    this.shop = shop;
    this.seller = seller;
    this.say = say;
    deadlineNanos = System.nanoTime() + limitMs * 1_000_000;
  }

  /**
   * Buys a car.
   *
   * @return true when it was collected
   */
  public boolean of(String vin) throws IOException, InterruptedException {
    SecureRandom random = new SecureRandom();
    String reference = "demo-" + Long.toHexString(random.nextLong());
    String code = code(random);
    String voucher = seller.voucher(reference, Purpose.BUY, vin, code, System.currentTimeMillis());
    ObjectNode body = shop.body().put("vin", vin).put("purpose", "buy").put("voucher", voucher);
    Answer answer = shop.post("/v1/pickups", reference, body);
    if (answer.status() != 201) {
      say.accept("the tower refuses: " + answer.body());
      return false;
    }
    String id = answer.body().path("id").asText();
    say.accept("pickup " + id + " of " + vin + " is accepted; code " + code);
    if (!until(id, "staged")) {
      return false;
    }
    Answer opened =
        shop.post(
            "/v1/pickups/" + id + "/handover", reference + "-code", shop.body().put("code", code));
    if (opened.status() / 100 != 2) {
      say.accept("the tower does not hand over: " + opened.body());
      return false;
    }
    return until(id, "collected");
  }

  private boolean until(String id, String wanted) throws IOException, InterruptedException {
    while (System.nanoTime() < deadlineNanos) {
      JsonNode pickup = shop.get("/v1/pickups/" + id).body();
      String state = pickup.path("state").asText();
      say.accept("pickup " + state + ": " + pickup.path("reason").path("text").asText());
      if (state.equals(wanted)) {
        return true;
      }
      if (state.equals("failed") || state.equals("cancelled") || state.equals("restowed")) {
        return false;
      }
      Thread.sleep(LOOK_MS);
    }
    say.accept("the pickup is not " + wanted + " in time");
    return false;
  }

  private static String code(SecureRandom random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }
}
