package tower.simulator.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tower.simulator.shop.Seller;

/**
 * Clients that want nothing but answers, each from its own loopback address and at fixed times:
 * some buy and cancel, one reads, all on connections that they keep, and one knocks anew each time.
 * Who buys waits for one answer before the next wish: it asks more seldom than a decision takes, or
 * its own queue would be measured, and so there are several.
 */
final class HonestClients implements AutoCloseable {
  private static final int FIRST_ADDRESS = 20;
  private static final int PERIOD_MS = 50;

  /** Together they buy or cancel once in a period. */
  static final int BUYERS = 4;

  private final int port;
  private final List<Client> clients;

  /**
   * Clients that have not begun.
   *
   * @param vins a car for each of the {@value #BUYERS} buyers
   */
  HonestClients(int port, Seller seller, List<String> vins, String prefix) {
    this.port = port;
    clients = new ArrayList<>();
    clients.add(new Client(0, PERIOD_MS, Turns.same(HttpLane.get("/v1/tower")), true));
    clients.add(new Client(1, PERIOD_MS, Turns.same(HttpLane.get("/v1/vehicles")), false));
    for (int i = 0; i < BUYERS; i++) {
      Turns turns = new Turns.Purchases(prefix + "-" + i, seller, vins.get(i), 0);
      clients.add(new Client(2 + i, BUYERS * PERIOD_MS, turns, true));
    }
  }

  void begin() {
    clients.forEach(client -> client.thread.start());
  }

  /**
   * What they saw.
   *
   * @param millis from when a request was due to its answer
   * @param unanswered how many of them got no answer, or one that blames the server, by the cause
   */
  record Seen(Sample millis, Map<String, Integer> unanswered) {
    boolean allAnswered() {
      return unanswered.isEmpty();
    }
  }

  /** Ends them. */
  Seen end() throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    Map<String, Integer> unanswered = new TreeMap<>();
    for (Client client : clients) {
      client.ended = true;
      client.thread.join();
      millis.addAll(client.millis);
      client.unanswered.forEach((why, count) -> unanswered.merge(why, count, Integer::sum));
    }
    return new Seen(Sample.of(millis), unanswered);
  }

  @Override
  public void close() {
    clients.forEach(client -> client.ended = true);
  }

  /** One of them. */
  private final class Client {
    private final int number;
    private final int periodMs;
    private final Turns turns;
    private final boolean keeps;
    private final List<Double> millis = new ArrayList<>();
    private final Map<String, Integer> unanswered = new TreeMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::ask);
    private volatile boolean ended;

    Client(int number, int periodMs, Turns turns, boolean keeps) {
      this.number = number;
      this.periodMs = periodMs;
      this.turns = turns;
      this.keeps = keeps;
    }

    private void ask() {
      @Nullable HttpLane lane = null;
      for (long due = System.nanoTime(); !ended; due += periodMs * 1_000_000L) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        try {
          lane = lane == null ? new HttpLane(port, FIRST_ADDRESS + number) : lane;
          HttpLane.Answer answer = lane.ask(turns.next());
          turns.took(answer);
          if (answer.status() >= 500 || answer.status() == 429) {
            note(answer.status() + " " + answer.text("code"));
          }
        } catch (IOException e) {
          note(String.valueOf(e.getMessage()));
          lane = closed(lane);
        }
        millis.add((System.nanoTime() - due) / 1e6);
        lane = keeps ? lane : closed(lane);
      }
      leave(lane);
    }

    /** Nothing stays open behind it: the next car would have to wait for this one's. */
    private void leave(@Nullable HttpLane lane) {
      Optional<byte[]> last = turns.last();
      if (last.isPresent()) {
        try (HttpLane own = lane == null ? new HttpLane(port, FIRST_ADDRESS + number) : lane) {
          own.ask(last.get());
        } catch (IOException e) {
          note(String.valueOf(e.getMessage()));
        }
      } else {
        closed(lane);
      }
    }

    private void note(String why) {
      unanswered.merge(why, 1, Integer::sum);
    }

    private @Nullable HttpLane closed(@Nullable HttpLane lane) {
      if (lane != null) {
        try {
          lane.close();
        } catch (IOException e) {
          note("not closed: " + e.getMessage());
        }
      }
      return null;
    }
  }
}
