package tower.voucher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The members of one signed object, taken out by name and form. The first flaw ends the reading.
 */
final class Claims {
  /** 2020-01-01: no voucher is older than the tower. */
  static final long EARLIEST = 1_577_836_800L;

  /** 2100-01-01: later is a mistake, such as milliseconds. */
  static final long LATEST = 4_102_444_800L;

  private static final int LONGEST_NAME = 128;

  private final ObjectNode node;
  private final String at;

  private Claims(ObjectNode node, String at) {
    this.node = node;
    this.at = at;
  }

  /**
   * The payload's claims.
   *
   * @throws RefusedException when it is not strict JSON
   */
  static Claims of(byte[] payload) throws RefusedException {
    ObjectNode node = StrictJson.object(payload);
    if (node == null) {
      throw new RefusedException(Flaw.MALFORMED, "its payload is not one strict JSON object");
    }
    return new Claims(node, "");
  }

  /** 1..128 visible ASCII characters: what can be compared, logged and typed without surprise. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** All of the required members, perhaps some of the optional ones, and nothing else. */
  void only(Set<String> required, Set<String> optional) throws RefusedException {
    for (String name : required) {
      if (!node.has(name)) {
        throw wrong(name, "it is missing");
      }
    }
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!required.contains(name) && !optional.contains(name)) {
        // A foreign name is repeated only when it is harmless.
        throw wrong(name.matches("[A-Za-z0-9_]{1,32}") ? name : "?", "it is not known here");
      }
    }
  }

  boolean has(String name) {
    return node.has(name);
  }

  String name(String name) throws RefusedException {
    return text(name, Claims::isName, "1..128 visible ASCII characters");
  }

  String text(String name, Predicate<String> form, String expected) throws RefusedException {
    JsonNode value = node.get(name);
    if (value == null || !value.isTextual() || !form.test(value.textValue())) {
      throw wrong(name, "expected " + expected);
    }
    return value.textValue();
  }

  /** A whole number, written as one: neither 1.0 nor 1e3. */
  long whole(String name, long least, long most) throws RefusedException {
    JsonNode value = node.get(name);
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw wrong(name, "expected a whole number in " + least + ".." + most);
    }
    return value.longValue();
  }

  /** Seconds since 1970-01-01T00:00:00Z, within reason. */
  long time(String name) throws RefusedException {
    return whole(name, EARLIEST, LATEST);
  }

  /** Different texts of one form. */
  Set<String> texts(String name, int most, Predicate<String> form, String expected)
      throws RefusedException {
    Set<String> texts = new LinkedHashSet<>();
    ArrayNode array = array(name, 0, most);
    for (int i = 0; i < array.size(); i++) {
      JsonNode value = array.get(i);
      if (!value.isTextual() || !form.test(value.textValue()) || !texts.add(value.textValue())) {
        throw wrong(name + "/" + i, "expected " + expected + ", each once");
      }
    }
    return texts;
  }

  List<Claims> objects(String name, int least, int most) throws RefusedException {
    List<Claims> objects = new ArrayList<>();
    ArrayNode array = array(name, least, most);
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof ObjectNode object)) {
        throw wrong(name + "/" + i, "expected an object");
      }
      objects.add(new Claims(object, at + "/" + name + "/" + i));
    }
    return objects;
  }

  private ArrayNode array(String name, int least, int most) throws RefusedException {
    if (!(node.get(name) instanceof ArrayNode array)
        || array.size() < least
        || array.size() > most) {
      throw wrong(name, "expected a list of " + least + ".." + most);
    }
    return array;
  }

  RefusedException wrong(String name, String detail) {
    return new RefusedException(Flaw.WRONG_CLAIMS, at + "/" + name, detail);
  }
}
