package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.loop.Snapshot;
import tower.model.JobState;
import tower.model.OutputImage;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Terms;
import tower.simulator.TinyTower;
import tower.simulator.plant.Car;

/** What a tower must not do to its clients and customers. */
final class ClientCheckersCanFailTest extends LyingTower {
  private static final String HANDOVER = "/v1/pickups/p-1/handover";
  private static final String CANCELLATION = "/v1/pickups/p-1/cancellation";
  private static final Reason FINE = new Reason("why", "because", "wait");

  @BeforeEach
  void theShopSellsACar() {
    scene.issued(new Issued("k-1", TinyTower.car(1).vin(), "123456"));
  }

  @Test
  void s10SeesThePortalTakenWhileTheCarIsStillThere() {
    inPortal();
    durable(pickup(PickupState.HANDING_OVER, 5));
    durable(pickup(PickupState.COLLECTED, 5));
    assertThat(found()).contains("S10");
  }

  @Test
  void s10SeesACarStayingThatHasLeft() {
    durable(pickup(PickupState.HANDING_OVER, 5));
    durable(pickup(PickupState.STAGED, 5));
    assertThat(found()).contains("S10");
  }

  @Test
  void s10SeesTheShaftOpenedToACustomer() {
    allowTorque();
    durable(pickup(PickupState.HANDING_OVER, 5));
    drive(tower.plant().layout().outputs().portals().getFirst().innerOpen());
    assertThat(found()).contains("S10");
  }

  @Test
  void s19SeesAHandoverWithoutTheRightCode() {
    durable(pickup(PickupState.STAGED, 5));
    scene.asked(new Asked("h-1", HANDOVER, "{\"code\":\"123457\"}", false));
    durable(pickup(PickupState.HANDING_OVER, 5));
    assertThat(found()).contains("S19");
  }

  @Test
  void s19KnowsTheRightCodeOnceAndOnlyOnce() {
    durable(pickup(PickupState.STAGED, 5));
    scene.asked(new Asked("h-1", HANDOVER, "{\"code\":\"123456\"}", false));
    durable(pickup(PickupState.HANDING_OVER, 5));
    assertThat(found()).doesNotContain("S19");
    durable(pickup(PickupState.STAGED, 5), pickup(PickupState.HANDING_OVER, 5));
    assertThat(found()).contains("S19");
  }

  @Test
  void s19SeesTheDoorOpenBeforeACarForNobody() {
    inPortal();
    openStreetDoor();
    assertThat(found()).contains("S19");
  }

  @Test
  void s20SeesAnotherCarBehindTheDoor() {
    tower.plant().put(TinyTower.car(2), tower.plant().portals().getFirst().stand());
    durable(pickup(PickupState.HANDING_OVER, 5));
    openStreetDoor();
    assertThat(found()).contains("S20");
  }

  @Test
  void s20SeesAPickupOfAnotherCarThanWasSold() {
    durable(new Fact.PickupSet(pickupOf(2, PickupState.QUEUED, 5)));
    assertThat(found()).contains("S20");
  }

  @Test
  void s20SeesACarCollectedThatHasNotLeft() {
    inPortal();
    durable(pickup(PickupState.COLLECTED, 5));
    assertThat(found()).contains("S20");
  }

  @Test
  void s21SeesASecondPickupOfOneVoucher() {
    Pickup first = pickupOf(1, PickupState.QUEUED, 5);
    durable(new Fact.PickupSet(first));
    assertThat(found()).doesNotContain("S21");
    durable(
        new Fact.PickupSet(
            new Pickup(
                "p-2",
                first.reference(),
                first.kid(),
                first.vin(),
                first.purpose(),
                first.codeHash(),
                first.terms(),
                5,
                false,
                null,
                PickupState.QUEUED,
                FINE,
                0,
                0)));
    assertThat(found()).contains("S21");
  }

  @Test
  void s21SeesAVoucherThatLetsTwoCarsOut() {
    durable(pickup(PickupState.HANDING_OVER, 5), pickup(PickupState.OUT, 5));
    durable(pickup(PickupState.COLLECTED, 5));
    assertThat(found()).as("a lent car was bought").doesNotContain("S21");
    durable(pickup(PickupState.HANDING_OVER, 5), pickup(PickupState.COLLECTED, 5));
    assertThat(found()).contains("S21");
  }

  @Test
  void s22SeesTheSixthWrongCode() {
    for (int i = 1; i <= 5; i++) {
      durable(pickup(PickupState.STAGED, 5 - i));
      wrongCode("h-" + i);
    }
    assertThat(found()).doesNotContain("S22");
    wrongCode("h-6");
    assertThat(found()).contains("S22");
  }

  @Test
  void s22SeesAWrongCodeThatIsNotCounted() {
    durable(pickup(PickupState.STAGED, 5));
    wrongCode("h-1");
    assertThat(found()).contains("S22");
  }

  @Test
  void s22SeesTriesThatARestartGaveBack() {
    durable(pickup(PickupState.STAGED, 4));
    wrongCode("h-1");
    assertThat(found()).doesNotContain("S22");
    scene.loaded(ledger(pickupOf(1, PickupState.STAGED, 5)));
    assertThat(found()).contains("S22");
  }

  @Test
  void s25SeesACancelAfterTheRedemption() {
    durable(pickup(PickupState.HANDING_OVER, 5), pickup(PickupState.CANCELLING, 5));
    assertThat(found()).contains("S25");
  }

  @Test
  void s25SeesACancelAfterACarThatWasNotTaken() {
    inPortal();
    durable(pickup(PickupState.HANDING_OVER, 5), pickup(PickupState.STAGED, 5));
    assertThat(found()).doesNotContain("S25");
    Pickup cancelled = pickupOf(1, PickupState.CANCELLING, 5);
    Reason why = new Reason("cancelled", "", "");
    durable(new Fact.PickupSet(cancelled.in(PickupState.CANCELLING, why, 0)));
    assertThat(found()).contains("S25");
  }

  @Test
  void s9SeesALentCarThatIsForgotten() {
    tower.plant().takeAway(TinyTower.car(1));
    durable(new Fact.VehicleSet(vehicle(1, new Place.Outside())), pickup(PickupState.OUT, 5));
    assertThat(found()).doesNotContain("S9");
    String vin = TinyTower.car(1).vin();
    durable(new Fact.VehicleMoved(vin, new Place.Outside(), new Place.Outside(), ""));
    assertThat(found()).contains("S9");
  }

  @Test
  void s25SeesACancelledCarThatIsInNoBay() {
    durable(pickup(PickupState.CANCELLING, 5), pickup(PickupState.CANCELLED, 5));
    assertThat(found()).contains("S25");
  }

  @Test
  void s25SeesACancelledJobWhoseCarIsNowhere() {
    durable(job("j-1", 1, JobState.CANCELLED));
    assertThat(found()).contains("S25");
  }

  @Test
  void s25SeesACancelThatWasGrantedAndForgotten() {
    durable(pickup(PickupState.STAGED, 5));
    scene.told(new Told("c", CANCELLATION, "{}", 200, "{}"));
    assertThat(found()).contains("S25");
  }

  @Test
  void s29SeesATableThatDoesNotFollowTheJournal() {
    durable(job("j-1", 1, JobState.WAITING));
    scene.loaded(ledger(null));
    assertThat(found()).contains("S29");
  }

  @Test
  void s29SeesTheLastRowMissing() {
    durable(new Fact.PersonActed("panel", "reset"));
    scene.loaded(ledger(null));
    assertThat(found()).contains("S29", "S28");
  }

  @Test
  void s32SeesTheServerFail() {
    scene.told(new Told("k", "/v1/pickups", "{}", 500, problem("internal", 500, true)));
    assertThat(found()).containsExactly("S32");
  }

  @Test
  void s32SeesNonsenseTaken() {
    scene.asked(new Asked("k", "/v1/pickups", "{]", true));
    scene.told(new Told("", "/v1/pickups", "{]", 200, "{}"));
    assertThat(found()).doesNotContain("S32");
    scene.told(new Told("k", "/v1/pickups", "{]", 201, "{}"));
    assertThat(found()).contains("S32");
  }

  @Test
  void s33SeesTheQueueGrow() {
    scene.shown(shown(true, List.of(), 257, 0));
    assertThat(found()).containsExactly("S33");
  }

  @Test
  void s33SeesRequestsThatNobodyAnswers() {
    for (int i = 0; i < 66; i++) {
      scene.asked(new Asked("k-" + i, "/v1/pickups", "{}", false));
    }
    assertThat(found()).containsExactly("S33");
  }

  @Test
  void s34SeesARefusalWithoutAReason() {
    scene.told(new Told("k", "/v1/pickups", "{}", 404, problem("not-found", 404, false)));
    assertThat(found()).isEmpty();
    scene.told(new Told("k", "/v1/pickups", "{}", 404, "{\"code\":\"not-found\"}"));
    assertThat(found()).containsExactly("S34");
  }

  @Test
  void s34SeesAnInterlockThatDoesNotNameItsInput() {
    String text = "extend shuttle to bay L0: level is off for 20 ms; lift is not at 0 for 3 ms";
    scene.shown(shown(true, List.of(new Reason("extend", text, "wait")), 0, 0));
    assertThat(found()).isEmpty();
    String vague = "extend shuttle to bay L0: something is wrong";
    scene.shown(shown(true, List.of(new Reason("extend", vague, "wait")), 0, 0));
    assertThat(found()).containsExactly("S34");
  }

  @Test
  void s34SeesATowerThatDoesNotWorkAndDoesNotSayWhy() {
    scene.shown(shown(false, List.of(), 0, 0));
    assertThat(found()).containsExactly("S34");
  }

  private void wrongCode(String key) {
    String answer = problem("wrong-code", 403, false);
    scene.told(new Told(key, HANDOVER, "{\"code\":\"123450\"}", 403, answer));
  }

  private static String problem(String code, int status, boolean retryable) {
    return """
    {"type":"/problems/%s","title":"T","status":%d,"detail":"d","code":"%s","requestId":"r",\
    "retryable":%s,"clearing":"shop"}\
    """
        .formatted(code, status, code, retryable);
  }

  private static Fact pickup(PickupState state, int tries) {
    return new Fact.PickupSet(pickupOf(1, state, tries));
  }

  private static Pickup pickupOf(int car, PickupState state, int tries) {
    String vin = TinyTower.car(car).vin();
    return new Pickup(
        "p-1",
        "k-1",
        "kid",
        vin,
        Purpose.BUY,
        "hash",
        Terms.NONE,
        tries,
        false,
        "P1",
        state,
        FINE,
        0,
        0);
  }

  private static Ledger ledger(@Nullable Pickup pickup) {
    TreeMap<String, Pickup> pickups = new TreeMap<>();
    if (pickup != null) {
      pickups.put(pickup.id(), pickup);
    }
    Ledger none = Ledger.empty();
    return new Ledger(
        0,
        1,
        none.vehicles(),
        pickups,
        none.intakes(),
        none.jobs(),
        none.portals(),
        none.doubted(),
        none.withheld(),
        none.keys(),
        none.floorUtcMs(),
        null);
  }

  private static Snapshot shown(boolean taking, List<Reason> reasons, int inbox, int store) {
    Snapshot.Counts counts = new Snapshot.Counts(0, 0, 0, 0, 0, 0, 0, inbox, store);
    return new Snapshot(
        Ledger.empty(),
        new Snapshot.Live(
            0, "state", "mode", taking, reasons, List.of(), null, Snapshot.Disk.OK, counts));
  }

  private Car inPortal() {
    Car car = TinyTower.car(1);
    tower.plant().put(car, tower.plant().portals().getFirst().stand());
    durable(new Fact.VehicleSet(vehicle(1, new Place.AtPortal("P1"))));
    return car;
  }

  private void openStreetDoor() {
    durable(new Fact.PortalSet(new PortalUse("P1", PortalPhase.OPENING, null)));
    allowTorque();
    drive(tower.plant().layout().outputs().portals().getFirst().outerOpen());
  }

  private void drive(int output) {
    pins.write(new OutputImage(true, 0).plus(output));
    run(1);
  }
}
