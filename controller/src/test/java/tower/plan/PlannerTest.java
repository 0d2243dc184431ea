package tower.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.Inventory;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Layout;
import tower.model.OutputPoints;
import tower.model.Place;
import tower.model.Plan;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reach;
import tower.model.Reason;
import tower.model.Side;
import tower.model.Step;
import tower.model.Vehicle;

/** Which bay, by which steps, and why not. */
class PlannerTest {
  private static final Place.AtPortal P1 = new Place.AtPortal("P1");
  private static final String VIN = "LVSHCAMB1CE000001";
  private static final String OTHER = "LVSHCAMB1CE000002";
  private static final String THIRD = "LVSHCAMB1CE000003";

  /** A near low bay, a lane of two, a far bay; all on the right of one lift. */
  private final Layout layout =
      layout(
          bay("LOW", 2400, 1, 2600, 1650),
          bay("FRONT", 4800, 1, 2600, 2050),
          bay("BACK", 4800, 2, 5000, 2050),
          bay("FAR", 9600, 1, 2600, 2050));

  private final Planner planner = new Planner(layout);

  private static Bay bay(String id, int liftMm, int depth, int shuttleMm, int heightMm) {
    return new Bay(
        id,
        new Reach(liftMm / 2400, liftMm, 0, 0, Side.RIGHT, depth, shuttleMm),
        heightMm,
        5300,
        2100,
        2500);
  }

  private static Layout layout(Bay... bays) {
    List<String> names = new ArrayList<>();
    List<Integer> sensors = new ArrayList<>();
    for (Bay bay : bays) {
      sensors.add(names.size());
      names.add(bay.id());
    }
    Points.OfPortal none = new Points.OfPortal(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    return new Layout(
        "test",
        List.of(
            new AxisSpec(AxisName.SHUTTLE, 2, -2650, 5050, 750, 400, 19, 150, 3),
            new AxisSpec(AxisName.LIFT, 1, 0, 10_000, 500, 300, 17, 100, 3)),
        List.of(bays),
        List.of(new Portal("P1", new Reach(0, 0, 0, 0, Side.LEFT, 1, -2600), 2050)),
        new Points(
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, sensors, List.of(none), names),
        new OutputPoints(
            -1, -1, -1, -1, List.of(new OutputPoints.OfPortal(-1, -1, -1, -1, -1, -1)), List.of()));
  }

  private static Place.InBay in(String bay) {
    return new Place.InBay(bay);
  }

  private static Vehicle car(String vin, int heightMm, Place place) {
    return new Vehicle(vin, "B", "M", "T", "red", heightMm, 4500, 1800, 1500, 80, place);
  }

  private static Inventory inventory(List<String> unusable, Vehicle... cars) {
    TreeMap<String, Vehicle> vehicles = new TreeMap<>();
    for (Vehicle car : cars) {
      vehicles.put(car.vin(), car);
    }
    return new Inventory(vehicles, new TreeSet<>(unusable));
  }

  private static Job job(JobKind kind) {
    return job("j-000000001", kind, null);
  }

  private static Job job(String id, JobKind kind, @Nullable String owner) {
    return new Job(id, kind, VIN, owner, null, JobState.WAITING, 0, new Reason("none", "", ""));
  }

  private Place stored(Inventory inventory) {
    Planned planned = planner.plan(job(JobKind.STORAGE), inventory, new Place.Outside());
    assertThat(planned).isInstanceOf(Planned.Go.class);
    return ((Planned.Go) planned).plan().to();
  }

  private String refused(JobKind kind, Inventory inventory) {
    Planned planned = planner.plan(job(kind), inventory, P1);
    assertThat(planned).isInstanceOf(Planned.Refused.class);
    Reason reason = ((Planned.Refused) planned).reason();
    assertThat(reason.text()).isNotBlank();
    assertThat(reason.clearing()).isNotBlank();
    return reason.code();
  }

  @Test
  void retrievalGoesFromBayToPortalWithAllDoors() {
    Planned planned =
        planner.plan(job(JobKind.RETRIEVAL), inventory(List.of(), car(VIN, 1500, in("FAR"))), P1);
    assertThat(planned)
        .isEqualTo(
            new Planned.Go(
                new Plan(
                    List.of(
                        new Step.Travel(in("FAR")),
                        new Step.Extend(in("FAR")),
                        new Step.Raise(in("FAR")),
                        new Step.Retract(in("FAR")),
                        new Step.Travel(P1),
                        new Step.OpenInner("P1"),
                        new Step.Extend(P1),
                        new Step.Lower(P1),
                        new Step.Retract(P1),
                        new Step.CloseInner("P1")),
                    P1)));
  }

  @Test
  void storageBeginsAtThePortalAndShutsItBehindTheCar() {
    Planned planned =
        planner.plan(
            job(JobKind.STORAGE), inventory(List.of(), car(VIN, 1500, P1)), new Place.Outside());
    assertThat(((Planned.Go) planned).plan().steps())
        .startsWith(
            new Step.Travel(P1),
            new Step.OpenInner("P1"),
            new Step.Extend(P1),
            new Step.Raise(P1),
            new Step.Retract(P1),
            new Step.CloseInner("P1"),
            new Step.Travel(in("LOW")));
  }

  /** A job that was interrupted with its car on the carrier begins there. */
  @Test
  void carOnTheCarrierNeedsNoPicking() {
    Inventory carried = inventory(List.of(), car(VIN, 1500, new Place.OnCarrier()));
    Planned storage = planner.plan(job(JobKind.STORAGE), carried, new Place.Outside());
    assertThat(((Planned.Go) storage).plan().steps().getFirst())
        .isEqualTo(new Step.Travel(in("LOW")));
    Planned retrieval = planner.plan(job(JobKind.RETRIEVAL), carried, P1);
    assertThat(((Planned.Go) retrieval).plan().steps())
        .startsWith(new Step.Travel(P1), new Step.OpenInner("P1"));
  }

  @Test
  void closestOpenBayThatFits() {
    assertThat(stored(inventory(List.of(), car(VIN, 1500, P1)))).isEqualTo(in("LOW"));
    assertThat(stored(inventory(List.of("LOW"), car(VIN, 1500, P1)))).isEqualTo(in("BACK"));
    assertThat(stored(inventory(List.of(), car(VIN, 1900, P1)))).isEqualTo(in("BACK"));
  }

  /** The last high bay is for a high car, however close it is. */
  @Test
  void smallestBayThatFitsComesBeforeTheClosest() {
    Planner tower =
        new Planner(layout(bay("HIGH", 2400, 1, 2600, 2050), bay("LOW", 9600, 1, 2600, 1650)));
    Planned low =
        tower.plan(
            job(JobKind.STORAGE), inventory(List.of(), car(VIN, 1500, P1)), new Place.Outside());
    assertThat(((Planned.Go) low).plan().to()).isEqualTo(in("LOW"));
  }

  /** A car at the front bars the back: an empty lane is filled from its back. */
  @Test
  void backOfALaneComesBeforeItsFrontAndAFarBayBeforeABarredOne() {
    assertThat(stored(inventory(List.of("LOW", "BACK"), car(VIN, 1900, P1))))
        .as("nothing can be barred behind the front any more")
        .isEqualTo(in("FRONT"));
    assertThat(stored(inventory(List.of(), car(VIN, 1900, P1), car(OTHER, 1900, in("BACK")))))
        .isEqualTo(in("FRONT"));
  }

  @Test
  void neverBehindACarNorBehindADoubt() {
    assertThat(stored(inventory(List.of(), car(VIN, 1900, P1), car(OTHER, 1900, in("FRONT")))))
        .isEqualTo(in("FAR"));
    assertThat(stored(inventory(List.of("FRONT"), car(VIN, 1900, P1)))).isEqualTo(in("FAR"));
  }

  @Test
  void carInFrontIsRelocatedFirst() {
    Inventory two = inventory(List.of(), car(VIN, 1500, in("BACK")), car(OTHER, 1500, in("FRONT")));
    assertThat(planner.plan(job(JobKind.RETRIEVAL), two, P1))
        .isEqualTo(relocate(OTHER, "in-front", "stands in front of " + VIN));
  }

  private static Planned relocate(String vin, String code, String text) {
    return new Planned.RelocateFirst(vin, new Reason(code, text, "wait"));
  }

  /** Only the low bay is free: whoever fits there leaves a high one. */
  @Test
  void lowCarInAHighBayMakesRoomForAHighOne() {
    Inventory full =
        inventory(
            List.of(),
            car(VIN, 1900, in("FRONT")),
            car(OTHER, 1500, in("FAR")),
            car(THIRD, 1500, in("BACK")));
    Planned room = relocate(OTHER, "makes-room", "makes room for " + VIN);
    assertThat(planner.plan(job(JobKind.RELOCATION), full, new Place.Outside())).isEqualTo(room);
    assertThat(planner.plan(relocation(OTHER), full, new Place.Outside()))
        .isInstanceOf(Planned.Go.class);
  }

  private static Job relocation(String vin) {
    return new Job(
        "j-9", JobKind.RELOCATION, vin, null, null, JobState.WAITING, 0, new Reason("n", "", ""));
  }

  /** Bays of three heights: the lowest car moves first, the middle one into its place. */
  @Test
  void carsMoveUpOneAfterTheOther() {
    Planner three =
        new Planner(
            layout(
                bay("LOW", 0, 1, 2600, 1500),
                bay("MIDDLE", 2400, 1, 2600, 1650),
                bay("HIGH", 4800, 1, 2600, 2050)));
    Inventory before =
        inventory(
            List.of(),
            car(VIN, 1900, P1),
            car(OTHER, 1600, in("HIGH")),
            car(THIRD, 1450, in("MIDDLE")));
    Place.Outside out = new Place.Outside();
    assertThat(three.plan(job(JobKind.STORAGE), before, out))
        .isEqualTo(relocate(THIRD, "makes-room", "makes room for " + VIN));
    Inventory then =
        inventory(
            List.of(),
            car(VIN, 1900, P1),
            car(OTHER, 1600, in("HIGH")),
            car(THIRD, 1450, in("LOW")));
    assertThat(three.plan(job(JobKind.STORAGE), then, out))
        .isEqualTo(relocate(OTHER, "makes-room", "makes room for " + VIN));
  }

  /**
   * Nobody is fetched from a bay that contradicts, from behind a car, or past one that is borne.
   */
  @Test
  void roomIsMadeOnlyByWhoCanLeave() {
    Vehicle high = car(VIN, 1900, P1);
    Vehicle far = car(OTHER, 1500, in("FAR"));
    Vehicle front = car(THIRD, 1900, in("FRONT"));
    Vehicle back = car("LVSHCAMB1CE000004", 1500, in("BACK"));
    assertThat(refused(JobKind.STORAGE, inventory(List.of("FAR"), high, far, front, back)))
        .isEqualTo("no-free-bay");
    Vehicle borne = car(VIN, 1900, new Place.OnCarrier());
    assertThat(refused(JobKind.STORAGE, inventory(List.of(), borne, far, front, back)))
        .isEqualTo("no-free-bay");
    Vehicle alsoHigh = car(OTHER, 1900, in("FAR"));
    assertThat(refused(JobKind.STORAGE, inventory(List.of(), high, alsoHigh, front, back)))
        .isEqualTo("no-free-bay");
  }

  /** In its own lane it would be in the way again. */
  @Test
  void relocationLeavesItsLane() {
    Planned planned =
        planner.plan(
            job(JobKind.RELOCATION),
            inventory(List.of("LOW"), car(VIN, 1500, in("FRONT"))),
            new Place.Outside());
    assertThat(((Planned.Go) planned).plan().to()).isEqualTo(in("FAR"));
    assertThat(
            refused(
                JobKind.RELOCATION, inventory(List.of("LOW", "FAR"), car(VIN, 1500, in("FRONT")))))
        .isEqualTo("no-free-bay");
  }

  @Test
  void refusalsNameTheirReason() {
    assertThat(refused(JobKind.RETRIEVAL, inventory(List.of()))).isEqualTo("unknown-vehicle");
    assertThat(refused(JobKind.RETRIEVAL, inventory(List.of("FAR"), car(VIN, 1500, in("FAR")))))
        .isEqualTo("bay-doubted");
    assertThat(refused(JobKind.RETRIEVAL, inventory(List.of("FRONT"), car(VIN, 1500, in("BACK")))))
        .isEqualTo("lane-blocked");
    assertThat(refused(JobKind.RETRIEVAL, inventory(List.of(), car(VIN, 1500, P1))))
        .isEqualTo("at-portal");
    assertThat(
            refused(
                JobKind.STORAGE,
                inventory(List.of(), car(VIN, 1500, new Place.Quarantined(List.of(in("FAR")))))))
        .isEqualTo("quarantined");
    assertThat(refused(JobKind.STORAGE, inventory(List.of(), car(VIN, 1500, new Place.Outside()))))
        .isEqualTo("outside");
    assertThat(refused(JobKind.STORAGE, inventory(List.of("FRONT", "FAR"), car(VIN, 1900, P1))))
        .isEqualTo("no-free-bay");
  }

  @Test
  void oldestJobComesFirst() {
    assertThat(
            planner.sequence(
                List.of(
                    job("j-000000010", JobKind.STORAGE, null),
                    job("j-000000009", JobKind.RETRIEVAL, "p-1"),
                    job("j-000000101", JobKind.RETRIEVAL, "p-2"))))
        .containsExactly("j-000000009", "j-000000010", "j-000000101");
  }
}
