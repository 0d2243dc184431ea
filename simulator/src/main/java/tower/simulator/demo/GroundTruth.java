package tower.simulator.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tower.config.TowerConfig;
import tower.core.Ledger;
import tower.model.Place;
import tower.simulator.plant.Car;
import tower.simulator.plant.Plant;
import tower.store.SqliteStore;

/**
 * What the plant knows, against what the controller's database says.
 *
 * @param agrees true when every car is where the record has it and the steel saw nothing wrong
 * @param lines what was compared
 */
record GroundTruth(boolean agrees, List<String> lines) {
  /** Compares after the controller has ended. */
  static GroundTruth compare(TowerConfig config, DemoPlant demo, Path folder, String sold) {
    Ledger ledger;
    try (SqliteStore database =
        SqliteStore.open(folder, config.layout().towerId(), System.currentTimeMillis())) {
      ledger = database.load().ledger();
    }
    return demo.real().at(() -> compare(demo.tower().plant(), ledger, sold));
  }

  private static GroundTruth compare(Plant plant, Ledger ledger, String sold) {
    List<String> lines = new ArrayList<>();
    boolean agrees = true;
    for (Car car : plant.cars()) {
      Optional<Place> real = plant.placeOf(car);
      Place recorded =
          ledger.vehicles().containsKey(car.vin())
              ? ledger.vehicles().get(car.vin()).place()
              : new Place.Outside();
      if (!real.equals(Optional.of(recorded))) {
        agrees = false;
        lines.add(
            "ground truth: "
                + car.vin()
                + " is at "
                + real.map(Place::label).orElse("no place")
                + ", the record says "
                + recorded.label());
      }
    }
    for (var violation : plant.violations()) {
      agrees = false;
      lines.add("ground truth: " + violation);
    }
    boolean gone = !ledger.vehicles().containsKey(sold);
    agrees &= gone;
    lines.add(
        "ground truth: "
            + plant.cars().size()
            + " cars compared with the record, "
            + sold
            + (gone ? " has left" : " is still here")
            + ", "
            + plant.violations().size()
            + " violations: "
            + (agrees ? "agrees" : "DISAGREES"));
    return new GroundTruth(agrees, lines);
  }
}
