package tower.simulator.check;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.plant.PlantPins;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** A quiet tower, every checker watching it, and what lies are made of. */
abstract class LyingTower {
  static final Reason WHY = new Reason("why", "", "");
  static final Place L0 = new Place.InBay("L0");
  static final Place R1 = new Place.InBay("R1");
  static final int ENABLE = 15;
  static final int START = 31;

  final VirtualTower tower = TinyTower.of(1);
  final World world = tower.world();
  final PlantPins pins = tower.start().pins();
  SqliteStore database;
  Scene scene;
  long seq;

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

  // What a lie is made of.

  Set<String> found() {
    return scene.findings().stream().map(Finding::invariant).collect(Collectors.toSet());
  }

  void run(double seconds) {
    world.sleepUntil(world.nanos() + Math.round(seconds * World.SECOND));
  }

  Axis axis(AxisName name) {
    return tower.plant().carrier().axis(name);
  }

  /** Chain reset, permit on, the alive output toggling for ever. */
  void allowTorque() {
    toggle(true);
    tower.people().reset();
    pins.permit(true);
    run(1);
  }

  void toggle(boolean level) {
    pins.alive(level);
    world.in(50 * World.MS, () -> toggle(!level));
  }

  void shuttleTo(int mm) {
    axis(AxisName.SHUTTLE).place(mm);
    run(0.1);
  }

  void lifter(boolean up) {
    allowTorque();
    var outputs = tower.plant().layout().outputs();
    int point = up ? outputs.lifterUp() : outputs.lifterDown();
    pins.write(new OutputImage(true, 0).plus(point));
    run(3);
    pins.write(new OutputImage(true, 0));
    run(0.1);
  }

  static Vehicle vehicle(int number, Place place) {
    return new Vehicle(
        TinyTower.car(number).vin(), "B", "M", "", "", 1500, 4500, 1800, 1600, -1, place);
  }

  /** A car in a bay, in steel and on record. */
  Car standing(int number, int bay) {
    Car car = TinyTower.car(number);
    tower.plant().put(car, tower.plant().bay(bay));
    durable(new Fact.VehicleSet(vehicle(number, tower.plant().bay(bay).place())));
    return car;
  }

  static Fact job(String id, int car, JobState state) {
    return job(id, JobKind.RETRIEVAL, car, state);
  }

  static Fact job(String id, JobKind kind, int car, JobState state) {
    String vin = TinyTower.car(car).vin();
    return new Fact.JobSet(new Job(id, kind, vin, null, null, state, 0, WHY));
  }

  static Fact intent(@Nullable String job, int number, Step step) {
    return new Fact.StepIntended(job, number, step, "", "");
  }

  void durable(Fact... facts) {
    Batch batch = new Batch(seq + 1, 0, List.of(facts));
    scene.decided(batch);
    scene.committed(List.of(batch));
    seq += facts.length;
  }

  void control(int unit, int word) {
    write(unit, 6914, word);
  }

  /** A read, as it stands on the wire. */
  void read(int unit) {
    byte[] frame = {(byte) unit, 3, 0, 0, 0, 1, 0, 0};
    scene.request(world.nanos(), frame, frame.length);
  }

  /** A write of one parameter, as it stands on the wire. */
  void write(int unit, int address, int value) {
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
