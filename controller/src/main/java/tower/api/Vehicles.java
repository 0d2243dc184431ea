package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.core.Problem;
import tower.core.Request;
import tower.loop.Snapshot;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Vehicle;

/** The cars in the tower, as a phone shows them. Where exactly a car stands stays in the tower. */
final class Vehicles {
  /** Where in its life a car is. */
  enum State {
    /** Announced, not in the tower yet. */
    EXPECTED,
    /** In a bay, free to be asked for. */
    IN_BAY,
    /** On its way inside the tower, nobody's. */
    MOVING,
    /** An open pickup has it. */
    RESERVED,
    /** In a portal, waiting for its code or leaving. */
    STAGED,
    /** With whoever it was lent to. */
    OUT,
    /** It came back damaged; nobody is offered it until the shop has released it. */
    WITHHELD,
    /** Its place is not surely known; a technician must look. */
    QUARANTINED;

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A car as it is sent. */
  record View(
      String vin,
      String brand,
      String model,
      String trim,
      String colour,
      @Nullable String sizeClass,
      @Nullable Integer chargePercent,
      String state,
      Map<String, String> links) {}

  /** A car that is offered again. */
  record Released(String vin, Map<String, String> links) {}

  private final Supplier<Snapshot> snapshots;
  private final SizeClasses sizes;
  private final Writes writes;

  Vehicles(Supplier<Snapshot> snapshots, SizeClasses sizes, Writes writes) {
    this.snapshots = snapshots;
    this.sizes = sizes;
    this.writes = writes;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/vehicles", Reply.JSON, this::list),
        Route.get("/v1/vehicles/{vin}", Reply.JSON, this::one),
        new Route("POST", "/v1/vehicles/{vin}/release", Reply.JSON, this::release));
  }

  private Reply list(Call call) {
    Query query = Query.of(call, "state", "model", "limit", "cursor");
    Ledger facts = snapshots.get().facts();
    Predicate<Vehicle> wanted = wanted(query, facts);
    Paging paging = Paging.of(query);
    query.refuseIfWrong();
    String after = paging.after();
    return Reply.json(
        200,
        paging.page(
            facts.vehicles().values(),
            Vehicle::vin,
            v -> after == null || v.vin().compareTo(after) > 0,
            wanted,
            v -> view(v, facts)));
  }

  private Reply one(Call call) {
    Query.of(call).refuseIfWrong();
    Ledger facts = snapshots.get().facts();
    Vehicle vehicle = facts.vehicles().get(call.parameter("vin"));
    if (vehicle == null) {
      throw new Refusal(Problem.UNKNOWN_VEHICLE, "the VIN is not in the tower's inventory");
    }
    return Reply.json(200, view(vehicle, facts));
  }

  private CompletableFuture<Reply> release(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields.of(body).refuseIfWrong();
    String vin = call.parameter("vin");
    if (!Vehicle.validVin(vin)) {
      throw new Refusal(Problem.UNKNOWN_VEHICLE, "the path has no VIN");
    }
    return writes.ask(call, body, new Request.ReleaseVehicle(vin));
  }

  /** What a release answers; its answer is kept, and does not change with the car. */
  static Released released(Vehicle vehicle) {
    return new Released(vehicle.vin(), Map.of("vehicle", "/v1/vehicles/" + vehicle.vin()));
  }

  private static Predicate<Vehicle> wanted(Query query, Ledger facts) {
    String state = query.text("state");
    String model = query.text("model");
    if (state != null && Arrays.stream(State.values()).noneMatch(s -> s.key().equals(state))) {
      query.wrong("state", "expected one of " + keys());
    }
    return v ->
        (state == null || state(v, facts).key().equals(state))
            && (model == null || v.model().equalsIgnoreCase(model));
  }

  private static String keys() {
    return Arrays.stream(State.values()).map(State::key).collect(Collectors.joining(", "));
  }

  private View view(Vehicle vehicle, Ledger facts) {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("self", "/v1/vehicles/" + vehicle.vin());
    facts.pickupOf(vehicle.vin()).ifPresent(p -> links.put("pickup", Views.self(p)));
    if (facts.withheld().containsKey(vehicle.vin())) {
      links.put("release", "/v1/vehicles/" + vehicle.vin() + "/release");
    }
    return new View(
        vehicle.vin(),
        vehicle.brand(),
        vehicle.model(),
        vehicle.trim(),
        vehicle.colour(),
        sizes.of(vehicle),
        vehicle.chargePercent() < 0 ? null : vehicle.chargePercent(),
        state(vehicle, facts).key(),
        links);
  }

  private static State state(Vehicle vehicle, Ledger facts) {
    Optional<Pickup> pickup = facts.pickupOf(vehicle.vin());
    return switch (vehicle.place()) {
      case Place.Quarantined p -> State.QUARANTINED;
      case Place.Outside p -> pickup.isPresent() ? State.OUT : State.EXPECTED;
      case Place.AtPortal p when pickup.filter(Vehicles::staged).isPresent() -> State.STAGED;
      case Place.InBay p when facts.withheld().containsKey(vehicle.vin()) -> State.WITHHELD;
      case Place.InBay p -> pickup.isPresent() ? State.RESERVED : State.IN_BAY;
      case Place.AtPortal p -> pickup.isPresent() ? State.RESERVED : State.MOVING;
      case Place.OnCarrier p -> pickup.isPresent() ? State.RESERVED : State.MOVING;
    };
  }

  private static boolean staged(Pickup pickup) {
    return pickup.state() == PickupState.STAGED || pickup.state() == PickupState.HANDING_OVER;
  }
}
