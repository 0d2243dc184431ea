package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.LOW;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.P2;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Step;

/** A low car stands in a high bay, because the low one could not be used; now it is missed. */
class MakingRoomTest {
  private static final int HIGH_MM = 1_900;

  private static TestTower barred() {
    return TestTower.ready(car(1, BACK), car(2, HIGH_MM, FRONT), car(3, B001));
  }

  @Test
  void lowCarGoesWhereItFitsSoThatTheHighOneCanLeaveTheWay() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.until("staged", x -> x.pickup(back.id()).state() == PickupState.STAGED);
    assertThat(t.place(1)).isEqualTo(P1);
    assertThat(t.place(2)).isEqualTo(B001);
    assertThat(t.place(3)).isEqualTo(LOW);
    assertThat(t.jobs()).isEmpty();
    assertThat(relocated(t)).containsExactly(vin(3), vin(2));
  }

  private static List<String> relocated(TestTower t) {
    return t.facts(Fact.JobSet.class).stream()
        .map(Fact.JobSet::job)
        .filter(job -> job.kind() == JobKind.RELOCATION)
        .map(Job::vin)
        .distinct()
        .toList();
  }

  /** Whoever asks meanwhile hears that the machine works for him. */
  @Test
  void roomThatIsMadeForAPickupIsItsStage() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.doing(Step.Extend.class);
    assertThat(Staging.of(t.turn(), t.pickup(back.id()))).isEqualTo(Stage.CLEARING_THE_WAY);
  }

  /** At most three tries, then a person is asked. */
  @Test
  void roomThatCannotBeMadeEndsThePickup() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.bend(AxisName.TURN, InterlockScenes::doubtful);
    t.until("failed", x -> x.pickup(back.id()).state() == PickupState.FAILED);
    assertThat(t.pickup(back.id()).reason().text()).contains("turn is doubtful");
    assertThat(t.facts(Fact.StepClosed.class)).hasSize(3);
    assertThat(t.jobs()).isEmpty();
  }

  @Test
  void roomIsMadeAfterAPowerCutToo() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.doing(Step.Raise.class);
    t.halfway();
    t.powerCut();
    t.bringUp();
    t.until("staged", x -> x.pickup(back.id()).state() == PickupState.STAGED);
    assertThat(t.place(3)).isEqualTo(LOW);
  }

  /** Nobody needs the room any more: what was interrupted is not begun again. */
  @Test
  void roomIsNotMadeForAPickupThatHasEnded() {
    TestTower t = barred();
    Pickup back = t.order(1);
    t.doing(Step.Travel.class);
    t.powerCut();
    t.ask(new Request.CancelPickup(back.id()));
    t.bringUp();
    t.until("nothing left", x -> x.jobs().isEmpty() && x.state().equals("ready"));
    assertThat(t.place(3)).isEqualTo(B001);
  }

  /** A car that waits in a portal must have a bay again; its high one was given to a low car. */
  @Test
  void lowCarMakesRoomForTheOneInThePortal() {
    TestTower t = TestTower.ready(car(1, HIGH_MM, B001), car(2, BACK), car(3, FRONT));
    Pickup high = t.staged(1);
    InterlockScenes.record(t, 4, B001);
    t.machine.put(B001, vin(4));
    t.ask(new Request.CancelPickup(high.id()));
    t.until("back", x -> x.pickup(high.id()).state() == PickupState.CANCELLED);
    assertThat(t.place(1)).isEqualTo(B001);
    assertThat(t.place(4)).isEqualTo(LOW);
    assertThat(t.jobs()).isEmpty();
  }

  /** The portal's car waits for the carrier, the carrier's for the portal: one must give way. */
  private static TestTower crossed() {
    return crossed(TestTower.ready(car(1, B001)));
  }

  private static TestTower crossed(TestTower t) {
    drivenIn(t);
    t.confirm("P1");
    return t;
  }

  /** Car 5 is in the portal, and nobody has confirmed that yet. */
  private static void drivenIn(TestTower t) {
    t.announce(5);
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    Driver.bring(t, 5);
    t.order(1);
    fetched(t);
  }

  /** The shuttle came home with car 1, and no job is under way. */
  private static void fetched(TestTower t) {
    InterlockScenes.move(t, 1, B001, CARRIER);
    t.machine.borne = t.machine.take(B001);
    t.machine.lifter = Machine.Lifter.UP;
  }

  @Test
  void carOnTheCarrierMakesWayForTheOneInThePortal() {
    TestTower t = crossed();
    t.until("carried out", x -> x.place(1).equals(P1));
    assertThat(t.machine.at(t.place(5))).isEqualTo(vin(5));
    assertThat(relocated(t)).containsExactly(vin(1));
    assertThat(t.jobs()).extracting(Job::kind).containsOnly(JobKind.RETRIEVAL);
    assertThat(t.facts(Fact.JobSet.class))
        .extracting(f -> f.job().reason().text())
        .as("it says why")
        .anyMatch(text -> text.endsWith(": leaves the carrier to those who need it"));
  }

  @Test
  void carOnTheCarrierMakesWayAfterAPowerCutToo() {
    TestTower t = crossed();
    t.doing(Step.Travel.class);
    t.powerCut();
    t.bringUp();
    t.until("carried out", x -> x.place(1).equals(P1));
    assertThat(t.facts(Fact.JobSet.class))
        .filteredOn(f -> f.job().kind() == JobKind.RELOCATION)
        .extracting(f -> f.job().id())
        .as("what was interrupted goes on")
        .containsOnly(relocation(t));
  }

  private static String relocation(TestTower t) {
    return t.facts(Fact.JobSet.class).stream()
        .map(Fact.JobSet::job)
        .filter(job -> job.kind() == JobKind.RELOCATION)
        .findFirst()
        .orElseThrow()
        .id();
  }

  /** Seed 7002427: a portal became free, the car went there, and its relocation still waited. */
  @Test
  void carThatGoesToItsPortalAfterAllIsMovedNowhereElse() {
    TestTower t = TestTower.ready(2, car(1, B001));
    InterlockScenes.portal(t, "P2", PortalPhase.UNCONFIRMED);
    crossed(t);
    t.doing(Step.Travel.class);
    t.powerCut();
    InterlockScenes.portal(t, "P2", PortalPhase.SHUT);
    t.bringUp();
    t.until("goes down", x -> x.jobs().stream().anyMatch(MakingRoomTest::goesDown));
    assertThat(t.jobs()).extracting(Job::kind).doesNotContain(JobKind.RELOCATION);
    t.until("carried out", x -> x.place(1).equals(P2));
  }

  private static boolean goesDown(Job job) {
    return job.kind() == JobKind.RETRIEVAL && job.state() == JobState.RUNNING;
  }

  /** It makes way for nobody: the portal's customer will leave, and then it goes there. */
  @Test
  void carOnTheCarrierWaitsForACustomerToLeave() {
    TestTower t = TestTower.ready(car(1, B001), car(2, FRONT));
    t.staged(2);
    t.order(1);
    fetched(t);
    t.pass(5_000);
    assertThat(t.place(1)).isEqualTo(CARRIER);
    assertThat(t.jobs()).extracting(job -> job.reason().code()).containsExactly("no-free-portal");
  }

  /** Who makes room may wait for that very portal himself. */
  @Test
  void lowCarMakesRoomThoughItIsToComeDown() {
    TestTower t = TestTower.ready(car(1, HIGH_MM, B001), car(2, BACK), car(3, FRONT));
    Pickup high = t.staged(1);
    InterlockScenes.record(t, 4, B001);
    t.machine.put(B001, vin(4));
    Pickup low = t.order(4);
    t.ask(new Request.CancelPickup(high.id()));
    t.until("back", x -> x.pickup(high.id()).state() == PickupState.CANCELLED);
    assertThat(t.place(1)).isEqualTo(B001);
    assertThat(relocated(t)).containsExactly(vin(4));
    t.until("staged", x -> x.pickup(low.id()).state() == PickupState.STAGED);
    assertThat(t.place(4)).isEqualTo(P1);
  }

  private static List<JobKind> kinds(TestTower t, int number) {
    return t.jobs().stream().filter(job -> job.vin().equals(vin(number))).map(Job::kind).toList();
  }

  /** Its customer changes his mind while it makes way: it is set down once, and stays there. */
  @Test
  void carThatMakesWayAndIsCancelledIsStoredOnce() {
    TestTower t = crossed();
    Pickup pickup = t.ledger().pickups().values().iterator().next();
    t.doing(Step.Travel.class);
    InterlockScenes.retrieving(t, pickup);
    assertThat(t.ask(new Request.CancelPickup(pickup.id())))
        .isInstanceOf(Result.PickupCancelled.class);
    t.durable();
    t.powerCut();
    t.bringUp();
    t.until("to be stored", x -> kinds(x, 1).contains(JobKind.STORAGE));
    assertThat(kinds(t, 1)).containsExactly(JobKind.STORAGE);
    t.until("stored", x -> x.pickup(pickup.id()).state() == PickupState.CANCELLED);
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
    assertThat(
            t.facts(Fact.VehicleMoved.class).stream().filter(f -> f.vin().equals(vin(1))).toList())
        .hasSize(1);
  }

  /** A storage whose car was put into a bay by another job has nothing left to do. */
  @Test
  void carThatWasPutIntoABayMeanwhileIsStored() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.ask(new Request.CancelPickup(pickup.id()));
    InterlockScenes.move(t, 1, P1, CARRIER);
    InterlockScenes.move(t, 1, CARRIER, FRONT);
    t.machine.put(FRONT, t.machine.take(P1));
    t.until("back", x -> x.pickup(pickup.id()).state() == PickupState.CANCELLED);
    assertThat(t.facts(Fact.StepIntended.class))
        .allMatch(f -> !f.step().equals(new Step.Extend(FRONT)));
    assertThat(t.place(1)).isEqualTo(FRONT);
    assertThat(t.jobs()).isEmpty();
  }

  /** It needs neither that portal nor this car: the other one's portal is kept for it. */
  @Test
  void carrierServesTheOtherPortalWhileOneIsNotConfirmed() {
    TestTower t = TestTower.ready(2, car(1, B001), car(2, FRONT));
    Pickup other = t.order(2);
    InterlockScenes.retrieving(t, other.at("P2"));
    t.order(1);
    fetched(t);
    InterlockScenes.portal(t, "P1", PortalPhase.UNCONFIRMED);
    t.until("staged", x -> x.pickup(other.id()).state() == PickupState.STAGED);
    assertThat(relocated(t)).containsExactly(vin(1));
  }

  /** There is no bay to put it aside into: that is what it says, and nothing else. */
  @Test
  void carThatCannotMakeWaySaysWhy() {
    TestTower t = TestTower.ready(car(1, HIGH_MM, B001));
    drivenIn(t);
    for (Place.InBay bay : List.of(B001, BACK, FRONT)) {
      InterlockScenes.record(t, 10 + t.bay(bay), bay);
      t.machine.put(bay, vin(10 + t.bay(bay)));
    }
    t.confirm("P1");
    t.pass(10_000);
    assertThat(t.place(1)).isEqualTo(CARRIER);
    assertThat(t.jobs())
        .filteredOn(job -> job.kind() == JobKind.RETRIEVAL)
        .singleElement()
        .satisfies(job -> assertThat(job.reason().code()).isEqualTo("no-free-portal"))
        .satisfies(job -> assertThat(job.reason().text()).contains("no free bay fits " + vin(1)));
    assertThat(t.facts(Fact.JobSet.class)).as("it says it once").hasSizeLessThan(10);
  }
}
