package tower.simulator.cuts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tower.core.Fact;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.cuts.BuyErrand.Manner;
import tower.simulator.shop.Seller;
import tower.simulator.world.World;

/** The people of a nominal job: they go on with it, whatever happens to the tower. */
final class Story {
  private static final long LOOK_NANOS = 200 * World.MS;

  private final World world;
  private final List<Errand> errands;

  private Story(World world, List<Errand> errands) {
    this.world = world;
    this.errands = List.copyOf(errands);
  }

  /** The cars that stand in the tower at first. */
  static List<Vehicle> cars(Kind kind) {
    List<Vehicle> cars = new ArrayList<>();
    for (String bay : kind.bays()) {
      cars.add(car(cars.size() + 1, new Place.InBay(bay)));
    }
    return cars;
  }

  private static Vehicle car(int number, Place place) {
    String vin = String.format(Locale.ROOT, "WSM%014d", number);
    return new Vehicle(vin, "Brand", "Saloon", "", "", 1480, 4500, 1850, 1600, -1, place);
  }

  /** The people of a kind, who have not begun. */
  static Story of(Kind kind, VirtualTower tower, Clerk clerk, Seller seller) {
    List<Vehicle> cars = cars(kind);
    List<Errand> errands = new ArrayList<>();
    switch (kind) {
      case START, START_TURNING -> {}
      case RETRIEVAL, RETRIEVAL_TURNING, RELOCATION ->
          errands.add(buy(tower, clerk, seller, cars.getFirst(), Manner.COLLECTS));
      case STORAGE, STORAGE_TURNING ->
          errands.add(new BringErrand(tower, clerk, car(500, new Place.Outside())));
      case CANCEL_QUEUED -> {
        BuyErrand first = buy(tower, clerk, seller, cars.getFirst(), Manner.COLLECTS);
        errands.add(first);
        errands.add(
            new BuyErrand(tower, clerk, seller, cars.get(1), Manner.CANCELS, first::underWay));
      }
      case CANCEL_UNDER_WAY ->
          errands.add(buy(tower, clerk, seller, cars.getFirst(), Manner.CANCELS));
      case NO_SHOW -> errands.add(buy(tower, clerk, seller, cars.getFirst(), Manner.STAYS_AWAY));
      case WRONG_CODES -> errands.add(buy(tower, clerk, seller, cars.getFirst(), Manner.FORGETS));
    }
    return new Story(tower.world(), errands);
  }

  private static BuyErrand buy(
      VirtualTower tower, Clerk clerk, Seller seller, Vehicle car, Manner manner) {
    BuyErrand[] self = new BuyErrand[1];
    self[0] = new BuyErrand(tower, clerk, seller, car, manner, () -> self[0].carried());
    return self[0];
  }

  void begin() {
    world.in(LOOK_NANOS, this::look);
  }

  private void look() {
    world.in(LOOK_NANOS, this::look);
    errands.forEach(Errand::look);
  }

  void durable(Fact fact) {
    for (int i = 0; i < errands.size(); i++) {
      errands.get(i).durable(fact);
    }
  }

  boolean over() {
    return errands.stream().allMatch(Errand::over);
  }

  /** What is wrong with the end of each. */
  List<String> wrong() {
    return errands.stream().map(Errand::wrong).filter(w -> !w.isEmpty()).toList();
  }
}
