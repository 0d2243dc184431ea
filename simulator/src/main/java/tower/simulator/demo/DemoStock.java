package tower.simulator.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import tower.config.TowerConfig;
import tower.core.Fact;
import tower.core.Ledger;
import tower.model.Bay;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.shop.Seller;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The cars a new tower begins with in a demo or a rehearsal: always the same ones. */
public final class DemoStock {
  private static final String[] MODELS = {"Aster", "Birch", "Cedar", "Dahlia"};
  private static final String[] COLOURS = {"red", "white", "blue", "black", "silver"};

  private DemoStock() {}

  /** Fills two bays in three of an empty database; leaves one in use as it is. */
  static Ledger fill(TowerConfig config, SqliteStore database, long utcMs) {
    return fill(config, database, utcMs, i -> i % 3 != 2);
  }

  /** Puts so many cars into an empty database, spread over all bays. */
  public static Ledger fill(TowerConfig config, SqliteStore database, long utcMs, int cars) {
    long bays = config.layout().bays().size();
    return fill(config, database, utcMs, i -> (i + 1) * cars / bays > i * cars / bays);
  }

  private static Ledger fill(
      TowerConfig config, SqliteStore database, long utcMs, LongPredicate hasCar) {
    Ledger ledger = database.load().ledger();
    if (ledger.seq() > 0) {
      return ledger;
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.KeysSet(Seller.ring(config.layout().towerId())));
    List<Bay> bays = config.layout().bays();
    for (int i = 0; i < bays.size(); i++) {
      if (hasCar.test(i)) {
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
