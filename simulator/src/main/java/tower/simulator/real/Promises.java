package tower.simulator.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tower.simulator.demo.Shop;
import tower.simulator.world.Chance;

/**
 * What clients were promised: every 2xx with its key. Asked again, whenever that is, the tower must
 * give the same answer, and what it has made must be there.
 */
final class Promises {
  private static final int TRIES = 40;
  private static final long BETWEEN_MS = 50;

  private final Shop shop;
  private final Findings findings;
  private final List<Promise> made = new ArrayList<>();
  private int asked;
  private long replies;

  Promises(Shop shop, Findings findings) {
    this.shop = shop;
    this.findings = findings;
  }

  private record Promise(String path, String key, ObjectNode body, Shop.Answer answer) {}

  /** Asks for something; a good answer is a promise from now on. */
  Shop.Answer post(String path, String key, ObjectNode body)
      throws IOException, InterruptedException {
    Shop.Answer answer = shop.post(path, key, body);
    if (answer.status() / 100 == 2) {
      synchronized (made) {
        made.add(new Promise(path, key, body, answer));
      }
    } else if (answer.status() == 500) {
      findings.found("S32: 500 for " + path + ": " + answer.body());
    }
    return answer;
  }

  /** The keys of all of them. */
  List<String> keys() {
    synchronized (made) {
      return made.stream().map(Promise::key).toList();
    }
  }

  /** How many there are. */
  int count() {
    synchronized (made) {
      return made.size();
    }
  }

  /** How often one was asked for again and kept. */
  long kept() {
    return replies;
  }

  /**
   * Asks again for all that were made since the last time and for some older ones.
   *
   * @throws IOException when the tower does not answer
   */
  void askAgain(Chance chance, int older) throws IOException, InterruptedException {
    List<Promise> all;
    synchronized (made) {
      all = List.copyOf(made);
    }
    int from = asked;
    for (Promise promise : all.subList(from, all.size())) {
      askAgain(promise);
    }
    for (int i = 0; i < older && from > 0; i++) {
      askAgain(all.get(chance.below(from)));
    }
    asked = all.size();
  }

  /** Asks again for every one. */
  void askForAll() throws IOException, InterruptedException {
    asked = 0;
    askAgain(new Chance(0), 0);
  }

  private void askAgain(Promise promise) throws IOException, InterruptedException {
    Shop.Answer again = repeated(promise);
    if (!again.equals(promise.answer())) {
      findings.found(
          "S24: key "
              + promise.key()
              + " of "
              + promise.path()
              + " was answered "
              + promise.answer()
              + ", now "
              + again);
    }
    JsonNode id = promise.answer().body().path("id");
    boolean creation = promise.path().equals("/v1/pickups") || promise.path().equals("/v1/intakes");
    if (creation && shop.get(promise.path() + "/" + id.asText()).status() != 200) {
      findings.found("S24: " + promise.path() + "/" + id.asText() + " is not known any more");
    }
    replies++;
  }

  /** A tower that is busy says so, and is asked once more. */
  private Shop.Answer repeated(Promise promise) throws IOException, InterruptedException {
    Shop.Answer again = shop.post(promise.path(), promise.key(), promise.body());
    for (int i = 0; i < TRIES && busy(again); i++) {
      Thread.sleep(BETWEEN_MS);
      again = shop.post(promise.path(), promise.key(), promise.body());
    }
    return again;
  }

  /** Not now: neither yes nor no. The limits of a client are those, too. */
  static boolean busy(Shop.Answer answer) {
    return answer.status() == 503 || answer.status() == 429;
  }
}
