package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tower.access.Caller;
import tower.core.Ledger;
import tower.model.PickupState;

/** What the clients of a stream are told, without sockets and without the passing of real time. */
class StreamsTest extends StreamsBench {
  @Test
  void aStreamBeginsWithWhatIsOpenAndGoesOn() {
    tells(3);
    long seq = tower.facts.seq();
    Client client = new Client(fresh());
    assertThat(client.texts).hasSize(1);
    assertThat(client.texts.getFirst())
        .startsWith("id: " + seq + "\nevent: snapshot\ndata: {\"seq\":" + seq + ",")
        .endsWith("}\n\n")
        .contains("\"tower\":\"test-3\"", "p-0000000001", "i-0000000001", "\"code\":\"opened\"")
        .doesNotContain("p-0000000002");
    List<Long> told = tells(2);
    streams.step();
    streams.step();
    assertThat(client.ids()).isEqualTo(told);
    assertThat(client.texts.get(1)).startsWith("id: " + told.getFirst() + "\nevent: pickup.staged");
  }

  /** What is told and then lost in a power cut was a lie. */
  @Test
  void whatIsNotDurableIsNotTold() {
    long start = tower.facts.seq();
    Client live = new Client(fresh());
    long first = tells();
    Ledger published = tower.facts;
    long second = tells();
    Ledger later = tower.facts;
    tower.facts = published;
    Client back = new Client(new StreamStart.After(start));
    passes(200);
    assertThat(live.ids()).containsExactly(first);
    assertThat(back.ids()).containsExactly(first);
    tower.facts = later;
    passes(200);
    assertThat(live.ids()).containsExactly(first, second);
    assertThat(back.ids()).containsExactly(first, second);
  }

  @Test
  void whoComesBackHearsWhatItMissedPageByPage() {
    List<Long> told = tells(350);
    Client client = new Client(new StreamStart.After(told.get(19)));
    told.addAll(tells(20));
    for (int i = 0; i < 10; i++) {
      passes(100);
    }
    assertThat(client.ids()).isEqualTo(told.subList(20, 370));
    assertThat(client.snapshots()).isEmpty();
    assertThat(client.texts.getFirst().split("id: ", -1)).hasSize(ApiLimits.REPLAY_PAGE + 1);
  }

  @Test
  void whoKnowsMoreThanTheTowerBeginsAnew() {
    tells(3);
    Client end = new Client(new StreamStart.After(tower.facts.seq()));
    Client beyond = new Client(new StreamStart.After(tower.facts.seq() + 1));
    assertThat(end.texts).as("so that the answer's head leaves").containsExactly(HEARTBEAT);
    assertThat(beyond.snapshots()).containsExactly("events-reset");
    long seq = tells();
    streams.step();
    assertThat(end.ids()).containsExactly(seq);
    assertThat(beyond.ids()).containsExactly(seq);
  }

  @Test
  void whoWasAwayForTooLongBeginsAnew() {
    Ledger l = tower.facts;
    tower.facts =
        new Ledger(
            ApiLimits.REPLAY_FACTS + 5,
            l.incarnation(),
            l.vehicles(),
            l.pickups(),
            l.intakes(),
            l.jobs(),
            l.portals(),
            l.doubted(),
            l.withheld(),
            l.keys(),
            l.floorUtcMs(),
            l.openStep());
    assertThat(new Client(new StreamStart.After(4)).snapshots()).containsExactly("too-far-behind");
    assertThat(new Client(new StreamStart.After(5)).snapshots()).isEmpty();
  }

  @Test
  void aCallSaysWhereItsStreamBegins() {
    assertThat(start(null, null)).isEqualTo(fresh());
    assertThat(start("after=7", null)).isEqualTo(new StreamStart.After(7));
    // A browser repeats its first URL; the header is what it has heard since.
    assertThat(start("after=7", "9")).isEqualTo(new StreamStart.After(9));
    for (String strange : List.of("", "x", "-1", "1".repeat(19))) {
      assertThat(start(null, strange))
          .isEqualTo(new StreamStart.Fresh(StreamStart.UNKNOWN_POSITION));
    }
  }

  private static StreamStart start(@Nullable String query, @Nullable String lastEventId) {
    return StreamStart.of(
        new Call(
            "r",
            "GET",
            Events.STREAM,
            Map.of(),
            query,
            List.of(Sse.MEDIA_TYPE),
            null,
            List.of(),
            lastEventId,
            ByteBuffer.allocate(0),
            Caller.STRANGER));
  }

  /** Its queue is full: what it missed is skipped, what comes is told without a gap. */
  @Test
  void whoReadsTooSlowlyBeginsAnew() {
    Client slow = new Client(fresh());
    Client quick = new Client(fresh());
    slow.held = true;
    List<Long> told = new ArrayList<>();
    for (int i = 0; i <= ApiLimits.KEPT_EVENTS / 50 + 1; i++) {
      told.addAll(tells(50));
      passes(100);
    }
    assertThat(slow.texts).hasSize(2);
    slow.takes();
    assertThat(slow.snapshots()).containsExactly("opened", "too-slow");
    long seq = tells();
    told.add(seq);
    passes(100);
    assertThat(slow.ids()).endsWith(told.get(49), seq).hasSize(51);
    assertThat(quick.ids()).isEqualTo(told);
    assertThat(quick.snapshots()).containsExactly("opened");
  }

  @Test
  void whoDoesNotReadIsDroppedAndItsPlaceIsFree() {
    Client client = new Client(fresh());
    client.held = true;
    tells();
    passes(100);
    passes(PATIENCE.reading().toMillis());
    assertThat(client.closed).isFalse();
    passes(1);
    assertThat(client.closed).isTrue();
    assertThat(counts.clients()).isZero();
    assertThat(counts.dropped()).isEqualTo(1);
    // Jetty still has its callbacks to call.
    client.takes();
    streams.gone(client, true);
    assertThat(counts.dropped()).isEqualTo(1);
    assertThat(counts.clients()).isZero();
  }

  @Test
  void silenceIsBrokenByAHeartbeat() {
    Client client = new Client(fresh());
    passes(PATIENCE.heartbeat().toMillis() - 1);
    assertThat(client.texts).hasSize(1);
    passes(1);
    assertThat(client.texts).hasSize(2).last().isEqualTo(HEARTBEAT);
    passes(PATIENCE.heartbeat().toMillis() - 1);
    tells();
    passes(0);
    passes(PATIENCE.heartbeat().toMillis() - 1);
    assertThat(client.texts).hasSize(3);
    client.held = true;
    passes(1);
    assertThat(client.texts).hasSize(4).last().isEqualTo(HEARTBEAT);
    passes(PATIENCE.heartbeat().toMillis());
    assertThat(client.texts).hasSize(4);
  }

  /** A hanging disk is no reason to think that the line is dead, nor to forget anything. */
  @Test
  void aHangingStoreDelaysEventsAndNothingElse() {
    Client live = new Client(fresh());
    hanging = new CompletableFuture<>();
    Client back = new Client(new StreamStart.After(0));
    List<Long> told = tells(150);
    passes(PATIENCE.heartbeat().toMillis());
    assertThat(live.texts).last().isEqualTo(HEARTBEAT);
    assertThat(back.texts).containsExactly(HEARTBEAT, HEARTBEAT);
    int before = asked;
    passes(1000);
    assertThat(asked).isEqualTo(before);
    CompletableFuture<Void> gate = hanging;
    hanging = null;
    gate.complete(null);
    passes(100);
    passes(100);
    passes(100);
    assertThat(live.ids()).isEqualTo(told);
    assertThat(back.ids()).isEqualTo(told);
  }

  @Test
  void aStoreThatTakesNoLookUpsIsAskedOnceASecond() {
    Client live = new Client(fresh());
    Client back = new Client(new StreamStart.After(0));
    tower.storeTakesLookUps = false;
    asked = 0;
    List<Long> told = tells(2);
    for (int i = 0; i < 100; i++) {
      passes(100);
    }
    assertThat(asked).isBetween(9, 11);
    tower.storeTakesLookUps = true;
    for (int i = 0; i < 12; i++) {
      passes(100);
    }
    assertThat(live.ids()).isEqualTo(told);
    assertThat(back.ids()).isEqualTo(told);
  }

  /** Twenty clients are twenty sockets, not twenty times the work of the store. */
  @Test
  void theStoreIsAskedOnceForAllClients() {
    List<Client> all = new ArrayList<>();
    for (int i = 0; i < ApiLimits.STREAMS; i++) {
      assertThat(streams.full()).isFalse();
      all.add(new Client(fresh()));
    }
    assertThat(streams.full()).isTrue();
    assertThat(counts.clients()).isEqualTo(ApiLimits.STREAMS);
    asked = 0;
    List<Long> told = tells(3);
    passes(100);
    passes(100);
    assertThat(asked).isEqualTo(1);
    assertThat(all).allSatisfy(client -> assertThat(client.ids()).isEqualTo(told));
    streams.close();
    assertThat(all).allMatch(client -> client.closed);
    assertThat(counts.clients()).isZero();
    passes(100);
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aPickupThatHasEndedIsNotInTheSnapshot() {
    tower.state("p-0000000001", PickupState.COLLECTED);
    assertThat(new Client(fresh()).all()).doesNotContain("p-0000000001");
  }
}
