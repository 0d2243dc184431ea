package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tower.access.ClientList;
import tower.access.Clients;

/** Whose the places of the event stream are, and for how long. */
class StreamsOfAClientTest {
  private static final long UNTIL = Instant.parse("2026-11-28T13:00:00Z").toEpochMilli();

  private final AtomicLong nowMs = new AtomicLong(Clientele.NOW);
  private final Clients clients =
      ClientList.read(
          Clientele.SHOP.row() + " until:2026-11-28T13:00:00Z\n" + Clientele.VIEWER.row());
  private final Served served =
      new Served(
          ApiLimits.Patience.USUAL,
          new Door(
              "127.0.0.1",
              0,
              new Entry.ByCredentials(() -> clients, nowMs::get),
              Optional.empty(),
              new Door.Bounds(64, 64, 10_000, 10_000)));
  private final List<Listener> all = new ArrayList<>();

  @AfterEach
  void close() {
    all.forEach(Listener::close);
    served.close();
  }

  private Listener listen(Clientele who) {
    Listener listener = new Listener(served, who.line());
    all.add(listener);
    return listener;
  }

  /** One client that forgets to close its streams keeps nobody else from listening. */
  @Test
  void oneClientHasNotAllThePlaces() {
    for (int i = 0; i < ApiLimits.STREAMS_OF_A_CLIENT; i++) {
      assertThat(listen(Clientele.SHOP).status()).isEqualTo(200);
    }
    Listener surplus = listen(Clientele.SHOP);
    assertThat(surplus.status()).isEqualTo(429);
    assertThat(surplus.header("Retry-After")).isEqualTo("5");
    assertThat(listen(Clientele.VIEWER).status()).isEqualTo(200);
  }

  /** The key ends while its stream is open: so does the stream, and no other. */
  @Test
  void streamEndsWithTheKeyThatOpenedIt() {
    Listener shop = listen(Clientele.SHOP);
    Listener viewer = listen(Clientele.VIEWER);
    assertThat(shop.event().type()).isEqualTo("snapshot");
    assertThat(viewer.event().type()).isEqualTo("snapshot");
    nowMs.set(UNTIL);
    assertThat(shop.ends()).isTrue();
    assertThat(listen(Clientele.SHOP).status()).isEqualTo(401);
    assertThat(listen(Clientele.VIEWER).status()).isEqualTo(200);
  }
}
