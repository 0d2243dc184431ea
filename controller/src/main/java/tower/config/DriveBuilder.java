package tower.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tower.model.AxisName;
import tower.model.DriveProfile;
import tower.model.Register;

/** A checked drive file as the model's record. */
final class DriveBuilder {
  private DriveBuilder() {}

  static DriveProfile build(String name, View drive, AxisName axis) {
    View line = drive.get("line");
    String ratio = axis == AxisName.TURN ? "units_per_degree" : "units_per_mm";
    String[] units = drive.get("units").node().path(ratio).asText().split("/", 2);
    return new DriveProfile(
        name,
        line.number("address_base"),
        line.number("words_per_value"),
        line.string("word_order").equals("high-first"),
        line.number("min_gap_us"),
        line.number("longest_answer_ms"),
        Integer.parseInt(units[0]),
        units.length == 2 ? Integer.parseInt(units[1]) : 1,
        drive.get("identity").number("value"),
        drive.get("node_guard").number("value_ms"),
        registers(drive),
        block(drive.get("blocks").get("status")),
        block(drive.get("blocks").get("position")));
  }

  private static Map<Register, Integer> registers(View drive) {
    Map<Register, Integer> registers = new EnumMap<>(Register.class);
    for (Register r : Register.values()) {
      JsonNode address = drive.node().at(pointer(r));
      registers.put(r, Objects.requireNonNull(address).intValue());
    }
    return registers;
  }

  /** Where a register's address stands; two have a section of their own with their value. */
  static String pointer(Register register) {
    return switch (register) {
      case IDENTITY -> "/identity/register";
      case NODE_GUARD -> "/node_guard/register";
      default -> "/registers/" + register.name().toLowerCase(Locale.ROOT);
    };
  }

  private static DriveProfile.Block block(View block) {
    return new DriveProfile.Block(block.number("first"), block.number("count"));
  }
}
