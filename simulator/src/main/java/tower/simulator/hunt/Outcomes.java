package tower.simulator.hunt;

import java.util.List;
import java.util.Optional;
import tower.model.Intake;
import tower.model.Pickup;
import tower.store.SqliteStore;

/** What became of the wishes that were accepted. */
record Outcomes(int accepted, int ended, int named) {
  static Outcomes of(List<Wish> wishes, SqliteStore database) {
    int accepted = 0;
    int ended = 0;
    int named = 0;
    for (Wish wish : wishes) {
      String id = wish.id;
      if (id == null) {
        continue;
      }
      accepted++;
      boolean over;
      boolean reason;
      if (wish.pickup) {
        Optional<Pickup> pickup = database.pickup(id);
        over = pickup.filter(p -> p.state().terminal()).isPresent();
        reason = pickup.filter(p -> !p.reason().text().isEmpty()).isPresent();
      } else {
        Optional<Intake> intake = database.intake(id);
        over = intake.filter(i -> i.state().terminal()).isPresent();
        reason = intake.filter(i -> !i.reason().text().isEmpty()).isPresent();
      }
      ended += over ? 1 : 0;
      named += !over && reason ? 1 : 0;
    }
    return new Outcomes(accepted, ended, named);
  }
}
