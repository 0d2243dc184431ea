package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.plant.PlantPins;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** Every checker of what must finally happen, fed with what must never be its end. */
final class LivenessCheckersCanFailTest {
  private static final Reason WHY = new Reason("why", "waits for nothing in particular", "");
  private static final Place L0 = new Place.InBay("L0");
  private static final Place R1 = new Place.InBay("R1");

  private final VirtualTower tower = TinyTower.of(1);
  private final World world = tower.world();
  private final PlantPins pins = tower.start().pins();
  private final List<Reason> panel = new ArrayList<>();
  private SqliteStore database;
  private Scene scene;
  private long seq;

  @BeforeEach
  void calmTower() {
    database = SqliteStore.inMemory("tiny", world.utcMs());
    database.load();
    scene = new Scene(tower, axis -> TinyTower.lexium(), database);
    scene.calm().panel(() -> panel);
    scene.calm().begin();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void l1SeesAPickupThatWaitsForNothing() {
    durable(pickup("p-1", PickupState.STAGED));
    scene.over();
    assertThat(found()).contains("L1");
  }

  @Test
  void l1SeesAJobThatWaitsForNothing() {
    durable(new Fact.JobSet(job("j-1", 0)));
    scene.over();
    assertThat(found()).contains("L1");
  }

  @Test
  void l1TakesTheNameOfWhatIsBrokenAndNoOther() {
    scene.calm().breaksForGood(new BrokenForGood("the door", List.of("portal P1"), null));
    durable(pickup("p-1", PickupState.STAGED));
    panel.add(new Reason("door", "portal P10 does not shut", ""));
    scene.over();
    assertThat(found()).contains("L1");
    scene.findings().clear();
    panel.add(new Reason("door", "portal P1 does not shut", ""));
    scene.over();
    assertThat(found()).isEmpty();
  }

  @Test
  void l2SeesASecondReset() {
    ready();
    scene.lifeBegan();
    tower.people().eStop();
    run(1);
    tower.people().releaseEStop();
    run(1);
    durable(changed("faulted", "looking"));
    durable(changed("looking", "awaiting-resume"));
    durable(changed("awaiting-resume", "faulted"));
    durable(changed("faulted", "looking"));
    durable(changed("awaiting-resume", "recovering"));
    durable(changed("recovering", "ready"));
    assertThat(found()).contains("L2");
  }

  @Test
  void l2SeesPressesInVain() {
    ready();
    scene.lifeBegan();
    tower.people().eStop();
    run(1);
    tower.people().releaseEStop();
    run(1);
    for (int i = 0; i < 6; i++) {
      tower.people().reset();
      run(1);
    }
    durable(changed("recovering", "ready"));
    assertThat(found()).contains("L2");
  }

  @Test
  void l2SeesATowerThatDoesNotComeBack() {
    ready();
    scene.lifeBegan();
    tower.people().eStop();
    run(1);
    scene.over();
    assertThat(found()).contains("L2");
  }

  @Test
  void l3SeesAStartThatTakesTooLong() {
    scene.lifeBegan();
    run(70);
    durable(changed("looking", "awaiting-resume"));
    assertThat(found()).contains("L3");
  }

  @Test
  void l3SeesAHomingThatTakesTooLong() {
    scene.lifeBegan();
    durable(changed("looking", "awaiting-resume"));
    tower.people().resume();
    run(1000);
    durable(changed("recovering", "ready"));
    assertThat(found()).contains("L3");
  }

  @Test
  void l3SeesAHoldAndAQuarantineWithoutTheCarsName() {
    durable(new Fact.VehicleSet(vehicle(1, new Place.Quarantined(List.of(L0, R1)))));
    scene.lifeBegan();
    durable(changed("recovering", "held"));
    assertThat(found()).contains("L3");
    int before = scene.findings().size();
    scene.over();
    assertThat(scene.findings().size()).isGreaterThan(before);
  }

  @Test
  void l4SeesTheFourthTryOfAStep() {
    for (int i = 0; i < 4; i++) {
      assertThat(found()).doesNotContain("L4");
      durable(intent("j-1", new Step.Travel(R1)));
    }
    assertThat(found()).contains("L4");
  }

  @Test
  void l4AllowsAnotherTryWhenAPersonHasActed() {
    for (int i = 0; i < 8; i++) {
      durable(intent("j-1", new Step.Travel(R1)), new Fact.PersonActed("panel", "reset"));
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void l4SeesAJobThatWasTriedTooOften() {
    durable(new Fact.JobSet(job("j-1", 4)));
    assertThat(found()).contains("L4");
  }

  @Test
  void l6SeesThatTheOthersDoNotServe() {
    scene.calm().breaksForGood(new BrokenForGood("a sensor", List.of("bay L0"), L0));
    durable(new Fact.VehicleSet(vehicle(2, R1)), pickup("p-1", PickupState.QUEUED));
    scene.over();
    assertThat(found()).contains("L6");
  }

  @Test
  void l7SeesTorqueASecondAfterADriveDied() {
    allowTorque();
    tower.plant().carrier().axis(AxisName.LIFT).energise();
    scene.lifeBegan();
    scene.driveDies(AxisName.SHUTTLE);
    run(2);
    assertThat(found()).contains("L7");
  }

  @Test
  void l7SeesADeadDriveThatNobodyNames() {
    scene.calm().breaksForGood(new BrokenForGood("the lift's drive", List.of("lift drive"), null));
    scene.over();
    assertThat(found()).contains("L7");
  }

  @Test
  void l8SeesAStartWhileTheDiskIsFull() {
    scene.lifeBegan();
    run(1);
    scene.diskFull(world.nanos() + 10 * World.SECOND);
    run(5);
    start();
    assertThat(found()).contains("L8");
  }

  /** The travel waited for a door to be locked; what is intended while it is full has no excuse. */
  @Test
  void l8LetsBeginWhatWasDurableBefore() {
    scene.lifeBegan();
    durable(intent("j-1", new Step.Travel(R1)));
    run(1);
    scene.diskFull(world.nanos() + 20 * World.SECOND);
    run(5);
    start();
    assertThat(found()).doesNotContain("L8");
    durable(intent("j-1", new Step.Travel(L0)));
    run(1);
    start();
    assertThat(found()).contains("L8");
  }

  @Test
  void l8SeesAPromiseWhileTheDiskIsFull() {
    scene.lifeBegan();
    run(1);
    scene.diskFull(world.nanos() + 10 * World.SECOND);
    run(5);
    scene.told(new Told("k", "/v1/pickups", "{}", 201, "{\"id\":\"p-1\"}"));
    assertThat(found()).contains("L8");
  }

  @Test
  void l8SeesATowerThatDoesNotNoticeSpace() {
    scene.lifeBegan();
    run(1);
    scene.diskFull(world.nanos() + World.SECOND);
    panel.add(new Reason("store-full", "full", ""));
    run(14);
    assertThat(found()).contains("L8");
  }

  @Test
  void l9SeesAPermitThatOutlivesTheStop() {
    allowTorque();
    scene.lifeBegan();
    scene.calm().flood(world.nanos() + World.SECOND);
    tower.people().eStop();
    run(1);
    assertThat(found()).contains("L9");
  }

  // What a lie is made of.

  private Set<String> found() {
    return scene.findings().stream()
        .map(Finding::invariant)
        .filter(name -> name.startsWith("L"))
        .collect(Collectors.toSet());
  }

  private void run(double seconds) {
    world.sleepUntil(world.nanos() + Math.round(seconds * World.SECOND));
  }

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

  private void ready() {
    durable(changed("recovering", "ready"));
  }

  private static Fact changed(String from, String to) {
    return new Fact.StateChanged(from, to, WHY);
  }

  private static Vehicle vehicle(int number, Place place) {
    return new Vehicle(
        TinyTower.car(number).vin(), "B", "M", "", "", 1500, 4500, 1800, 1600, -1, place);
  }

  private static Fact pickup(String id, PickupState state) {
    return new Fact.PickupSet(
        new Pickup(
            id,
            "key",
            "kid",
            TinyTower.car(2).vin(),
            Purpose.BUY,
            "",
            Terms.NONE,
            5,
            false,
            "P1",
            state,
            WHY,
            0,
            0));
  }

  private static Job job(String id, int attempt) {
    String vin = TinyTower.car(1).vin();
    return new Job(id, JobKind.RETRIEVAL, vin, null, null, JobState.WAITING, attempt, WHY);
  }

  private static Fact intent(String job, Step step) {
    return new Fact.StepIntended(job, 1, step, "", "");
  }

  private void durable(Fact... facts) {
    Batch batch = new Batch(seq + 1, 0, List.of(facts));
    scene.decided(batch);
    scene.committed(List.of(batch));
    seq += facts.length;
  }

  /** The write that starts a move. */
  private void start() {
    byte[] frame = {TinyTower.LIFT_UNIT, 16, 27, 2, 0, 2, 4, 0, 0, 0, 31, 0, 0};
    scene.request(world.nanos(), frame, frame.length);
  }
}
