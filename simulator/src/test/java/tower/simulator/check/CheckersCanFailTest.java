package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.model.AxisName;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Step;
import tower.simulator.TinyTower;
import tower.simulator.line.LineFault;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.plant.Chips;
import tower.simulator.world.World;

/** Every checker, fed with the lie that it exists to see. */
final class CheckersCanFailTest extends LyingTower {
  @Test
  void nothingIsFoundWhereNothingHappens() {
    run(10);
    scene.over();
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void s1SeesACommandAfterTheChainOpened() {
    tower.people().eStop();
    run(1);
    control(TinyTower.LIFT_UNIT, ENABLE);
    assertThat(found()).contains("S1");
  }

  @Test
  void s1SeesWhatGoesOutBeforeTheStop() {
    scene.lifeBegan();
    allowTorque();
    axis(AxisName.LIFT).energise();
    run(1);
    tower.people().eStop();
    run(0.005);
    read(TinyTower.LIFT_UNIT);
    assertThat(found()).doesNotContain("S1");
    run(0.025);
    read(TinyTower.LIFT_UNIT);
    assertThat(found()).contains("S1");
  }

  @Test
  void s18SeesTheRelayHeldWhileNoOutputObeys() {
    allowTorque();
    int outputs = tower.chips().count() - 1;
    tower.chips().set(outputs, Chips.Health.SILENT);
    run(0.4);
    assertThat(found()).doesNotContain("S18");
    run(0.2);
    assertThat(found()).contains("S18");
  }

  @Test
  void s4SeesTorqueThatNobodyResumed() {
    allowTorque();
    axis(AxisName.LIFT).energise();
    run(1);
    assertThat(found()).contains("S4");
  }

  @Test
  void s4SeesHomingThatTheJournalHasNoResumeFor() {
    durable(new Fact.StateChanged("looking", "homing", WHY));
    assertThat(found()).contains("S4");
  }

  @Test
  void s5SeesSpeedBeyondTheLimit() {
    allowTorque();
    Axis lift = axis(AxisName.LIFT);
    lift.energise();
    run(1);
    lift.run(3 * lift.spec().speedMax(), 100_000);
    run(1);
    assertThat(found()).contains("S5");
  }

  @Test
  void s5SeesASetpointBeyondTheLimit() {
    write(TinyTower.LIFT_UNIT, 6940, 99_999_999);
    assertThat(found()).contains("S5");
  }

  @Test
  void s6SeesLiftAndShuttleTogether() {
    allowTorque();
    axis(AxisName.SHUTTLE).place(1000);
    axis(AxisName.LIFT).energise();
    run(1);
    axis(AxisName.LIFT).run(100, 100);
    run(1);
    assertThat(found()).contains("S6", "steel");
  }

  @Test
  void s7SeesACarOnItsWayIntoAnother() {
    Car moved = standing(1, 0);
    standing(2, 2);
    shuttleTo(-3000);
    lifter(true);
    assertThat(tower.plant().carrier().borne()).isSameAs(moved);
    shuttleTo(0);
    axis(AxisName.LIFT).place(3000);
    write(TinyTower.SHUTTLE_UNIT, 6940, 30_000);
    control(TinyTower.SHUTTLE_UNIT, START);
    assertThat(found()).contains("S7");
  }

  @Test
  void s8SeesThePickFromAnEmptyBay() {
    shuttleTo(-3000);
    lifter(true);
    assertThat(found()).contains("S8");
  }

  @Test
  void s9SeesTheRecordWithoutTheCarAndTheCarElsewhere() {
    durable(new Fact.VehicleSet(vehicle(7, L0)));
    assertThat(found()).contains("S9");
  }

  @Test
  void s9SeesACarThatIsNotWhereTheRecordHasIt() {
    Car car = standing(1, 0);
    durable(new Fact.StateChanged("recovering", "ready", WHY));
    tower.plant().put(car, tower.plant().bay(1));
    run(1);
    assertThat(found()).contains("S9");
  }

  @Test
  void s12SeesTwoJobsAtOnce() {
    durable(job("j-1", 1, JobState.RUNNING), job("j-2", 2, JobState.RUNNING));
    assertThat(found()).contains("S12");
  }

  @Test
  void s12SeesACarThatIsMovedOutOfTheWayTwice() {
    durable(job("j-1", JobKind.RELOCATION, 1, JobState.WAITING), job("j-2", 1, JobState.WAITING));
    assertThat(found()).doesNotContain("S12");
    durable(job("j-3", JobKind.RELOCATION, 1, JobState.WAITING));
    assertThat(found()).contains("S12");
  }

  @Test
  void s12SeesAPortalThatIsKeptForAnother() {
    durable(kept("p-1"), kept(null), kept("p-2"), kept("p-2"));
    assertThat(found()).doesNotContain("S12");
    durable(kept("p-3"));
    assertThat(found()).contains("S12");
  }

  private static Fact kept(@Nullable String user) {
    return new Fact.PortalSet(new PortalUse("P1", PortalPhase.SHUT, user));
  }

  @Test
  void s13SeesBytesWithoutAnIntent() {
    control(TinyTower.LIFT_UNIT, ENABLE);
    assertThat(found()).contains("S13");
  }

  @Test
  void s13SeesASetpointThatWasNotIntended() {
    durable(intent(null, 1, new Step.Travel(R1)));
    write(TinyTower.LIFT_UNIT, 6940, 29_000);
    control(TinyTower.LIFT_UNIT, START);
    assertThat(found()).contains("S13");
  }

  @Test
  void s14SeesTheSecondTransferOfOneStep() {
    standing(1, 0);
    durable(job("j-1", 1, JobState.RUNNING), intent("j-1", 3, new Step.Raise(L0)));
    shuttleTo(-3000);
    lifter(true);
    assertThat(found()).doesNotContain("S14");
    durable(intent("j-1", 4, new Step.Lower(L0)));
    lifter(false);
    durable(intent("j-1", 3, new Step.Raise(L0)));
    lifter(true);
    assertThat(found()).contains("S14");
  }

  @Test
  void s15SeesAConfirmationOfWhatIsNotDone() {
    Step step = new Step.Raise(L0);
    durable(intent("j-1", 3, step), new Fact.StepConfirmed("j-1", 3, step, "up=1"));
    assertThat(found()).contains("S15");
  }

  @Test
  void s16SeesWorkBeforeTheReconcile() {
    durable(new Fact.Started("test", 1), intent("j-1", 1, new Step.Travel(R1)));
    assertThat(found()).contains("S16");
  }

  @Test
  void s17SeesAStartWithoutNodeGuard() {
    tower.drive(AxisName.LIFT).drive().factoryReset();
    control(TinyTower.LIFT_UNIT, START);
    assertThat(found()).contains("S17");
  }

  @Test
  void s17SeesAnAxisThatOutlivesItsProcess() {
    allowTorque();
    axis(AxisName.LIFT).energise();
    run(1);
    scene.lifeEnded();
    run(5);
    assertThat(found()).contains("S17");
  }

  @Test
  void s17And18SeeTorqueWhileTheProcessIsStopped() {
    allowTorque();
    axis(AxisName.LIFT).energise();
    run(1);
    scene.stopped(tower.world().nanos() + 30 * World.SECOND);
    run(5);
    assertThat(found()).contains("S17", "S18");
  }

  /** A pause that is over before relay and node guard can know of it asks nothing of them. */
  @Test
  void s17And18AskNothingOfAShortPause() {
    allowTorque();
    axis(AxisName.LIFT).energise();
    run(1);
    scene.stopped(tower.world().nanos() + World.SECOND / 5);
    run(5);
    assertThat(found()).doesNotContain("S17", "S18");
  }

  @Test
  void s29SeesATowerThatGoesOnWithAnOldRecord() {
    scene.olderCopy().restored(true);
    scene.told(new Told("k", "/v1/pickups", "{}", 201, "{\"id\":\"p-1\"}"));
    assertThat(found()).contains("S29").doesNotContain("S24");
  }

  /** No fact is gone with it: only what was asked of webhooks may be, and has no answer to keep. */
  @Test
  void s23And24AskOfAnOlderCopyWhatItMustHave() {
    scene.olderCopy().restored(false);
    scene.told(new Told("k", "/v1/webhooks/shop/enabling", "{}", 200, "{}"));
    scene.told(new Told("k", "/v1/webhooks/shop/enabling", "{}", 200, "{\"other\":1}"));
    assertThat(found()).doesNotContain("S23", "S24", "S29");
    scene.told(new Told("l", "/v1/pickups", "{}", 201, "{\"id\":\"p-1\"}"));
    scene.told(new Told("l", "/v1/pickups", "{}", 201, "{\"id\":\"p-2\"}"));
    assertThat(found()).contains("S23", "S24");
  }

  @Test
  void s18SeesARelayThatHoldsForTheDead() {
    allowTorque();
    scene.lifeEnded();
    run(1);
    assertThat(found()).contains("S18");
  }

  @Test
  void s23SeesTwoAnswersToOneKey() {
    scene.told(new Told("k", "/v1/pickups", "{}", 201, "{\"id\":\"p-1\"}"));
    scene.told(new Told("k", "/v1/pickups", "{}", 201, "{\"id\":\"p-2\"}"));
    assertThat(found()).contains("S23");
  }

  @Test
  void s24SeesAPromiseThatTheDatabaseDoesNotHave() {
    scene.told(new Told("k", "/v1/pickups", "{}", 201, "{\"id\":\"p-1\"}"));
    assertThat(found()).contains("S24");
  }

  @Test
  void s31SeesABlindRepeat() {
    control(TinyTower.LIFT_UNIT, START);
    assertThat(found()).doesNotContain("S31");
    control(TinyTower.LIFT_UNIT, START);
    assertThat(found()).contains("S31");
  }

  @Test
  void s31SeesTheSilenceBroken() {
    scene.spoilt(LineFault.Kind.CRC);
    run(0.05);
    control(TinyTower.LIFT_UNIT, 0);
    assertThat(found()).isEmpty();
    write(TinyTower.LIFT_UNIT, 6918, 1);
    assertThat(found()).contains("S31");
  }
}
