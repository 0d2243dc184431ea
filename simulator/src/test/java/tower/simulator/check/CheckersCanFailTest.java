package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.OutputImage;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Vehicle;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.line.LineFault;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.plant.PlantPins;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** Every checker, fed with the lie that it exists to see. */
final class CheckersCanFailTest {
  private static final Reason WHY = new Reason("why", "", "");
  private static final Place L0 = new Place.InBay("L0");
  private static final Place R1 = new Place.InBay("R1");
  private static final int ENABLE = 15;
  private static final int START = 31;

  private final VirtualTower tower = TinyTower.of(1);
  private final World world = tower.world();
  private final PlantPins pins = tower.start().pins();
  private SqliteStore database;
  private Scene scene;
  private long seq;

  @BeforeEach
  void quietTower() {
    database = SqliteStore.inMemory("tiny", world.utcMs());
    database.load();
    scene = new Scene(tower, axis -> TinyTower.lexium(), database);
  }

  @AfterEach
  void close() {
    database.close();
  }

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

  // What a lie is made of.

  private Set<String> found() {
    return scene.findings().stream().map(Finding::invariant).collect(Collectors.toSet());
  }

  private void run(double seconds) {
    world.sleepUntil(world.nanos() + Math.round(seconds * World.SECOND));
  }

  private Axis axis(AxisName name) {
    return tower.plant().carrier().axis(name);
  }

  /** Chain reset, permit on, the alive output toggling for ever. */
  private void allowTorque() {
    toggle(true);
    tower.people().reset();
    pins.permit(true);
    run(1);
  }

  private void toggle(boolean level) {
    pins.alive(level);
    world.in(50 * World.MS, () -> toggle(!level));
  }

  private void shuttleTo(int mm) {
    axis(AxisName.SHUTTLE).place(mm);
    run(0.1);
  }

  private void lifter(boolean up) {
    allowTorque();
    var outputs = tower.plant().layout().outputs();
    int point = up ? outputs.lifterUp() : outputs.lifterDown();
    pins.write(new OutputImage(true, 0).plus(point));
    run(3);
    pins.write(new OutputImage(true, 0));
    run(0.1);
  }

  private static Vehicle vehicle(int number, Place place) {
    return new Vehicle(
        TinyTower.car(number).vin(), "B", "M", "", "", 1500, 4500, 1800, 1600, -1, place);
  }

  /** A car in a bay, in steel and on record. */
  private Car standing(int number, int bay) {
    Car car = TinyTower.car(number);
    tower.plant().put(car, tower.plant().bay(bay));
    durable(new Fact.VehicleSet(vehicle(number, tower.plant().bay(bay).place())));
    return car;
  }

  private static Fact job(String id, int car, JobState state) {
    String vin = TinyTower.car(car).vin();
    return new Fact.JobSet(new Job(id, JobKind.RETRIEVAL, vin, null, null, state, 0, WHY));
  }

  private static Fact intent(@Nullable String job, int number, Step step) {
    return new Fact.StepIntended(job, number, step, "", "");
  }

  private void durable(Fact... facts) {
    scene.committed(List.of(new Batch(seq + 1, 0, List.of(facts))));
    seq += facts.length;
  }

  private void control(int unit, int word) {
    write(unit, 6914, word);
  }

  /** A write of one parameter, as it stands on the wire. */
  private void write(int unit, int address, int value) {
    byte[] frame = {
      (byte) unit,
      16,
      (byte) (address >> 8),
      (byte) address,
      0,
      2,
      4,
      (byte) (value >> 24),
      (byte) (value >> 16),
      (byte) (value >> 8),
      (byte) value,
      0,
      0
    };
    scene.request(world.nanos(), frame, frame.length);
  }
}
