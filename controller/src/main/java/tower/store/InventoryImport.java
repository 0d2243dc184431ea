package tower.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tower.core.Fact;
import tower.core.Ledger;
import tower.model.Job;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Vehicle;
import tower.store.StoreException.Code;

/** Day one: tells the tower which car stands in which bay. All of a file or nothing. */
public final class InventoryImport {
  private InventoryImport() {}

  /**
   * What became of a file.
   *
   * @param cars how many cars were taken in, 0 when there are errors
   * @param errors everything that is wrong, by line and column
   */
  public record Outcome(int cars, List<InventoryError> errors) {
    public Outcome {
      errors = List.copyOf(errors);
    }
  }

  /**
   * Reads, checks and stores a list of cars.
   *
   * @param layout the tower
   * @param file comma-separated, in UTF-8, with a header line
   * @param folder the data folder
   * @param utcMs wall time, for the journal
   * @throws StoreException when the database cannot be used, by {@link Code#LOCKED} when the
   *     controller runs and by {@link Code#HELD} when the tower must hold on it
   */
  public static Outcome run(Layout layout, Path file, Path folder, long utcMs) {
    InventoryFile list = new InventoryFile(layout, file);
    // A list that is wrong creates no database.
    boolean wrong = !list.errors().isEmpty();
    if (wrong && !Files.exists(folder.resolve(SqliteStore.FILE))) {
      return new Outcome(0, InventoryError.sorted(list.errors()));
    }
    try (SqliteStore store = SqliteStore.open(folder, layout.towerId(), utcMs)) {
      Loaded loaded = store.load();
      Reason hold = loaded.hold();
      if (hold != null) {
        throw new StoreException(Code.HELD, hold.text(), hold.clearing());
      }
      list.entries().forEach(entry -> known(list, entry, loaded.ledger()));
      if (!list.errors().isEmpty()) {
        return new Outcome(0, InventoryError.sorted(list.errors()));
      }
      store.commit(List.of(batch(list, file, loaded.ledger().seq() + 1, utcMs)));
      return new Outcome(list.entries().size(), List.of());
    }
  }

  /** What the tower knows already and the list contradicts. */
  private static void known(InventoryFile list, InventoryFile.Entry entry, Ledger ledger) {
    String vin = entry.vehicle().vin();
    Vehicle there = ledger.vehicles().get(vin);
    if (there != null) {
      String text = "the tower has " + vin + " already: " + there.place().label();
      list.error(entry, entry.vin(), text, "leave this line out");
    } else if (ledger.intakeOf(vin).isPresent()) {
      String text = "the tower expects " + vin + " through a portal";
      list.error(entry, entry.vin(), text, "cancel its intake, or leave this line out");
    }
    Place bay = new Place.InBay(entry.bay());
    if (ledger.mayHold(bay)) {
      String who = ledger.vehicleAt(bay).map(Vehicle::vin).orElse("a car in quarantine, perhaps,");
      String text = who + " stands in bay " + entry.bay();
      list.error(entry, entry.at(), text, "look into the bay; correct the list");
    }
    Optional<Job> coming =
        ledger.jobs().values().stream().filter(job -> bay.equals(job.to())).findFirst();
    if (coming.isPresent()) {
      String text = "bay " + entry.bay() + " is kept for " + coming.get().vin();
      list.error(entry, entry.at(), text, "let the tower finish first, or take another bay");
    }
  }

  private static Batch batch(InventoryFile list, Path file, long firstSeq, long utcMs) {
    List<Fact> facts = new ArrayList<>();
    String act = "inventory import of " + list.entries().size() + " cars from " + file;
    facts.add(new Fact.PersonActed("command line", act));
    list.entries().forEach(entry -> facts.add(new Fact.VehicleSet(entry.vehicle())));
    return new Batch(firstSeq, utcMs, facts);
  }
}
