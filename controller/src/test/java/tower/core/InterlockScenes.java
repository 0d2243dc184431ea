package tower.core;

import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.BACK;
import static tower.core.TinyTower.CARRIER;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.List;
import java.util.function.Supplier;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.DriveState;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Link;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Reach;
import tower.model.Step;

/** For every kind of step a machine in which nothing speaks against it, and ways to break one. */
final class InterlockScenes {
  private static final String JOB = "j-test";

  /** A fresh machine for every question, and the step it is asked about. */
  record Scene(Supplier<TestTower> setting, Run run) {
    TestTower tower() {
      return setting.get();
    }
  }

  private InterlockScenes() {}

  static List<Scene> all() {
    return List.of(
        travel(),
        openInner(),
        closeInner(),
        extendToTake(),
        extendToGive(),
        raise(),
        lower(),
        retract(),
        home(AxisName.SHUTTLE),
        home(AxisName.LIFT),
        lowerHere());
  }

  static Scene travel() {
    return scene(new Step.Travel(B001), () -> withCar(B001));
  }

  static Scene openInner() {
    return scene(new Step.OpenInner("P1"), () -> at(carried(), P1, false));
  }

  static Scene closeInner() {
    return scene(
        new Step.CloseInner("P1"),
        () -> {
          TestTower t = at(withCar(P1), P1, false);
          t.machine.inner.put("P1", Machine.Door.OPEN);
          return t;
        });
  }

  static Scene extendToTake() {
    return scene(new Step.Extend(BACK), () -> at(withCar(BACK), BACK, false));
  }

  static Scene extendToGive() {
    return scene(
        new Step.Extend(P1),
        () -> {
          TestTower t = at(carried(), P1, false);
          t.machine.inner.put("P1", Machine.Door.OPEN);
          return t;
        });
  }

  static Scene raise() {
    return scene(new Step.Raise(B001), () -> at(withCar(B001), B001, true));
  }

  static Scene lower() {
    return scene(
        new Step.Lower(P1),
        () -> {
          TestTower t = at(carried(), P1, true);
          t.machine.inner.put("P1", Machine.Door.OPEN);
          return t;
        });
  }

  static Scene retract() {
    return scene(new Step.Retract(B001), () -> at(withCar(B001), B001, true));
  }

  static Scene home(AxisName axis) {
    return scene(new Step.Home(axis), () -> withCar(B001));
  }

  static Scene homeShuttleThatIsOut() {
    return scene(new Step.Home(AxisName.SHUTTLE), () -> at(withCar(B001), B001, true));
  }

  static Scene lowerHere() {
    return scene(
        new Step.LowerHere(B001),
        () -> {
          TestTower t = at(withCar(B001), B001, true);
          t.machine.lifter = Machine.Lifter.BETWEEN;
          return t;
        });
  }

  private static Scene scene(Step step, Supplier<TestTower> setting) {
    return new Scene(setting, new Run(JOB, List.of(step), 0, new Phase.Underway(1, 1_000_000)));
  }

  private static TestTower withCar(Place place) {
    TestTower t = TestTower.switchedOn(car(1, place));
    return referenced(t);
  }

  private static TestTower carried() {
    TestTower t = TestTower.switchedOn();
    record(t, 1, CARRIER);
    t.machine.borne = vin(1);
    t.machine.lifter = Machine.Lifter.UP;
    return referenced(t);
  }

  private static TestTower referenced(TestTower t) {
    t.machine.axes.values().forEach(a -> a.referenced = true);
    Job job = new Job(JOB, JobKind.RETRIEVAL, vin(1), null, P1, JobState.RUNNING, 0, Reasons.NONE);
    fact(t, new Fact.JobSet(job));
    t.look();
    return t;
  }

  private static TestTower at(TestTower t, Place place, boolean out) {
    Reach reach = t.site.layout().reach(place);
    for (AxisSpec spec : t.site.layout().axes()) {
      boolean shuttle = spec.name() == AxisName.SHUTTLE;
      t.machine.axis(spec.name()).position = shuttle && !out ? 0 : reach.setpoint(spec.name());
    }
    return t;
  }

  /** One fact more in the record, as if it had been there all along. */
  private static void fact(TestTower t, Fact fact) {
    Turn turn = new Turn(t.site, t.tower, t.stamp());
    turn.fact(fact);
    t.tower = turn.outcome().next();
  }

  static void record(TestTower t, int number, Place place) {
    fact(t, new Fact.VehicleSet(car(number, place)));
  }

  static void move(TestTower t, int number, Place from, Place to) {
    fact(t, new Fact.VehicleMoved(vin(number), from, to, "by hand"));
  }

  /** The record has this job's car elsewhere, and another one on the carrier. */
  static void otherCarOnCarrier(TestTower t) {
    move(t, 1, CARRIER, TinyTower.LOW);
    record(t, 7, CARRIER);
  }

  static void unconfirmed(TestTower t) {
    portal(t, "P1", PortalPhase.UNCONFIRMED);
  }

  /** The pickup's car is on its way, and its portal is kept for it. */
  static void retrieving(TestTower t, Pickup pickup) {
    fact(t, new Fact.PickupSet(pickup.in(PickupState.RETRIEVING, pickup.reason(), 0)));
    String portal = pickup.portal();
    if (portal != null) {
      fact(t, new Fact.PortalSet(new PortalUse(portal, PortalPhase.SHUT, pickup.id())));
    }
  }

  static void portal(TestTower t, String id, PortalPhase phase) {
    fact(t, new Fact.PortalSet(new PortalUse(id, phase, null)));
  }

  static AxisReport lost(AxisReport r) {
    return report(r, Link.LOST, r.state(), r.standstill());
  }

  static AxisReport doubtful(AxisReport r) {
    return report(r, Link.DOUBTFUL, r.state(), r.standstill());
  }

  static AxisReport torque(AxisReport r) {
    return report(r, r.link(), DriveState.OPERATION_ENABLED, r.standstill());
  }

  static AxisReport moving(AxisReport r) {
    return report(r, r.link(), r.state(), false);
  }

  private static AxisReport report(AxisReport r, Link link, DriveState state, boolean standstill) {
    return new AxisReport(
        r.axis(),
        link,
        state,
        r.referenced(),
        r.counted(),
        r.position(),
        standstill,
        r.moveId(),
        r.progress(),
        r.polledMs(),
        r.errorText());
  }
}
