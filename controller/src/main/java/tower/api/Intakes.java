package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tower.core.Request;
import tower.loop.Snapshot;
import tower.model.Intake;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.ReturnReport;
import tower.model.Vehicle;
import tower.store.Store;

/** Cars in. */
final class Intakes {
  private static final int NAME = 60;
  private static final int NOTE = 500;

  private final Supplier<Snapshot> snapshots;
  private final Store store;
  private final Writes writes;

  Intakes(Supplier<Snapshot> snapshots, Store store, Writes writes) {
    this.snapshots = snapshots;
    this.store = store;
    this.writes = writes;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/intakes", Reply.JSON, this::create),
        Route.get("/v1/intakes", Reply.JSON, this::list),
        new Route("GET", "/v1/intakes/{id}", Reply.JSON, this::one),
        new Route("POST", "/v1/intakes/{id}/cancellation", Reply.JSON, this::cancel),
        new Route("POST", "/v1/intakes/{id}/settlement", Reply.JSON, this::settle));
  }

  private CompletableFuture<Reply> create(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields fields = Fields.of(body);
    Purpose purpose =
        Bodies.purpose(fields, Purpose.RESTOCK, Purpose.TEST_DRIVE_RETURN, Purpose.SERVICE_RETURN);
    Fields vehicle = fields.object("vehicle");
    if (purpose != Purpose.RESTOCK) {
      return writes.ask(call, body, returned(purpose, fields, vehicle));
    }
    Declared declared = Declared.of(vehicle);
    fields.refuseIfWrong();
    return writes.ask(call, body, new Request.NewIntake(declared.vehicle()));
  }

  /** A car that the tower knows: only what may have changed is said. */
  private static Request returned(Purpose purpose, Fields fields, Fields vehicle) {
    String vin = vehicle.text("vin", Vehicle::validVin, Bodies.VIN);
    int charge = vehicle.optionalInteger("chargePercent", 0, 100, -1);
    int odometer = vehicle.optionalInteger("odometerKm", 0, 5_000_000, -1);
    String damage = vehicle.optionalText("damage", NOTE);
    fields.refuseIfWrong();
    return new Request.ReturnIntake(vin, purpose, charge, new ReturnReport(odometer, damage));
  }

  private CompletableFuture<Reply> cancel(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields.of(body).refuseIfWrong();
    return writes.ask(call, body, new Request.CancelIntake(id(call)));
  }

  private CompletableFuture<Reply> settle(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields fields = Fields.of(body);
    String note = fields.text("note", NOTE);
    fields.refuseIfWrong();
    return writes.ask(call, body, new Request.SettleIntake(id(call), note));
  }

  /** Newest first: ids rise with time. */
  private Reply list(Call call) {
    Query query = Query.of(call, "limit", "cursor");
    Paging paging = Paging.of(query);
    query.refuseIfWrong();
    String after = paging.after();
    Snapshot now = snapshots.get();
    return Reply.json(
        200,
        paging.page(
            now.facts().intakes().reversed().values(),
            Intake::id,
            i -> after == null || i.id().compareTo(after) < 0,
            i -> true,
            i -> Views.of(i, now)));
  }

  private CompletableFuture<Reply> one(Call call) {
    Query.of(call).refuseIfWrong();
    String id = id(call);
    Snapshot now = snapshots.get();
    Intake intake = now.facts().intakes().get(id);
    if (intake != null) {
      return CompletableFuture.completedFuture(Reply.json(200, Views.of(intake, now)));
    }
    return Problems.orSlow(store.intake(id))
        .thenApply(
            i -> Reply.json(200, Views.of(i.orElseThrow(() -> Bodies.unknown("intake", id)))));
  }

  private static String id(Call call) {
    return Bodies.id(call, "i-", "intake");
  }

  /**
   * A car as declared, before it is known to be acceptable; a {@link Vehicle} takes no wrong
   * values. The bounds are those of {@link Vehicle}.
   */
  private record Declared(
      String vin,
      String brand,
      String model,
      String trim,
      String colour,
      int heightMm,
      int lengthMm,
      int widthMm,
      int massKg,
      int chargePercent) {
    static Declared of(Fields f) {
      return new Declared(
          f.text("vin", Vehicle::validVin, Bodies.VIN),
          f.text("brand", NAME),
          f.text("model", NAME),
          f.optionalText("trim", NAME),
          f.optionalText("colour", NAME),
          f.integer("heightMm", 500, 3000),
          f.integer("lengthMm", 1500, 7000),
          f.integer("widthMm", 1000, 3000),
          f.integer("massKg", 200, 5000),
          f.optionalInteger("chargePercent", 0, 100, -1));
    }

    Vehicle vehicle() {
      return new Vehicle(
          vin,
          brand,
          model,
          trim,
          colour,
          heightMm,
          lengthMm,
          widthMm,
          massKg,
          chargePercent,
          new Place.Outside());
    }
  }
}
