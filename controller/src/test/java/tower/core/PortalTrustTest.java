package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Step;

/** When a shut door is trusted, and how a visit ends that takes nothing. */
class PortalTrustTest {
  private static TestTower handedOver() {
    TestTower t = TestTower.ready(car(1, B001));
    t.handover(t.staged(1));
    return t;
  }

  /** A power cut, and a start whose first look sees no input yet. */
  static void blindStart(TestTower t) {
    blind(t);
    t.bringUp();
  }

  /** The power was cut, and at its first look the tower sees nothing. */
  static void blind(TestTower t) {
    t.powerCut();
    for (int point = 0; point < t.points().names().size(); point++) {
      t.kill(point);
    }
    t.look();
    t.heal();
  }

  private static Pickup pickup(TestTower t) {
    return t.ledger().pickups().values().iterator().next();
  }

  @Test
  void forcedDoorNeedsSomebodyWhoLooks() {
    TestTower t = TestTower.ready(car(1, B001));
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.pass(5_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(Dispatch.free(t.turn(), t.site.layout().portals().getFirst())).isFalse();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
  }

  /** Its leaf's switch says shut for ever, so only the bolt tells: it left while he pressed. */
  @Test
  void pressThatBeganBeforeTheDoorWasForcedIsNoConfirm() {
    TestTower t = TestTower.ready(car(1, B001));
    blindStart(t);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.sense(t.portal("P1").outerClosed(), true);
    t.pass(1_000);
    t.machine.pressed.add(t.portal("P1").confirm());
    t.look();
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    t.machine.pressed.remove(t.portal("P1").confirm());
    t.look();
    t.pass(20_000);
    assertThat(t.phase("P1")).as("nobody has looked since").isEqualTo(PortalPhase.UNCONFIRMED);
    t.confirm("P1");
    t.until("shut", x -> x.phase("P1") == PortalPhase.SHUT);
  }

  /** Nobody is asked whether the tower was faulted or a technician's when the door was opened. */
  @Test
  void doorForcedInAnyStateIsNoticed() {
    for (String state : List.of("faulted", "manual", "awaiting-resume", "looking")) {
      TestTower t = TestTower.ready();
      if (state.equals("manual")) {
        t.machine.key = true;
      } else {
        t.machine.emergency(true);
      }
      t.look();
      t.machine.emergency(false);
      if (state.equals("looking")) {
        t.kill(t.bay(B001));
      }
      if (!state.equals("manual") && !state.equals("faulted")) {
        t.reset();
        t.look();
      }
      assertThat(t.state()).isEqualTo(state);
      t.machine.outer.put("P1", Machine.Door.OPEN);
      t.look();
      t.machine.outer.put("P1", Machine.Door.SHUT);
      t.look();
      assertThat(t.phase("P1")).as(state).isEqualTo(PortalPhase.UNCONFIRMED);
    }
  }

  /** What nobody could see may have happened: a door is trusted only while it is watched. */
  @Test
  void doorThatCouldNotBeSeenIsNotTrusted() {
    TestTower t = TestTower.ready();
    t.kill(t.portal("P1").outerLocked());
    t.look();
    t.heal();
    t.pass(1_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
  }

  /** Confirmed, and then out of sight on its way: somebody may have gone in through the gap. */
  @Test
  void closingDoorThatCouldNotBeSeenIsConfirmedAnew() {
    TestTower t = TestTower.ready(car(1, B001));
    t.handover(t.staged(1));
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.take(P1);
    t.pass(1_000);
    t.press(t.portal("P1").confirm());
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    t.kill(t.portal("P1").outerClosed());
    t.look();
    t.heal();
    t.pass(20_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
  }

  /** The bolt was in, whatever the leaf's stuck switch says: a door that it leaves was forced. */
  @Test
  void closingDoorThatWasBoltedAndForcedIsConfirmedAnew() {
    TestTower t = TestTower.ready(car(1, B001));
    t.handover(t.staged(1));
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.take(P1);
    t.pass(1_000);
    t.sense(t.portal("P1").outerClosed(), false);
    t.press(t.portal("P1").confirm());
    t.until("bolted", x -> x.machine.reads(x.portal("P1").outerLocked()));
    t.look();
    t.sense(t.portal("P1").outerLocked(), false);
    t.look();
    t.heal();
    t.pass(20_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
  }

  /** A door can be opened by hand and shut again while no process lives. */
  @Test
  void doorIsNotTrustedAfterARestartBeforeItsInputsWereSeen() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup staged = t.staged(1);
    blindStart(t);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(t.ask(new Request.Handover(staged.id(), TinyTower.CODE)))
        .isInstanceOf(Result.Refused.class);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    t.handover(staged);
  }

  /** Day one: a fitter left the inner door open, and no portal is on record yet. */
  @Test
  void openInnerDoorOfATowerThatWasNeverUsedCanBeShut() {
    TestTower t = TestTower.switchedOn();
    t.disk = Ledger.empty(); // nobody has ever used its portals
    t.restart(null);
    t.machine.inner.put("P1", Machine.Door.OPEN);
    t.look();
    t.durable();
    t.look();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    t.bringUp();
    assertThat(t.machine.inner).containsEntry("P1", Machine.Door.SHUT);
  }

  /** A flat battery, or a customer who walks away: the door can be shut, the car is not lost. */
  @Test
  void carThatNobodyTakesStaysBehindAShutDoorAndWaitsAgain() {
    TestTower t = handedOver();
    t.pass(61_000);
    assertThat(t.reasons()).contains("portal-open-too-long");
    t.confirm("P1");
    t.until("shut", x -> x.phase("P1") == PortalPhase.SHUT);
    assertThat(pickup(t).state()).isEqualTo(PickupState.STAGED);
    assertThat(pickup(t).reason().code()).isEqualTo("car-not-taken");
    assertThat(t.place(1)).isEqualTo(P1);
    t.handover(pickup(t));
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.until("collected", x -> pickup(x).state() == PickupState.COLLECTED);
  }

  /** Nobody comes back for it: it goes to a bay like every car that was not collected. */
  @Test
  void carThatNobodyTakesIsBroughtBackInTheEnd() {
    TestTower t = handedOver();
    t.pass(61_000);
    t.confirm("P1");
    t.pass(121_000);
    t.until("restowed", x -> pickup(x).state() == PickupState.RESTOWED);
    assertThat(t.place(1)).isInstanceOf(Place.InBay.class);
  }

  /** Its storage waits for the confirmation; it is not tried in vain until it is given up. */
  @Test
  void carIsFetchedOnlyFromAConfirmedPortal() {
    TestTower t = TestTower.ready();
    String id = Driver.arrives(t, 1);
    t.until("executing");
    blindStart(t);
    t.pass(30_000);
    assertThat(t.state()).isEqualTo("ready");
    assertThat(t.jobs().getFirst().reason().code()).isEqualTo("portal-unconfirmed");
    t.confirm("P1");
    t.until("stored", x -> x.intake(id).state() == IntakeState.STORED);
  }

  /** A passer-by's button: the driver still sits in the car and would be stored with it. */
  @Test
  void carIsNotTakenInBeforeItsDriverWasSeenBesideIt() {
    TestTower t = TestTower.ready();
    String id = t.announce(1).id();
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.machine.put(P1, vin(1));
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    Driver.getOut(t, "P1");
    t.confirm("P1");
    t.until("stored", x -> x.intake(id).state() == IntakeState.STORED);
  }

  /** Unknown is not clear: a field that cannot be seen may have somebody in it. */
  @Test
  void portalWhoseFieldCannotBeSeenIsNotShutOff() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.pass(1_000);
    t.confirm("P1");
    t.kill(t.portal("P1").fieldClear());
    t.look();
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.pass(1_000);
    assertThat(t.phase("P1")).isNotEqualTo(PortalPhase.SHUT);
  }

  /** Taken out by hand while the power was off: it must not be searched for by the shuttle. */
  @Test
  void carThatVanishedFromItsPortalIsReportedMissing() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup staged = t.staged(1);
    t.machine.take(P1);
    blindStart(t);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(new Place.Outside())));
    assertThat(t.pickup(staged.id()).state()).isEqualTo(PickupState.FAILED);
    assertThat(t.pickup(staged.id()).reason().code()).isEqualTo("car-missing");
    assertThat(t.reasons()).contains("quarantined", vin(1));
    assertThat(Dispatch.free(t.turn(), t.site.layout().portals().getFirst())).isTrue();
  }

  /**
   * Somebody forces the door, somebody else confirms that nobody is inside, and only then the car
   * is driven off: sensors that have just changed their mind prove nothing, and "shut" waits for
   * them.
   */
  @Test
  void carThatVanishesWhileTheForcedDoorCloses() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup staged = t.staged(1);
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    t.machine.take(P1);
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.look();
    t.look();
    assertThat(t.phase("P1")).as("floor and beam have not settled").isEqualTo(PortalPhase.CLOSING);
    t.pass(1_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    assertThat(t.place(1)).isEqualTo(new Place.Quarantined(List.of(new Place.Outside())));
    assertThat(t.pickup(staged.id()).reason().code()).isEqualTo("car-missing");
  }

  /**
   * The customer's turn, but the door is shut and bolted, and somebody has confirmed: a car that is
   * seen behind it all at once opens nothing.
   */
  @Test
  void carBehindAShutDoorDoesNotOpenIt() {
    TestTower t = handedOver();
    t.machine.take(P1);
    t.pass(1_000);
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.look();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.pass(1_000);
    t.sense(t.portal("P1").carBeam(), true);
    t.look();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    t.sense(t.portal("P1").carFloor(), true);
    t.look();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(t.outputs().on(t.site.layout().outputs().portals().getFirst().outerOpen()))
        .isFalse();
  }

  /** Who drives in now was not there when somebody looked: what appears is looked at anew. */
  @Test
  void portalWhoseSensorsDisagreeIsNotShut() {
    TestTower t = TestTower.ready(car(1, B001));
    t.staged(1);
    blindStart(t);
    t.pass(1_000);
    t.sense(t.portal("P1").carBeam(), false);
    t.look();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    t.pass(10_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    assertThat(t.reasons()).contains("portal-contradiction");
    t.heal();
    t.pass(1_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
  }

  @Test
  void portalWhoseSensorsDoNotRestSaysSo() {
    TestTower t = TestTower.ready(car(1, B001));
    t.staged(1);
    blindStart(t);
    t.pass(1_000);
    for (int i = 0; i < 32; i++) {
      t.sense(t.portal("P1").carBeam(), i % 2 == 1);
      t.pass(200);
      t.confirm("P1");
    }
    assertThat(t.phase("P1")).isNotEqualTo(PortalPhase.SHUT);
    assertThat(t.reasons()).contains("portal-restless");
  }

  /** Raised from the portal when the power failed, it hangs on the carrier: nobody has lost it. */
  @Test
  void carOnTheCarrierIsNotMissingFromItsPortal() {
    TestTower t = TestTower.ready();
    String id = Driver.arrives(t, 1);
    t.doing(Step.Raise.class);
    t.arrive();
    t.powerCut();
    t.pass(1_000);
    t.confirm("P1");
    t.bringUpTo("recovering");
    t.powerCut();
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.place(1)).isEqualTo(P1);
    t.bringUp();
    t.until("stored", x -> x.intake(id).state() == IntakeState.STORED);
  }
}
