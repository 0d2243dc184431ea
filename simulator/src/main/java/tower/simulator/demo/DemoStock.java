package tower.simulator.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tower.config.TowerConfig;
import tower.core.Fact;
import tower.core.Ledger;
import tower.model.Bay;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.shop.Seller;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The cars a new demo tower begins with: two bays in three, always the same ones. */
final class DemoStock {
  private static final String[] MODELS = {"Aster", "Birch", "Cedar", "Dahlia"};
  private static final String[] COLOURS = {"red", "white", "blue", "black", "silver"};

  private DemoStock() {}

  /** Fills an empty database and returns what is in it; leaves one in use as it is. */
  static Ledger fill(TowerConfig config, SqliteStore database, long utcMs) {
    Ledger ledger = database.load().ledger();
    if (ledger.seq() > 0) {
      return ledger;
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.KeysSet(Seller.ring(config.layout().towerId())));
    List<Bay> bays = config.layout().bays();
    for (int i = 0; i < bays.size(); i++) {
      if (i % 3 != 2) {
        facts.add(new Fact.VehicleSet(vehicle(bays.get(i), i)));
      }
    }
    database.commit(List.of(new Batch(1, utcMs, facts)));
    return database.load().ledger();
  }

  private static Vehicle vehicle(Bay bay, int i) {
    return new Vehicle(
        String.format(Locale.ROOT, "LTWDEMX0000%06d", i),
        "Linden",
        MODELS[i % MODELS.length],
        i % 2 == 0 ? "Comfort" : "Sport",
        COLOURS[i % COLOURS.length],
        Math.min(1600, bay.maxHeightMm() - 50),
        4_400,
        1_820,
        1_650,
        60 + i % 30,
        new Place.InBay(bay.id()));
  }
}
