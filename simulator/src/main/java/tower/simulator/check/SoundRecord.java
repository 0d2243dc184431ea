package tower.simulator.check;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.OpenStep;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Vehicle;
import tower.store.StoreException;

/**
 * S29: what a process finds at its start is exactly what was acknowledged before: the last row of
 * the journal, and every table as the journal adds up to. Where it is not, because somebody has put
 * an older copy in its place, the tower holds: it does not begin, promises nothing new and enables
 * no axis.
 */
final class SoundRecord extends Checker {
  /** One start in so many has SQLite check its whole file. */
  private static final int WHOLE = 16;

  private final Set<String> promised = new HashSet<>();
  private int starts;

  SoundRecord(Scene scene) {
    super(Invariant.S29, scene);
    starts = scene.world().chance("sound record").below(WHOLE);
  }

  @Override
  void durable(Fact fact) {
    if (fact instanceof Fact.Answered f && !scene().recordLost()) {
      promised.add(f.key());
    }
    must(
        !scene().recordLost() || !(fact instanceof Fact.Started),
        "the tower begins on a journal that has stepped back");
  }

  @Override
  void told(Told told) {
    if (!scene().recordLost()) {
      return;
    }
    // What the older copy has is answered again, even if the first answer was lost on its way.
    must(
        !told.byTower() || promised.contains(told.key()),
        "%s is answered %d on a journal that has stepped back",
        told.path(),
        told.status());
  }

  @Override
  void written(Frame frame) {
    if (scene().recordLost()) {
      must(
          !frame.enables(),
          "the %s is enabled on a journal that has stepped back",
          frame.axis().name().key());
    }
  }

  @Override
  void loaded(Ledger ledger) {
    if (scene().recordLost()) {
      return;
    }
    lastRow();
    vehicles(ledger);
    JournalFold record = scene().record();
    same("jobs", record.jobs(), ledger.jobs());
    same("portals", record.portals(), ledger.portals());
    same("doubted bays", record.doubted(), ledger.doubted());
    for (Pickup pickup : record.pickups().values()) {
      Pickup read = ledger.pickups().get(pickup.id());
      boolean trimmed = read == null && pickup.state().terminal();
      must(trimmed || pickup.equals(read), "%s was acknowledged, read is %s", pickup, read);
    }
    for (Intake intake : record.intakes().values()) {
      Intake read = ledger.intakes().get(intake.id());
      boolean trimmed = read == null && intake.state().terminal();
      must(trimmed || intake.equals(read), "%s was acknowledged, read is %s", intake, read);
    }
    openStep(record.open(), ledger.openStep());
    if (starts++ % WHOLE == 0) {
      whole();
    }
  }

  private void lastRow() {
    long last = scene().acknowledged();
    boolean there = last == 0 || !scene().database().lines(last - 1, 1).isEmpty();
    must(there, "row %d was acknowledged and is gone", last);
  }

  private void vehicles(Ledger ledger) {
    SortedMap<String, Place> places = scene().record().places();
    int inside = 0;
    for (Vehicle vehicle : ledger.vehicles().values()) {
      if (!(vehicle.place() instanceof Place.Outside)) {
        inside++;
        must(
            vehicle.place().equals(places.get(vehicle.vin())),
            "%s was acknowledged at %s, read is %s",
            vehicle.vin(),
            places.get(vehicle.vin()),
            vehicle.place());
      }
    }
    must(inside == places.size(), "%d cars acknowledged, %d read", places.size(), inside);
  }

  private void same(String what, Object acknowledged, Object read) {
    must(acknowledged.equals(read), "%s acknowledged: %s, read: %s", what, acknowledged, read);
  }

  private void openStep(Fact.@Nullable StepIntended open, @Nullable OpenStep read) {
    OpenStep wanted = open == null ? null : new OpenStep(open.jobId(), open.number(), open.step());
    must(
        java.util.Objects.equals(wanted, read),
        "the open step was acknowledged as %s, read is %s",
        wanted,
        read);
  }

  @Override
  void over() {
    if (starts % WHOLE == 0 && !scene().recordLost()) {
      whole();
    }
  }

  private void whole() {
    try {
      String wrong = scene().database().verifyAll().orElse("");
      must(wrong.isEmpty(), "%s", wrong);
    } catch (StoreException e) {
      must(false, "%s", e.text());
    }
  }
}
