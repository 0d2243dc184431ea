package tower.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tinylog.Logger;
import tower.core.Fact;
import tower.core.Known;
import tower.model.Intake;
import tower.model.Pickup;
import tower.store.Batch;
import tower.store.Store;

/**
 * Writes into the log what a technician at a terminal wants to know: every change of the tower's
 * state with its reason, and who did what at the panel. All else is in the journal.
 */
final class Diary implements Store {
  private final Store store;

  Diary(Store store) {
    this.store = store;
  }

  @Override
  public boolean submit(Batch batch) {
    boolean taken = store.submit(batch);
    if (taken) {
      batch.facts().forEach(Diary::note);
    }
    return taken;
  }

  private static void note(Fact fact) {
    if (fact instanceof Fact.StateChanged f) {
      String text = "{} -> {}: {} ({}; to clear it: {})";
      Object[] words = {
        f.from(), f.to(), f.reason().text(), f.reason().code(), f.reason().clearing()
      };
      if (f.to().equals("faulted") || f.to().equals("held")) {
        Logger.warn(text, words);
      } else {
        Logger.info(text, words);
      }
    } else if (fact instanceof Fact.PersonActed f) {
      Logger.info("{}: {}", f.who(), f.act());
    } else if (fact instanceof Fact.BayDoubted f) {
      Logger.warn("bay {}: {}", f.bay(), f.why());
    }
  }

  @Override
  public CompletableFuture<Optional<Known>> known(String key) {
    return store.known(key);
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickup(String id) {
    return store.pickup(id);
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickupOfVoucher(String jti) {
    return store.pickupOfVoucher(jti);
  }

  @Override
  public CompletableFuture<Optional<Intake>> intake(String id) {
    return store.intake(id);
  }
}
