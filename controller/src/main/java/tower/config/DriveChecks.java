package tower.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import tower.model.Register;

/** What a drive's registers must be besides well-formed. */
final class DriveChecks {
  private final View drive;
  private final Problems problems;
  private final int words;

  private DriveChecks(View drive, Problems problems) {
    this.drive = drive;
    this.problems = problems;
    this.words = drive.get("line").integer("words_per_value").orElse(1) == 2 ? 2 : 1;
  }

  static void run(View drive, Problems problems) {
    DriveChecks checks = new DriveChecks(drive, problems);
    checks.addresses();
    List.of(Register.CONTROLWORD, Register.STATUSWORD, Register.MODE_DISPLAY)
        .forEach(r -> checks.covered(r, "status"));
    checks.covered(Register.ACTUAL_POSITION, "position");
    checks.lengths();
  }

  private void say(String pointer, String message, String hint) {
    problems.at(drive.document(), JsonPointer.compile(pointer), message, hint);
  }

  private OptionalInt address(Register register) {
    JsonNode node = drive.node().at(DriveBuilder.pointer(register));
    return node.canConvertToInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
  }

  private void addresses() {
    int base = drive.get("line").integer("address_base").orElse(0);
    TreeMap<Integer, Register> seen = new TreeMap<>();
    for (Register register : Register.values()) {
      OptionalInt address = address(register);
      if (address.isEmpty()) {
        continue;
      }
      int at = address.getAsInt();
      Register before = null;
      for (Register near : seen.subMap(at - words, false, at + words, false).values()) {
        before = near;
      }
      if (before != null) {
        say(
            DriveBuilder.pointer(register),
            at
                + " overlaps "
                + TomlDocument.path(JsonPointer.compile(DriveBuilder.pointer(before))),
            "every parameter takes " + words + " registers of its own");
      }
      if (at < base) {
        say(DriveBuilder.pointer(register), "is below line.address_base", "addresses start there");
      }
      seen.putIfAbsent(at, register);
    }
  }

  private void covered(Register register, String name) {
    View block = drive.get("blocks").get(name);
    OptionalInt address = address(register);
    OptionalInt first = block.integer("first");
    OptionalInt count = block.integer("count");
    if (address.isPresent()
        && first.isPresent()
        && count.isPresent()
        && (address.getAsInt() < first.getAsInt()
            || address.getAsInt() + words > first.getAsInt() + count.getAsInt())) {
      say(
          "/blocks/" + name,
          "does not cover "
              + TomlDocument.path(JsonPointer.compile(DriveBuilder.pointer(register)))
              + " = "
              + address.getAsInt(),
          "the block reads " + first.getAsInt() + ".." + (first.getAsInt() + count.getAsInt() - 1));
    }
  }

  private void lengths() {
    View blocks = drive.get("blocks");
    OptionalInt count = blocks.get("status").integer("count");
    if (count.isPresent() && count.equals(blocks.get("position").integer("count"))) {
      say(
          "/blocks/position",
          "is as long as blocks.status",
          "lengths must differ, so that a late answer to one cannot pass for the other");
    }
  }
}
