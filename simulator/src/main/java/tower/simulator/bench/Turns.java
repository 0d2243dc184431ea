package tower.simulator.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongFunction;
import tower.model.Purpose;
import tower.simulator.shop.Seller;

/** What one client asks next, as soon as it has its last answer. */
interface Turns {
  /** The next request. */
  byte[] next();

  /** The answer to it. */
  default void took(HttpLane.Answer answer) {}

  /** What is left to ask when the time is over, so that the next arm finds all as it was. */
  default Optional<byte[]> last() {
    return Optional.empty();
  }

  /** The same request for ever. */
  static Turns same(byte[] request) {
    return () -> request;
  }

  /** One after the other, by its number. */
  static Turns counted(LongFunction<byte[]> request) {
    long[] number = new long[1];
    return () -> request.apply(++number[0]);
  }

  /**
   * Something that the tower takes, and its cancellation, and so on: every one of them is durable,
   * and none of them moves anything.
   */
  abstract class TakenAndCancelled implements Turns {
    private final String path;
    private final String prefix;
    private long number;
    private String id = "";

    TakenAndCancelled(String path, String prefix) {
      this.path = path;
      this.prefix = prefix;
    }

    abstract String body(String key);

    @Override
    public byte[] next() {
      String key = prefix + "-" + ++number;
      return id.isEmpty()
          ? HttpLane.post(path, key, body(key))
          : HttpLane.post(path + "/" + id + "/cancellation", key, "{}");
    }

    @Override
    public Optional<byte[]> last() {
      return id.isEmpty() ? Optional.empty() : Optional.of(next());
    }

    @Override
    public void took(HttpLane.Answer answer) {
      if (answer.good()) {
        id = id.isEmpty() ? answer.text("id") : "";
      }
    }
  }

  /**
   * A car of its own is bought again and again, each time with a voucher that was signed before.
   */
  final class Purchases extends TakenAndCancelled {
    private final Seller seller;
    private final String vin;
    private final String jti;
    private final Deque<String> signed = new ArrayDeque<>();
    private long number;

    /**
     * A client.
     *
     * @param prefix of its keys and vouchers; nobody else's
     * @param ahead vouchers to sign before anything is measured
     */
    Purchases(String prefix, Seller seller, String vin, int ahead) {
      super("/v1/pickups", prefix);
      this.seller = seller;
      this.vin = vin;
      jti = prefix + "-v";
      for (int i = 0; i < ahead; i++) {
        signed.add(sign());
      }
    }

    private String sign() {
      long now = System.currentTimeMillis();
      return seller.voucher(jti + ++number, Purpose.BUY, vin, "000000", now);
    }

    @Override
    String body(String key) {
      String voucher = signed.isEmpty() ? sign() : signed.remove();
      return "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}".formatted(vin, voucher);
    }
  }

  /** A car that nobody brings is announced again and again. */
  final class Announcements extends TakenAndCancelled {
    private final String vin;

    Announcements(String prefix, String vin) {
      super("/v1/intakes", prefix);
      this.vin = vin;
    }

    @Override
    String body(String key) {
      return ("{\"purpose\":\"restock\",\"vehicle\":{\"vin\":\"%s\",\"brand\":\"Linden\","
              + "\"model\":\"Elm\",\"heightMm\":1500,\"lengthMm\":4400,\"widthMm\":1820,"
              + "\"massKg\":1650}}")
          .formatted(vin);
    }
  }
}
