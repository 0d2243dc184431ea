package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import tower.model.Purpose;
import tower.simulator.demo.Shop;
import tower.simulator.shop.Seller;

/** One client of the API that asks at fixed times: eight reads, a purchase, its cancellation. */
final class LoadClient {
  private static final List<String> READS =
      List.of("/v1/tower", "/v1/vehicles", "/v1/pickups", "/v1/tower", "/livez", "/v1/intakes");

  private final Shop shop;
  private final Seller seller;
  private final int number;
  private final long periodNanos;
  private final String vin;
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::ask);
  private final List<Double> millis = new ArrayList<>();
  private long due;
  private final Map<String, Integer> answers = new TreeMap<>();
  private String pickup = "";
  private volatile boolean ended;

  LoadClient(int port, Seller seller, int number, long periodNanos, long begin, String vin) {
    shop = new Shop("http://127.0.0.1:" + port);
    this.seller = seller;
    this.number = number;
    this.periodNanos = periodNanos;
    this.vin = vin;
    due = begin + number * periodNanos / 4;
  }

  void start() {
    thread.start();
  }

  void end() throws InterruptedException {
    ended = true;
    thread.join();
  }

  /** From the time a request was due to its answer. */
  List<Double> millis() {
    return millis;
  }

  /** How often there was which status, with the code of a refusal; "none" for no answer at all. */
  Map<String, Integer> answers() {
    return answers;
  }

  private void ask() {
    for (long i = 0; !ended; i++, due += periodNanos) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      try {
        Shop.Answer answer = send(i);
        String code = answer.body().path("code").asText();
        answers.merge((answer.status() + " " + code).strip(), 1, Integer::sum);
      } catch (IOException e) {
        answers.merge("none", 1, Integer::sum);
      } catch (InterruptedException e) {
        return;
      }
      millis.add((System.nanoTime() - due) / 1e6);
    }
  }

  private Shop.Answer send(long i) throws IOException, InterruptedException {
    String key = "load-" + number + "-" + i;
    switch ((int) (i % 10)) {
      case 0 -> {
        String voucher =
            seller.voucher(key, Purpose.BUY, vin, "000000", System.currentTimeMillis());
        ObjectNode body = shop.body().put("vin", vin).put("purpose", "buy").put("voucher", voucher);
        Shop.Answer answer = shop.post("/v1/pickups", key, body);
        pickup = answer.body().path("id").asText();
        return answer;
      }
      case 1 -> {
        return pickup.isEmpty()
            ? shop.get("/v1/vehicles/" + vin)
            : shop.post("/v1/pickups/" + pickup + "/cancellation", key, shop.body());
      }
      default -> {
        return shop.get(READS.get((int) (i % READS.size())));
      }
    }
  }
}
