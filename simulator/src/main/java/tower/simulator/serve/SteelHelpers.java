package tower.simulator.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tower.simulator.plant.Door;
import tower.simulator.plant.PortalSteel;

/** Helpers about steel and drives: what breaks, and what is mended. */
final class SteelHelpers {
  private final Stage stage;

  SteelHelpers(Stage stage) {
    this.stage = stage;
  }

  /** What can be done to them, by name. */
  Map<String, Consumer<Body>> deeds() {
    Map<String, Consumer<Body>> deeds = new LinkedHashMap<>();
    deeds.put("block-door", body -> block(body, true));
    deeds.put("unblock-door", body -> block(body, false));
    deeds.put("fail-lift", body -> lift(body, true));
    deeds.put("mend-lift", body -> lift(body, false));
    return deeds;
  }

  private void lift(Body body, boolean fails) {
    body.done();
    stage.liftFails(fails);
  }

  private void block(Body body, boolean blocked) {
    int index = stage.portal(body);
    @Nullable String which = body.optionalText("door");
    boolean inner = "inner".equals(which);
    if (which != null && !inner && !which.equals("outer")) {
      body.wrong("door", "expected inner or outer");
    }
    body.done();
    PortalSteel steel = stage.tower().plant().portals().get(index);
    Door door = inner ? steel.inner() : steel.outer();
    door.jam(blocked);
  }
}
