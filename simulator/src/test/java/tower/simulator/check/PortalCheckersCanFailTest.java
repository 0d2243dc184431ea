package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.AxisName;
import tower.model.JobState;
import tower.model.OutputImage;
import tower.model.OutputPoints;
import tower.model.Place;
import tower.model.Step;
import tower.simulator.TinyTower;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;

/** What a tower must not do to the people in its portals and to the cars that it lifts. */
final class PortalCheckersCanFailTest extends LyingTower {
  private final OutputPoints.OfPortal outputs =
      tower.plant().layout().outputs().portals().getFirst();

  @Test
  void s2SeesTheDoorOpenWhereNoCarrierIs() {
    axis(AxisName.LIFT).place(3000);
    openInner();
    assertThat(found()).contains("S2");
  }

  @Test
  void s2SeesTheDoorOpenBeforeTheBrakesHaveClosed() {
    allowTorque();
    axis(AxisName.LIFT).energise();
    run(1);
    drive(outputs.innerOpen(), 1);
    assertThat(found()).contains("S2");
  }

  @Test
  void s2SeesTheLiftSetOutBehindAnOpenDoor() {
    openInner();
    assertThat(found()).doesNotContain("S2");
    sendLift();
    assertThat(found()).contains("S2");
  }

  @Test
  void s3SeesMotionInAPortalThatNobodyConfirmed() {
    openInner();
    assertThat(found()).contains("S3");
  }

  @Test
  void s3SeesTheConfirmationGrowOld() {
    confirm();
    openInner();
    assertThat(found()).doesNotContain("S3");
    tower.people().enter(0);
    run(1);
    tower.people().leave(0);
    assertThat(found()).doesNotContain("S3");
    sendLift();
    assertThat(found()).contains("S3");
  }

  @Test
  void s3SeesAPersonBesideWhatMoves() {
    confirm();
    openInner();
    sendLift();
    assertThat(found()).doesNotContain("S3");
    tower.people().enter(0);
    run(1);
    assertThat(found()).contains("S3");
  }

  @Test
  void s3SeesTheStreetDoorOpenBehindAnOpenInnerDoor() {
    confirm();
    openInner();
    drive(outputs.outerOpen(), 1);
    assertThat(found()).contains("S3");
  }

  @Test
  void s11SeesACarLiftedForABayThatDoesNotTakeIt() {
    Car high = new Car(TinyTower.car(1).vin(), 2000, 4500, 1800, 1600);
    tower.plant().put(high, tower.plant().bay(0));
    durable(new Fact.VehicleSet(vehicle(1, L0)), runsTo(R1));
    shuttleTo(-3000);
    lifter(true);
    assertThat(found()).contains("S11");
  }

  @Test
  void s11SeesACarLiftedBesideItsMiddle() {
    standing(1, 0);
    axis(AxisName.LIFT).place(9);
    shuttleTo(-3000);
    lifter(true);
    assertThat(found()).contains("S11");
  }

  @Test
  void s26SeesACommandWithTheKeyInMaintenance() {
    tower.people().key(true);
    run(1);
    control(TinyTower.LIFT_UNIT, ENABLE);
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesTorqueThatTheKeyDidNotTake() {
    allowTorque();
    scene.lifeBegan();
    run(1);
    axis(AxisName.LIFT).energise();
    tower.people().key(true);
    run(1);
    assertThat(found()).contains("S26");
  }

  @Test
  void s28SeesMotionThatTheJournalDoesNotKnowOf() {
    sendLift();
    assertThat(found()).contains("S28");
  }

  @Test
  void s28SeesADoorToTheStreetThatTheJournalDoesNotKnowOf() {
    allowTorque();
    drive(outputs.outerOpen(), 1);
    assertThat(found()).contains("S28");
  }

  private Fact runsTo(Place to) {
    Fact.JobSet set = (Fact.JobSet) job("j-1", 1, JobState.RUNNING);
    return new Fact.JobSet(set.job().started(to, WHY));
  }

  private void confirm() {
    tower.people().confirm(0);
    run(1);
  }

  /** The door opens for a step that the journal has. */
  private void openInner() {
    allowTorque();
    durable(intent("j-1", 1, new Step.OpenInner("P1")));
    drive(outputs.innerOpen(), 5);
  }

  private void sendLift() {
    allowTorque();
    Axis lift = axis(AxisName.LIFT);
    lift.energise();
    run(1);
    lift.run(100, 100);
    run(1);
  }

  private void drive(int output, double seconds) {
    pins.write(new OutputImage(true, 0).plus(output));
    run(seconds);
  }
}
