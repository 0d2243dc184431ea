package tower.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.DriveProfile;
import tower.model.Layout;
import tower.model.OutputPoints;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reach;
import tower.model.Register;
import tower.model.Side;
import tower.simulator.plant.Car;

/** A tower of four bays, one lane of them two deep, one portal, lift and shuttle. */
public final class TinyTower {
  public static final int SHUTTLE_UNIT = 3;
  public static final int LIFT_UNIT = 1;

  private TinyTower() {}

  public static VirtualTower of(long seed) {
    return new VirtualTower(seed, layout(), axis -> lexium());
  }

  public static Car car(int number) {
    return new Car("LTVTSTCAR0000000" + number, 1500, 4500, 1800, 1600);
  }

  public static Layout layout() {
    List<AxisSpec> axes =
        List.of(
            new AxisSpec(AxisName.SHUTTLE, SHUTTLE_UNIT, -6200, 6200, 1500, 750, 21, 200, 2),
            new AxisSpec(AxisName.LIFT, LIFT_UNIT, 0, 6100, 1000, 300, 17, 200, 2));
    List<Bay> bays =
        List.of(
            bay("L0", 0, Side.LEFT, 1),
            bay("L1", 3000, Side.LEFT, 1),
            bay("R1", 3000, Side.RIGHT, 1),
            bay("R1b", 3000, Side.RIGHT, 2));
    Portal portal = new Portal("P1", new Reach(0, 0, 0, 0, Side.RIGHT, 1, 3000), 2200);
    return new Layout("tiny", axes, bays, List.of(portal), points(bays.size()), outputs());
  }

  private static Bay bay(String id, int liftMm, Side side, int depth) {
    int way = depth * 3000;
    Reach reach =
        new Reach(liftMm / 3000, liftMm, 0, 0, side, depth, side == Side.LEFT ? -way : way);
    return new Bay(id, reach, 1900, 5300, 2200, 2500);
  }

  private static Points points(int bays) {
    List<String> names = new ArrayList<>();
    for (String name :
        List.of(
            "chain_a",
            "chain_b",
            "key",
            "reset",
            "resume",
            "doors_locked",
            "service",
            "home",
            "level",
            "load",
            "beam",
            "up",
            "down")) {
      names.add(name);
    }
    List<Integer> ofBays = new ArrayList<>();
    for (int i = 0; i < bays; i++) {
      ofBays.add(names.size());
      names.add("bay_" + i);
    }
    int p = names.size();
    for (int i = 0; i < 10; i++) {
      names.add("portal_" + i);
    }
    Points.OfPortal portal =
        new Points.OfPortal(p, p + 1, p + 2, p + 3, p + 4, p + 5, p + 6, p + 7, p + 8, p + 9);
    return new Points(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ofBays, List.of(portal), names);
  }

  private static OutputPoints outputs() {
    return new OutputPoints(
        0,
        1,
        2,
        3,
        List.of(new OutputPoints.OfPortal(4, 5, 6, 7, 8, 9)),
        List.of(
            "up",
            "down",
            "alarm",
            "resume",
            "inner_open",
            "inner_close",
            "outer_open",
            "outer_close",
            "go",
            "stop"));
  }

  /** The register map of the reference drive. */
  public static DriveProfile lexium() {
    Map<Register, Integer> registers = new EnumMap<>(Register.class);
    registers.put(Register.CONTROLWORD, 6914);
    registers.put(Register.STATUSWORD, 6916);
    registers.put(Register.MODE, 6918);
    registers.put(Register.MODE_DISPLAY, 6920);
    registers.put(Register.HOMING_METHOD, 6936);
    registers.put(Register.HOMING_SPEED_FAST, 10248);
    registers.put(Register.HOMING_SPEED_SLOW, 10250);
    registers.put(Register.TARGET_POSITION, 6940);
    registers.put(Register.PROFILE_VELOCITY, 6942);
    registers.put(Register.PROFILE_ACCELERATION, 1556);
    registers.put(Register.PROFILE_DECELERATION, 1558);
    registers.put(Register.ACTUAL_POSITION, 7706);
    registers.put(Register.LAST_ERROR, 7178);
    registers.put(Register.NODE_GUARD, 5644);
    registers.put(Register.IDENTITY, 282);
    return new DriveProfile(
        "lexium32",
        0,
        2,
        true,
        0,
        100,
        10,
        1,
        32,
        500,
        registers,
        new DriveProfile.Block(6914, 8),
        new DriveProfile.Block(7706, 2));
  }
}
