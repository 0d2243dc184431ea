package tower.simulator.demo;

import java.io.IOException;
import java.nio.file.Path;
import tower.config.TowerConfig;
import tower.core.Ledger;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.line.PtySlave;
import tower.simulator.plant.Car;
import tower.simulator.plant.Chips;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PlantPins;
import tower.simulator.plant.PlantTraits;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;

/**
 * The plant in real time: drives on a pseudo-terminal, pins on a unix socket. It outlives
 * controllers.
 */
public final class DemoPlant implements AutoCloseable {
  private final VirtualTower tower;
  private final RealWorld real;
  private final PinServer pins;
  private final PtySlave line;

  private DemoPlant(VirtualTower tower, RealWorld real, PinServer pins, PtySlave line) {
    this.tower = tower;
    this.real = real;
    this.pins = pins;
    this.line = line;
  }

  /**
   * Builds a plant with the cars where the ledger has them, and begins to pace it.
   *
   * @param config with the speeds that the steel shall have
   * @param speed how many times faster than usual doors and lifter are
   * @param socket path of the pins' unix socket; must be free
   */
  public static DemoPlant start(TowerConfig config, int speed, Ledger ledger, Path socket)
      throws IOException {
    Layout layout = config.layout();
    World world = new World(1);
    VirtualTower tower =
        new VirtualTower(
            world, layout, config::drive, PlantTraits.usual().faster(speed), Chips.usual(layout));
    place(tower.plant(), ledger);
    RealWorld real = new RealWorld(world);
    Incarnation life = new Incarnation(world);
    PlantPins plantPins = new PlantPins(tower.plant(), tower.chips(), life);
    PinServer pins = new PinServer(real, life, plantPins, layout.inputs().names().size(), socket);
    PtySlave line = PtySlave.open(world, tower.wire(), real.clock(), null);
    real.start();
    return new DemoPlant(tower, real, pins, line);
  }

  private static void place(Plant plant, Ledger ledger) {
    for (Vehicle vehicle : ledger.vehicles().values()) {
      switch (vehicle.place()) {
        case Place.InBay p ->
            plant.put(Car.of(vehicle), plant.bay(plant.layout().bayIndex(p.bay())));
        case Place.AtPortal p ->
            plant.put(
                Car.of(vehicle),
                plant.portals().get(plant.layout().portalIndex(p.portal())).stand());
        case Place.OnCarrier p -> plant.put(Car.of(vehicle), plant.carrier().stand());
        case Place.Outside p -> plant.takeAway(Car.of(vehicle));
        case Place.Quarantined p -> plant.takeAway(Car.of(vehicle));
      }
    }
  }

  /** The virtual tower; touch it only through {@link #real()}. */
  public VirtualTower tower() {
    return tower;
  }

  /** The pace, and the door to the plant. */
  public RealWorld real() {
    return real;
  }

  /** Path of the serial line for the controller. */
  public String line() {
    return line.path();
  }

  @Override
  public void close() throws IOException {
    real.close();
    line.close();
    pins.close();
  }
}
