package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;

/** Whoever is told too early, or anew, has a checker that sees it. */
final class PatienceCanFailTest extends LyingTower {
  private static final String BODY = "{\"seq\":1,\"data\":{\"seq\":1}}";
  private static final Cloud.Ear EAR = new Cloud.Ear(1);

  private Subscription shop;

  @BeforeEach
  void theShopListens() {
    shop = scene.cloud().subscribes("shop", List.of(), List.of("whsec_AAAA"));
    durable(new Fact.Published("pickup.queued", "p-1", List.of("v", "why")));
    run(100);
  }

  @Test
  void anEndpointIsLeftAloneAsLongAsItHasAsked() {
    shop.saidLater(BODY, world.nanos(), 30);
    run(29);
    assertThat(shop.closed(1, world.nanos())).contains("wants nothing for 1000 ms");
    assertThat(shop.closed(0, world.nanos())).as("a test was asked for").isEmpty();
    run(1);
    assertThat(shop.closed(1, world.nanos())).isEmpty();
  }

  @Test
  void noShorterThanTheTowerPromises() {
    shop.saidLater(BODY, world.nanos(), 0);
    run(4.9);
    assertThat(shop.closed(1, world.nanos())).isNotEmpty();
    run(0.2);
    assertThat(shop.closed(1, world.nanos())).isEmpty();
  }

  @Test
  void anEndpointThatIsGoneIsLeftAloneUntilSomebodyAsks() {
    shop.saidGone(world.nanos());
    run(100_000);
    assertThat(shop.closed(1, world.nanos())).isEqualTo("it is gone");
    scene.lifeEnded();
    assertThat(shop.closed(0, world.nanos())).as("it was written down").isEqualTo("it is gone");
    scene.cloud().asksOf("shop");
    assertThat(shop.closed(1, world.nanos())).isEmpty();
  }

  @Test
  void aProcessThatDiesHasPerhapsNotWrittenItDown() {
    shop.saidGone(world.nanos());
    shop.saidLater(BODY, world.nanos(), 30);
    scene.lifeEnded();
    assertThat(shop.closed(1, world.nanos())).isEmpty();
  }

  @Test
  void hooksSeesAnEndpointToldThatIsGone() {
    shop.saidGone(world.nanos());
    long before = scene.findings().size();
    scene.cloud().arrived(shop, Map.of(), BODY, 410);
    assertThat(scene.findings().stream().skip(before).map(Finding::toString))
        .anyMatch(finding -> finding.contains("it is gone"));
  }

  @Test
  void streamSeesWhoComesBackToldAnew() {
    scene.cloud().opened(EAR, 0L);
    snapshot(1);
    assertThat(found()).contains("stream");
  }

  @Test
  void streamLetsBeWhoIsTooFarBehind() {
    for (int i = 0; i < 513; i++) {
      durable(new Fact.Published("pickup.queued", "p-2", List.of("v", "why")));
    }
    scene.cloud().opened(EAR, 1L);
    snapshot(seq);
    assertThat(found()).doesNotContain("stream");
    scene.cloud().opened(EAR, 2L);
    snapshot(seq);
    assertThat(found()).contains("stream");
  }

  private void snapshot(long id) {
    scene
        .cloud()
        .read(
            EAR,
            "id: %d\nevent: snapshot\ndata: {\"pickups\":[],\"intakes\":[]}\n\n".formatted(id));
  }
}
