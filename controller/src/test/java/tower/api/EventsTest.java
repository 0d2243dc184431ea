package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tower.core.Ledger;

/** A shop that asks for events now and then. */
class EventsTest {
  private final Shop shop = new Shop();
  private final FakeTower tower = shop.tower;

  /** A shop that follows {@code lastSeq} hears everything once, however small its pages are. */
  @Test
  void pagesFollowEachOtherWithoutAGap() throws Exception {
    List<Long> told = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      told.add(tower.tells(i % 2 == 0 ? "p-0000000001" : "i-0000000001", "pickup.staged").seq());
      tower.passes();
    }
    List<Long> heard = new ArrayList<>();
    long after = 0;
    long previous = 0;
    boolean more = true;
    while (more) {
      JsonNode page = page("/v1/events?limit=7&after=" + after);
      for (JsonNode item : page.get("items")) {
        assertThat(item.get("previous").asLong()).isEqualTo(previous);
        previous = item.get("seq").asLong();
        heard.add(previous);
      }
      after = page.get("lastSeq").asLong();
      more = page.get("more").asBoolean();
    }
    assertThat(heard).isEqualTo(told);
    assertThat(after).isEqualTo(tower.facts.seq());
    assertThat(page("/v1/events?after=" + after).get("items")).isEmpty();
  }

  @Test
  void anEventSaysWhatAShopNeedsWithoutAskingBack() throws Exception {
    tower.tells("i-0000000001", "intake.arriving");
    tower.tells("p-0000000001", "pickup.retrieving");
    long seq = tower.tells("p-0000000001", "pickup.staged").seq();
    JsonNode event = page("/v1/events").get("items").get(2);
    assertThat(event.toString())
        .isEqualTo(
            """
            {"seq":%d,"previous":%d,"type":"pickup.staged","subject":"p-0000000001","sequence":2,\
            "time":"2027-01-15T08:00:00Z","data":{"vin":"%s","reason":"free","links":\
            {"pickup":"/v1/pickups/p-0000000001","vehicle":"/v1/vehicles/%s"}}}\
            """
                .formatted(seq, seq - 1, Samples.VIN, Samples.VIN));
    assertThat(page("/v1/events").get("items").get(0).get("data").get("links").toString())
        .contains("\"intake\":\"/v1/intakes/i-0000000001\"");
  }

  /** The store has it a moment before the loop: a shop could read a pickup that is older. */
  @Test
  void whatTheLoopHasNotHeardOfIsNotTold() throws Exception {
    Ledger before = tower.facts;
    tower.tells("p-0000000001", "pickup.staged");
    Ledger after = tower.facts;
    tower.facts = before;
    JsonNode page = page("/v1/events");
    assertThat(page.get("items")).isEmpty();
    assertThat(page.get("more").asBoolean()).isFalse();
    tower.facts = after;
    assertThat(page("/v1/events?after=" + page.get("lastSeq").asLong()).get("items")).hasSize(1);
  }

  /** A shop that knows more than the tower must not wait for events that never come. */
  @Test
  void aTowerThatWasSetBackSaysSo() {
    long end = tower.facts.seq();
    assertThat(shop.get("/v1/events?after=" + end).status()).isEqualTo(200);
    Reply reply = shop.get("/v1/events?after=" + (end + 1));
    assertThat(reply.status()).isEqualTo(410);
    assertThat(reply.body()).contains("events-reset", "the journal ends at " + end);
  }

  @Test
  void aBadQueryIsNamed() {
    for (String after : List.of("-1", "x", "1.0", "9".repeat(19), "")) {
      Reply reply = shop.get("/v1/events?after=" + after);
      assertThat(reply.status()).as(after).isEqualTo(422);
      assertThat(reply.body()).contains("?after");
    }
    assertThat(shop.get("/v1/events?limit=101").status()).isEqualTo(422);
    assertThat(shop.get("/v1/events?cursor=x").status()).isEqualTo(422);
  }

  @Test
  void aStoreThatTakesNoLookUpsIsWaitedOut() {
    tower.storeTakesLookUps = false;
    assertThat(shop.get("/v1/events").body()).contains("store-slow");
  }

  @Test
  void aStreamMustBeAskedForByName() {
    for (String accept : List.of("*/*", "text/*", "application/json", "text/event-stream;q=0")) {
      assertThat(shop.get(Events.STREAM, accept).status()).as(accept).isEqualTo(406);
    }
    assertThat(shop.get(Events.STREAM).status()).isEqualTo(406);
    for (String accept : List.of("text/event-stream", "text/html, Text/Event-Stream;q=0.5")) {
      assertThat(shop.get(Events.STREAM, accept).status()).as(accept).isEqualTo(200);
    }
    assertThat(shop.get(Events.STREAM + "?after=x", Sse.MEDIA_TYPE).status()).isEqualTo(422);
  }

  private JsonNode page(String path) throws Exception {
    Reply reply = shop.get(path);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return new ObjectMapper().readTree(reply.body());
  }
}
