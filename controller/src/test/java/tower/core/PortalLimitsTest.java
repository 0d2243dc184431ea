package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.FRONT;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import org.junit.jupiter.api.Test;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;

/** Who is let in, how long everybody has, and what a late or jammed door comes to. */
class PortalLimitsTest {
  private static Intake intake(TestTower t, String id) {
    return t.intake(id);
  }

  @Test
  void nobodyIsInvitedWhileTheDiskTakesNothing() {
    TestTower t = TestTower.ready();
    String id = t.announce(1).id();
    t.on(new Event.StoreFull("no space left on the disk"));
    for (int i = 0; i < 20; i++) {
      t.look();
    }
    assertThat(intake(t, id).state()).isEqualTo(IntakeState.QUEUED);
    t.durable();
    t.look();
    assertThat(intake(t, id).state()).isEqualTo(IntakeState.ARRIVING);
  }

  /** The portal is kept, but nothing waits in it yet: the customer's time has not begun. */
  @Test
  void carOnItsWayIsNotBroughtBackForWantOfACustomer() {
    TestTower t = TestTower.ready(car(1, B001));
    String id = t.order(1).id();
    t.until("executing");
    t.diskHangs = true;
    t.pass(130_000);
    assertThat(t.pickup(id).state()).isEqualTo(PickupState.RETRIEVING);
  }

  @Test
  void driverHasTheWholeTimeToArrive() {
    TestTower t = TestTower.ready();
    String id = t.announce(1).id();
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    t.pass(58_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    assertThat(intake(t, id).state()).isEqualTo(IntakeState.ARRIVING);
  }

  @Test
  void driverIsNotLetInWhereACarWaits() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup staged = t.staged(1);
    String id = t.announce(2).id();
    t.pass(5_000);
    assertThat(intake(t, id).state()).isEqualTo(IntakeState.QUEUED);
    assertThat(t.user("P1")).isEqualTo(staged.id());
  }

  /** Between promise and arrival a bay can be lost to a doubt. */
  @Test
  void driverWaitsOutsideWhileNoBayWaitsForTheCar() {
    TestTower t = TestTower.ready(car(1, B001), car(2, BACK));
    t.machine.people.add("P1");
    t.look();
    String id = t.announce(3).id();
    t.sense(t.bay(FRONT), true);
    t.pass(2_000);
    t.machine.people.clear();
    t.pass(2_000);
    assertThat(intake(t, id).state()).isEqualTo(IntakeState.QUEUED);
    t.heal();
    t.until("invited", x -> intake(x, id).state() == IntakeState.ARRIVING);
  }

  /** A pickup that came after the intake has no claim on its portal. */
  @Test
  void youngerPickupWaitsForTheIntakeBeforeIt() {
    TestTower t = TestTower.ready(car(1, B001));
    t.machine.people.add("P1");
    t.look();
    String first = t.announce(2).id();
    String second = t.order(1).id();
    t.pass(2_000);
    t.machine.people.clear();
    t.until("one of them", x -> x.user("P1") != null);
    assertThat(t.user("P1")).isEqualTo(first);
    assertThat(t.pickup(second).state()).isEqualTo(PickupState.QUEUED);
  }

  /** A sensor that has just changed is not believed yet. */
  @Test
  void confirmInTheInstantTheCarLeavesIsTooEarly() {
    TestTower t = TestTower.ready(car(1, B001));
    t.handover(t.staged(1));
    t.sense(t.portal("P1").carFloor(), false);
    t.pass(1_000);
    t.machine.take(P1);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPEN);
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
  }

  @Test
  void doorThatDoesNotOpenIsGivenToAPerson() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.sense(t.portal("P1").outerOpen(), false);
    t.ask(new Request.Handover(pickup.id(), TinyTower.CODE));
    t.pass(19_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.OPENING);
    t.pass(2_000);
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(t.user("P1")).isEqualTo(pickup.id());
  }

  /** The street's door never opens behind an open inner one. */
  @Test
  void innerDoorThatOpensEndsTheOpening() {
    TestTower t = TestTower.ready(car(1, B001));
    t.ask(new Request.Handover(t.staged(1).id(), TinyTower.CODE));
    t.durable();
    t.sense(t.portal("P1").innerLocked(), false);
    t.look();
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    assertThat(t.outputs().on(t.site.layout().outputs().portals().getFirst().outerOpen()))
        .isFalse();
  }

  /** Whoever is inside does not count as looked for: the confirm is for an empty field. */
  @Test
  void unconfirmedPortalIsNotConfirmedOverSomebodysHead() {
    TestTower t = TestTower.ready();
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    t.machine.people.add("P1");
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.look();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.UNCONFIRMED);
    t.machine.people.clear();
    t.look();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
  }

  /** A door that stands ajar is driven shut after the confirm, and only then is the portal shut. */
  @Test
  void confirmWithTheDoorAjarClosesIt() {
    TestTower t = TestTower.ready();
    t.machine.outer.put("P1", Machine.Door.BETWEEN);
    t.look();
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.CLOSING);
    t.until("shut", x -> x.phase("P1") == PortalPhase.SHUT);
    assertThat(t.machine.outer).containsEntry("P1", Machine.Door.SHUT);
  }

  /** It never left: it stays shut in, and its customer types the code again. */
  @Test
  void carStillThereWhenTheDoorIsShutWaitsAsBefore() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup pickup = t.staged(1);
    t.handover(pickup);
    t.sense(t.portal("P1").carFloor(), false).sense(t.portal("P1").carBeam(), false);
    t.pass(1_000);
    t.machine.outer.put("P1", Machine.Door.SHUT);
    t.durable();
    t.machine.pressed.add(t.portal("P1").confirm());
    t.look();
    t.durable();
    t.powerCut();
    t.heal();
    t.machine.pressed.clear();
    t.bringUp();
    t.until("asks", x -> x.phase("P1") == PortalPhase.UNCONFIRMED);
    t.pass(1_000);
    t.confirm("P1");
    assertThat(t.phase("P1")).isEqualTo(PortalPhase.SHUT);
    assertThat(t.pickup(pickup.id()).state()).isEqualTo(PickupState.STAGED);
    t.handover(t.pickup(pickup.id()));
    assertThat(t.machine.at(P1)).isEqualTo(vin(1));
  }
}
