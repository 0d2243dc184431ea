package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.core.Ledger;
import tower.loop.Snapshot;
import tower.model.IntakeState;
import tower.model.Link;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Reason;

/** What the shop sees of cars, pickups, intakes and the tower. */
class ViewsTest {
  private final Shop shop = new Shop();

  /** A thief who knows the bay knows where to break in. */
  @Test
  void noVehicleTellsItsBay() {
    String all = shop.get("/v1/vehicles").body() + shop.get("/v1/vehicles/" + Samples.VIN).body();
    assertThat(all).contains(Samples.VIN).doesNotContain("B1", "B2", "\"place\"");
  }

  @Test
  void aVehicleTellsWhereInItsLifeItIs() {
    String vin = "LSVAA4182E2000007";
    assertThat(vehicle(vin)).contains("\"state\":\"reserved\"", "/v1/pickups/p-0000000001");
    move(vin, new Place.OnCarrier(), new Place.AtPortal("P1"));
    shop.tower.state("p-0000000001", PickupState.STAGED);
    assertThat(vehicle(vin)).contains("\"state\":\"staged\"");
    shop.tower.state("p-0000000001", PickupState.RESTOWED);
    assertThat(vehicle(vin)).contains("\"state\":\"moving\"").doesNotContain("pickups");
    move(vin, new Place.AtPortal("P1"), new Place.OnCarrier());
    move(vin, new Place.OnCarrier(), new Place.InBay("B3"));
    assertThat(vehicle(vin)).contains("\"state\":\"in-bay\"");
    assertThat(vehicle("LSVAA4182E2000009")).contains("\"state\":\"quarantined\"");
  }

  /** Money follows this: nothing is final while a car may still move, nothing is safe by guess. */
  @Test
  void theDeliveryFollowsFromTheState() {
    assertThat(statesWith("delivered"))
        .containsExactly(
            PickupState.COLLECTED, PickupState.OUT, PickupState.LATE, PickupState.RETURNED);
    assertThat(statesWith("not-delivered-car-safe"))
        .containsExactly(PickupState.CANCELLED, PickupState.RESTOWED);
    assertThat(statesWith("undecided-person-needed"))
        .containsExactly(PickupState.ON_HOLD, PickupState.OWED, PickupState.FAILED);
    assertThat(statesWith(null)).allMatch(state -> !state.terminal());
  }

  private static List<PickupState> statesWith(@Nullable String delivery) {
    return Arrays.stream(PickupState.values())
        .filter(state -> Objects.equals(Views.delivery(state), delivery))
        .toList();
  }

  @Test
  void theCancellationIsLinkedUpToThePointOfNoReturn() {
    for (PickupState state : PickupState.values()) {
      shop.tower.state("p-0000000001", state);
      boolean linked = shop.get("/v1/pickups/p-0000000001").body().contains("/cancellation");
      assertThat(linked)
          .as(state.key())
          .isEqualTo(
              List.of(
                      PickupState.SCHEDULED,
                      PickupState.QUEUED,
                      PickupState.RETRIEVING,
                      PickupState.STAGED)
                  .contains(state));
    }
    Pickup notTaken =
        Samples.pickup("p-1", Samples.VIN)
            .withCodeAccepted()
            .in(PickupState.STAGED, Samples.REASON, 0);
    assertThat(Views.cancellable(notTaken)).as("its code was accepted before").isFalse();
    assertThat(Views.cancellable(IntakeState.QUEUED)).isTrue();
    assertThat(Views.cancellable(IntakeState.ARRIVING)).isFalse();
  }

  @Test
  void theHandoverIsLinkedWhileTheCarWaits() {
    assertThat(shop.get("/v1/pickups/p-0000000001").body()).doesNotContain("/handover");
    shop.tower.state("p-0000000001", PickupState.STAGED);
    assertThat(shop.get("/v1/pickups/p-0000000001").body()).contains("/handover");
  }

  /** The code's hash lets six digits be guessed by whoever has the key: it never goes back. */
  @Test
  void theCodeHashIsNeverShown() {
    assertThat(shop.get("/v1/pickups").body()).doesNotContain(Samples.HASH);
  }

  @Test
  void whatLeftTheMemoryIsReadFromTheStore() {
    shop.tower.oldPickups.put("p-5", Samples.pickup("p-5", Samples.VIN));
    shop.tower.oldIntakes.put("i-5", Samples.intake("i-5"));
    assertThat(shop.get("/v1/pickups/p-5").status()).isEqualTo(200);
    assertThat(shop.get("/v1/intakes/i-5").status()).isEqualTo(200);
    assertThat(shop.get("/v1/intakes/i-6").status()).isEqualTo(404);
  }

  @Test
  void timesHaveAnOffset() {
    assertThat(shop.get("/v1/pickups/p-0000000001").body())
        .contains("\"createdAt\":\"2027-01-15T08:00:00Z\"");
  }

  @Test
  void pagesHaveAllItemsOnceInSequence() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 57; i > 0; i--) {
      String id = "p-%010d".formatted(i);
      newestFirst.add(id);
      if (i > 2) {
        apply(new Fact.PickupSet(Samples.pickup(id, Samples.VIN)));
      }
    }

    List<String> seen = new ArrayList<>();
    String path = "/v1/pickups?limit=10";
    for (String cursor = ""; cursor != null; ) {
      String body = shop.get(path + cursor).body();
      found(body, "\"id\":\"(p-\\d+)\"").forEach(seen::add);
      List<String> next = found(body, "\"nextCursor\":\"([^\"]+)\"");
      cursor = next.isEmpty() ? null : "&cursor=" + next.getFirst();
    }
    assertThat(seen).isEqualTo(newestFirst);
  }

  /** A pickup that is added while somebody turns pages must not push another one off them. */
  @Test
  void aNewItemBetweenTwoPagesHidesNone() {
    List<String> first =
        found(shop.get("/v1/pickups?limit=1").body(), "\"(?:id|nextCursor)\":\"([^\"]+)\"");
    assertThat(first.getFirst()).isEqualTo("p-0000000002");
    apply(new Fact.PickupSet(Samples.pickup("p-0000000003", Samples.VIN)));

    assertThat(shop.get("/v1/pickups?limit=1&cursor=" + first.getLast()).body())
        .contains("\"id\":\"p-0000000001\"", "\"nextCursor\":null");
  }

  @Test
  void vehiclesAreFilteredAcrossPages() {
    assertThat(found(shop.get("/v1/vehicles?state=quarantined").body(), "\"vin\":\"(\\w+)\""))
        .containsExactly("LSVAA4182E2000009");
    assertThat(shop.get("/v1/vehicles?model=ONE&limit=2").body()).contains("\"nextCursor\":\"");
    assertThat(shop.get("/v1/vehicles?model=two").body()).contains("\"items\":[]");
  }

  /** A bay that might hold a quarantined car, or whose sensor disagrees, is not free. */
  @Test
  void onlyASurelyEmptyBayCountsAsFree() {
    assertThat(shop.get("/v1/tower").body())
        .contains(
            "{\"sizeClass\":\"height-1600\",\"maxHeightMm\":1600,\"bays\":2,\"free\":0}",
            "{\"sizeClass\":\"height-2000\",\"maxHeightMm\":2000,\"bays\":1,\"free\":1}");
    apply(new Fact.BayDoubted("B3", true, "the sensor sees a car"));
    assertThat(shop.get("/v1/tower").body())
        .contains("{\"sizeClass\":\"height-2000\",\"maxHeightMm\":2000,\"bays\":1,\"free\":0}");
  }

  @Test
  void aTowerThatTakesNothingSaysWhy() {
    Reason reason = new Reason("chain-open", "The safety chain is open since 3 s.", "close it");
    shop.tower.live = Samples.live(false, Snapshot.Disk.OK, Link.UP, List.of(reason));

    assertThat(shop.get("/v1/tower").body()).contains("chain-open", "\"taking\":false", "faulted");
    Reply ready = shop.get("/readyz");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("The safety chain is open since 3 s.", "close it");
    assertThat(shop.get("/livez").status()).isEqualTo(200);
  }

  @Test
  void everyDriveAndTheDiskMustBeWell() {
    for (Link link : Link.values()) {
      shop.tower.live = Samples.live(true, Snapshot.Disk.OK, link, List.of());
      int wanted = link == Link.UP || link == Link.DOUBTFUL ? 200 : 503;
      assertThat(shop.get("/readyz").status()).as(link.name()).isEqualTo(wanted);
    }
    for (Snapshot.Disk disk : Snapshot.Disk.values()) {
      shop.tower.live = Samples.live(true, disk, Link.UP, List.of());
      int wanted = disk == Snapshot.Disk.OK ? 200 : 503;
      assertThat(shop.get("/readyz").status()).as(disk.name()).isEqualTo(wanted);
    }
  }

  @Test
  void aLoopThatStoodStillIsNotAlive() {
    shop.tower.nowMs = 2_000;
    assertThat(shop.get("/livez").status()).isEqualTo(200);
    shop.tower.nowMs = 2_001;
    Reply stuck = shop.get("/livez");
    assertThat(stuck.status()).isEqualTo(503);
    assertThat(stuck.body()).contains("1001 ms ago", "remedy");
  }

  @Test
  void theFiguresAreThoseOfTheSnapshot() {
    assertThat(shop.get("/metrics").body())
        .contains(
            "tower_cycles_total 10.0",
            "tower_cycle_overruns_total 1.0",
            "tower_bus_exchanges_total 33.0",
            "tower_bus_failures_total 2.0",
            "tower_inbox_queued 3.0",
            "tower_store_queued 4.0",
            "tower_state{mode=\"automatic\",state=\"ready\"} 1.0");
    shop.tower.live = Samples.live(false, Snapshot.Disk.OK, Link.UP, List.of());
    assertThat(shop.get("/metrics").body())
        .contains("state=\"faulted\"} 1.0")
        .doesNotContain("state=\"ready\"");
  }

  private String vehicle(String vin) {
    return shop.get("/v1/vehicles/" + vin).body();
  }

  private void move(String vin, Place from, Place to) {
    apply(new Fact.VehicleMoved(vin, from, to, "test"));
  }

  private void apply(Fact fact) {
    Ledger next = shop.tower.facts.apply(fact);
    shop.tower.facts = next;
  }

  private static List<String> found(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
  }
}
