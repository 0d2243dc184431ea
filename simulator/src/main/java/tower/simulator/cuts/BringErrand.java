package tower.simulator.cuts;

import org.jspecify.annotations.Nullable;
import tower.api.Reply;
import tower.core.Fact;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;

/** A car is announced and brought; where the tower gave up waiting, it is announced again. */
final class BringErrand implements Errand {
  private final VirtualTower tower;
  private final Clerk clerk;
  private final Car car;
  private final Vehicle vehicle;
  private final String body;
  private @Nullable Intake intake;
  private @Nullable Visit visit;
  private String refused = "";
  private boolean asking;
  private int asked;

  BringErrand(VirtualTower tower, Clerk clerk, Vehicle vehicle) {
    this.tower = tower;
    this.clerk = clerk;
    this.vehicle = vehicle;
    car = Car.of(vehicle);
    tower.plant().takeAway(car);
    body =
        ("{\"purpose\":\"restock\",\"vehicle\":{\"vin\":\"%s\",\"brand\":\"%s\",\"model\":\"%s\","
                + "\"heightMm\":%d,\"lengthMm\":%d,\"widthMm\":%d,\"massKg\":%d}}")
            .formatted(
                vehicle.vin(),
                vehicle.brand(),
                vehicle.model(),
                vehicle.heightMm(),
                vehicle.lengthMm(),
                vehicle.widthMm(),
                vehicle.massKg());
  }

  @Override
  public void durable(Fact fact) {
    if (fact instanceof Fact.IntakeSet set && set.intake().vehicle().vin().equals(vehicle.vin())) {
      intake = set.intake();
    }
  }

  @Override
  public void look() {
    Intake now = intake;
    boolean gaveUp = now != null && now.state() == IntakeState.EXPIRED;
    if ((asked == 0 || gaveUp) && !asking) {
      asking = true;
      visit = null;
      clerk.ask("bring-" + ++asked, "/v1/intakes", body, this::taken);
    }
    if (now != null && now.state() == IntakeState.ARRIVING) {
      visit(now).bring();
    }
  }

  private void taken(Reply reply) {
    asking = false;
    if (reply.status() != 201) {
      refused = "the announcement was answered " + reply.status() + " " + reply.body();
    }
  }

  private Visit visit(Intake now) {
    Visit here = visit;
    if (here == null) {
      int portal = tower.plant().layout().portalIndex(String.valueOf(now.portal()));
      here = new Visit(tower, portal, car);
      visit = here;
    }
    return here;
  }

  @Override
  public boolean over() {
    Intake now = intake;
    return !refused.isEmpty()
        || (!asking && now != null && now.state().terminal() && now.state() != IntakeState.EXPIRED);
  }

  @Override
  public String wrong() {
    Intake now = intake;
    if (!refused.isEmpty()) {
      return refused;
    }
    if (now == null || now.state() != IntakeState.STORED) {
      String state = now == null ? "not on record" : now.state().key() + ": " + now.reason().text();
      return "the intake of " + vehicle.vin() + " is " + state;
    }
    return car.state() == Car.State.STANDING ? "" : "it is stored, but " + car;
  }
}
