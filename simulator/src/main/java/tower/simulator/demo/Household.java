package tower.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tinylog.Logger;
import tower.model.Layout;
import tower.model.Portal;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.World;

/**
 * The people round the demo's tower: an operator who presses reset, resume and confirm when the
 * tower asks, and customers who drive out of, or into, an open portal and confirm outside.
 */
final class Household implements AutoCloseable {
  private static final long LOOK_MS = 100;
  private static final long DRIVE_NANOS = 2 * World.SECOND;

  /** From the car's standstill to the button outside. */
  private static final long GET_OUT_MS = 1_500;

  /** From standing still to standing beside the car, and from there to the street. */
  private static final long SEAT_BELT_MS = 2_000;

  /** A person does not press a button again before this long. */
  static final long PATIENCE_MS = 3_000;

  private final DemoPlant plant;
  private final Shop shop;
  private final Consumer<String> say;
  private final boolean operator;
  private final long patienceMs;
  private final Map<String, Long> lastDone = new HashMap<>();
  private final Map<Integer, String> outOf = new HashMap<>();
  private final Map<Integer, Long> stillSince = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().name("people").daemon().unstarted(this::live);
  private volatile boolean ended;

  /**
   * People who look at the tower through its API, and act on its steel.
   *
   * @param operator false when nobody shall press reset and resume
   * @param say where to tell what they do
   */
  Household(DemoPlant plant, Shop shop, boolean operator, Consumer<String> say) {
    this(plant, shop, operator, PATIENCE_MS, say);
  }

  /** The same with another patience. */
  Household(DemoPlant plant, Shop shop, boolean operator, long patienceMs, Consumer<String> say) {
    this.plant = plant;
    this.patienceMs = patienceMs;
    this.shop = shop;
    this.operator = operator;
    this.say = say;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
  }

  private void live() {
    while (!ended) {
      try {
        look(shop.get("/v1/tower").body());
        Thread.sleep(LOOK_MS);
      } catch (IOException e) {
        Logger.debug("the tower does not answer: {}", e.getMessage());
        rest();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void rest() {
    try {
      Thread.sleep(5 * LOOK_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }

  private void look(JsonNode tower) throws IOException, InterruptedException {
    if (operator) {
      panel(tower);
    }
    for (JsonNode portal : tower.path("portals")) {
      String phase = portal.path("phase").asText();
      portal(portal.path("id").asText(), phase, portal.path("user"));
    }
  }

  private void panel(JsonNode tower) {
    String state = tower.path("state").asText();
    JsonNode reason = tower.path("reasons").path(0);
    String code = reason.path("code").asText();
    String why = state + ": " + reason.path("text").asText();
    if (state.equals("faulted") || state.equals("held") || code.equals("reset-awaited")) {
      once("reset", why + "; the operator presses reset", () -> tower().people().reset());
    } else if (state.equals("awaiting-resume")) {
      once("resume", why + "; the operator presses resume", () -> tower().people().resume());
    }
  }

  private void portal(String id, String phase, JsonNode user)
      throws IOException, InterruptedException {
    int index = layout().portalIndex(id);
    if (index < 0) {
      return;
    }
    switch (phase) {
      case "unconfirmed" ->
          once(
              id,
              "somebody looks into portal " + id + " and confirms outside that it is empty",
              () -> tower().people().confirm(index));
      case "open" -> visit(layout().portals().get(index), index, user.asText());
      default -> {}
    }
  }

  private void visit(Portal portal, int index, String user)
      throws IOException, InterruptedException {
    if (user.startsWith("i-")) {
      driveIn(portal, index, shop.get("/v1/intakes/" + user).body().path("vin").asText());
      return;
    }
    Car there = plant.real().at(() -> steel(index).stand().car());
    if (there != null) {
      once(
          portal.id() + "out",
          "the customer drives " + there.vin() + " out of portal " + portal.id(),
          () -> tower().people().driveOut(index, DRIVE_NANOS));
    } else {
      confirmWhenStill(portal, index);
    }
  }

  private void driveIn(Portal portal, int index, String vin) {
    Car there = plant.real().at(() -> steel(index).stand().car());
    if (there == null) {
      once(
          portal.id() + "in",
          "the driver brings " + vin + " into portal " + portal.id(),
          () -> tower().people().driveIn(index, car(vin), DRIVE_NANOS));
    } else if (gotOut(portal, index, vin)) {
      confirmWhenStill(portal, index);
    }
  }

  /** The tower takes a car only when somebody was seen beside it: the driver is not in it. */
  private boolean gotOut(Portal portal, int index, String vin) {
    long now = System.nanoTime() / World.MS;
    if (plant.real().at(() -> steel(index).passing() != null)) {
      stillSince.put(index, now);
      return false;
    }
    if (vin.equals(outOf.get(index))) {
      return plant.real().at(() -> steel(index).people() == 0);
    }
    if (now - stillSince.computeIfAbsent(index, i -> now) > SEAT_BELT_MS) {
      outOf.put(index, vin);
      stillSince.put(index, now);
      say.accept("the driver gets out of " + vin + " and leaves portal " + portal.id());
      plant
          .real()
          .run(() -> {
            tower().people().enter(index);
            tower().world().in(SEAT_BELT_MS * World.MS, () -> tower().people().leave(index));
          });
    }
    return false;
  }

  /** A car that the tower sent out before, or a new one of a size that every bay takes. */
  private Car car(String vin) {
    return tower().plant().car(vin).orElseGet(() -> new Car(vin, 1_500, 4_500, 1_850, 1_800));
  }

  private void confirmWhenStill(Portal portal, int index) {
    long now = System.nanoTime() / World.MS;
    if (plant.real().at(() -> steel(index).passing() != null)) {
      stillSince.put(index, now);
    } else if (now - stillSince.getOrDefault(index, now) > GET_OUT_MS) {
      once(
          portal.id() + "confirm",
          "the driver confirms outside portal " + portal.id(),
          () -> tower().people().confirm(index));
    }
  }

  /** Does something unless it was done a moment ago. */
  private void once(String what, String text, Runnable act) {
    long now = System.nanoTime() / World.MS;
    Long last = lastDone.get(what);
    if (last == null || now - last > patienceMs) {
      lastDone.put(what, now);
      say.accept(text);
      plant.real().run(act);
    }
  }

  private VirtualTower tower() {
    return plant.tower();
  }

  private Layout layout() {
    return plant.tower().plant().layout();
  }

  private PortalSteel steel(int index) {
    return plant.tower().plant().portals().get(index);
  }
}
