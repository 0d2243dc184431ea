package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tinylog.Logger;
import tower.simulator.storefront.TowerClient.Answer;

/**
 * Keeps the orders true. A webhook tells at once that something has changed; what it is, the tower
 * itself is asked, one thing after the other, so that no old answer overtakes a new one. While the
 * webhooks are silent the tower's events are asked for instead.
 */
final class Watch implements AutoCloseable {
  private static final long STEP_MS = 200;
  private static final long POLL_MS = 500;

  /** How seldom it asks for events while webhooks come, and for how long one counts. */
  private static final long LAZY_POLL_MS = 5_000;

  private static final long LOOK_MS = 1_000;
  private static final int UNCLAIMED = 500;
  private static final int DUE = 2_000;

  private final TowerClient tower;
  private final Orders orders;
  private final Set<String> due = new LinkedHashSet<>();
  private final Deque<Told> unclaimed = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile long lastHookNanos = System.nanoTime() - LAZY_POLL_MS * 1_000_000;
  private long cursor;
  private boolean reached = true;

  Watch(TowerClient tower, Orders orders) {
    this.tower = tower;
    this.orders = orders;
    thread = Thread.ofVirtual().name("shop-watch").unstarted(this::run);
  }

  /** An event, as a webhook or a page of events has it. */
  record Told(String subject, long sequence, String type, String time) {
    static Told ofWebhook(JsonNode event) {
      JsonNode data = event.path("data");
      return new Told(
          data.path("id").asText(),
          data.path("sequence").asLong(),
          event.path("type").asText(),
          event.path("timestamp").asText());
    }

    static Told ofPage(JsonNode event) {
      return new Told(
          event.path("subject").asText(),
          event.path("sequence").asLong(),
          event.path("type").asText(),
          event.path("time").asText());
    }
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  /** A webhook has come. */
  void hooked(JsonNode event) {
    lastHookNanos = System.nanoTime();
    heard(Told.ofWebhook(event));
  }

  /** An order has got a pickup or an intake: what was told of it before is told again. */
  void claim(String subject) {
    List<Told> earlier;
    synchronized (unclaimed) {
      earlier = unclaimed.stream().filter(t -> t.subject().equals(subject)).toList();
      unclaimed.removeAll(earlier);
    }
    earlier.forEach(this::heard);
    dirty(subject);
  }

  private void heard(Told told) {
    orders
        .about(told.subject())
        .ifPresentOrElse(
            order -> {
              order.happened(told.subject(), told.sequence(), told.type(), told.time());
              dirty(told.subject());
              // A return's end is also its loan's.
              dirty(order.pickupId());
            },
            () -> keep(told));
  }

  private void keep(Told told) {
    synchronized (unclaimed) {
      unclaimed.addLast(told);
      if (unclaimed.size() > UNCLAIMED) {
        unclaimed.removeFirst();
      }
    }
  }

  private void dirty(String subject) {
    synchronized (due) {
      if (!subject.isEmpty() && due.size() < DUE) {
        due.add(subject);
        due.notifyAll();
      }
    }
  }

  private void run() {
    long nextPoll = 0;
    long nextLook = 0;
    while (!closed) {
      try {
        for (String subject : takeDue()) {
          read(subject);
        }
        long now = System.nanoTime() / 1_000_000;
        if (now >= nextPoll) {
          poll();
          boolean hooks = System.nanoTime() - lastHookNanos < LAZY_POLL_MS * 1_000_000;
          nextPoll = now + (hooks ? LAZY_POLL_MS : POLL_MS);
        }
        if (now >= nextLook) {
          nextLook = now + LOOK_MS;
          look();
        }
      } catch (IOException e) {
        Logger.debug("the tower does not answer: {}", e.getMessage());
        nextPoll = System.nanoTime() / 1_000_000 + LOOK_MS;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        Logger.error(e, "while following the tower");
      }
      tellReach();
    }
  }

  private List<String> takeDue() throws InterruptedException {
    synchronized (due) {
      if (due.isEmpty()) {
        due.wait(STEP_MS);
      }
      List<String> all = new ArrayList<>(due);
      due.clear();
      return all;
    }
  }

  /** Estimates and places in the queue change without an event. */
  private void look() {
    for (Order order : orders.open()) {
      dirty(order.pickupId());
      dirty(order.intakeId());
    }
  }

  private void tellReach() {
    if (reached != tower.reachable()) {
      reached = tower.reachable();
      orders.open().forEach(Order::stir);
    }
  }

  private void read(String subject) throws IOException, InterruptedException {
    boolean pickup = subject.startsWith("p-");
    Answer answer = tower.get((pickup ? "/v1/pickups/" : "/v1/intakes/") + subject);
    if (!answer.ok()) {
      return;
    }
    orders
        .about(subject)
        .ifPresent(order -> {
          if (pickup) {
            order.pickup(answer.body());
          } else {
            order.intake(answer.body());
          }
        });
  }

  /** From the journal's beginning: what is no order's here soon rolls out of the unclaimed ones. */
  private void poll() throws IOException, InterruptedException {
    boolean more = true;
    while (more && !closed) {
      Answer answer = tower.get("/v1/events?limit=100&after=" + cursor);
      if (answer.status() == 410) {
        // An older database was put back; what was told before is known by its number.
        cursor = 0;
        return;
      }
      if (!answer.ok()) {
        return;
      }
      answer.body().path("items").forEach(event -> heard(Told.ofPage(event)));
      cursor = answer.body().path("lastSeq").asLong(cursor);
      more = answer.body().path("more").asBoolean();
    }
  }
}
