package tower.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tower.core.Asker;
import tower.core.Event;
import tower.core.Request;

/** The one way in: bounded for clients, with reserved places for the disk and the planner. */
class InboxTest {
  private final AtomicInteger wakes = new AtomicInteger();
  private final Inbox inbox =
      new Inbox(
          2,
          new Pause() {
            @Override
            public void until(long nanos) {}

            @Override
            public void wake() {
              wakes.incrementAndGet();
            }
          });

  private static Event.Requested request(long id) {
    return new Event.Requested(
        id, "k" + id, "h", new Asker("shop", ""), new Request.CancelPickup("p"), null);
  }

  @Test
  void clientsAreTakenInTheirSequenceUpToTheCapacity() {
    assertThat(inbox.offer(request(1))).isTrue();
    assertThat(inbox.offer(request(2))).isTrue();
    assertThat(inbox.offer(request(3))).isFalse();
    assertThat(inbox.queued()).isEqualTo(2);
    assertThat(inbox.poll()).isEqualTo(request(1));
    assertThat(inbox.poll()).isEqualTo(request(2));
    assertThat(inbox.poll()).isNull();
    assertThat(inbox.offer(request(3))).isTrue();
  }

  /** A flood of clients must not keep the news of the disk from the loop. */
  @Test
  void diskAndPlannerGetInWhileTheQueueIsFull() {
    inbox.offer(request(1));
    inbox.offer(request(2));
    inbox.durable(7);
    inbox.full("no space");
    inbox.failed("I/O error");
    inbox.propose(new Event.Proposed(7, List.of("j-1")));
    assertThat(inbox.drain())
        .containsExactly(
            new Event.StoreFailed("I/O error"),
            new Event.StoreFull("no space"),
            new Event.Durable(7),
            new Event.Proposed(7, List.of("j-1")));
    assertThat(inbox.queued()).as("what clients ask is taken one by one").isEqualTo(2);
  }

  /** Only the latest word of the disk counts, and it is said once. */
  @Test
  void durableRisesAndIsSaidOnce() {
    inbox.durable(5);
    inbox.durable(9);
    inbox.durable(7);
    assertThat(inbox.drain()).containsExactly(new Event.Durable(9));
    inbox.durable(9);
    assertThat(inbox.drain()).isEmpty();
  }

  @Test
  void whateverComesEndsTheWait() {
    inbox.offer(request(1));
    inbox.durable(1);
    inbox.full("no space");
    inbox.failed("I/O error");
    inbox.propose(new Event.Proposed(1, List.of()));
    assertThat(wakes).hasValue(5);
  }

  /** The disk's thread need not wait for the loop to say what it has written. */
  @Test
  void whoeverWantsItHearsOfTheDiskAtOnce() {
    List<Long> heard = new ArrayList<>();
    inbox.onDurable(heard::add);
    inbox.durable(5);
    inbox.durable(9);
    assertThat(heard).containsExactly(5L, 9L);
    assertThat(inbox.drain()).containsExactly(new Event.Durable(9));
  }
}
