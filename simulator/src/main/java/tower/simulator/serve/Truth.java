package tower.simulator.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import tower.model.Place;
import tower.simulator.plant.Car;
import tower.simulator.plant.Door;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PortalSteel;

/** What is, whatever the controller believes, for a script to look at. On the world's thread. */
final class Truth {
  private final Stage stage;
  private final Pace pace;
  private final Cloud cloud;
  private final Visitors visitors;

  Truth(Stage stage, Pace pace, Cloud cloud, Visitors visitors) {
    this.stage = stage;
    this.pace = pace;
    this.cloud = cloud;
    this.visitors = visitors;
  }

  ObjectNode view() {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("now", Instant.ofEpochMilli(stage.trueUtcMs()).toString());
    view.put(
        "elapsed",
        Duration.ofNanos(stage.world().nanos()).truncatedTo(ChronoUnit.MILLIS).toString());
    view.put("speed", pace.speed());
    view.put("advancing", pace.advancing());
    view.put("clockOffset", Duration.ofMillis(offsetMs()).toString());
    view.put("power", stage.lit());
    view.put("lives", stage.lives());
    view.put("state", stage.snapshot().live().state());
    view.put("peopleAutomatic", visitors.automatic());
    view.put("cloud", cloud.up());
    view.put("liftFailed", stage.liftFailed());
    Plant plant = stage.tower().plant();
    view.put("emergencyStop", !plant.chain().eStopReleased());
    List<PortalSteel> portals = plant.portals();
    ArrayNode doors = view.putArray("portals");
    for (int i = 0; i < portals.size(); i++) {
      portal(doors.addObject(), plant.layout().portals().get(i).id(), portals.get(i));
    }
    ArrayNode cars = view.putArray("cars");
    for (Car car : plant.cars()) {
      ObjectNode one = cars.addObject();
      one.put("vin", car.vin());
      one.put("state", car.state().name().toLowerCase(Locale.ROOT));
      one.put("place", plant.placeOf(car).map(Place::label).orElse(null));
    }
    ArrayNode findings = view.putArray("findings");
    stage.findings().forEach(findings::add);
    return view;
  }

  private long offsetMs() {
    return stage.world().utcMs() - stage.trueUtcMs();
  }

  private static void portal(ObjectNode view, String id, PortalSteel steel) {
    view.put("id", id);
    view.put("innerDoor", door(steel.inner()));
    view.put("outerDoor", door(steel.outer()));
    view.put("people", steel.people());
    Car standing = steel.stand().car();
    Car passing = steel.passing();
    view.put("car", standing == null ? null : standing.vin());
    view.put("halfOut", passing == null ? null : passing.vin());
  }

  private static String door(Door door) {
    return door.shut() ? "shut" : door.open() ? "open" : door.moving() ? "moving" : "ajar";
  }
}
