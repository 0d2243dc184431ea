package tower.simulator.storefront;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import tower.model.Vehicle;
import tower.simulator.storefront.ShopProblem.Kind;

/** What a browser or a script sends, read strictly: what nobody reads is refused. */
final class Wish {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int DAMAGE_LETTERS = 500;
  private static final int ODOMETER_KM = 5_000_000;

  private final JsonNode body;

  private Wish(JsonNode body) {
    this.body = body;
  }

  /**
   * Reads a body.
   *
   * @param allowed the members that it may have
   * @throws ShopProblem when it is no object, or has others
   */
  static Wish read(byte[] bytes, Set<String> allowed) {
    JsonNode body;
    try {
      body = bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new ShopProblem(Kind.MALFORMED, "the body is no JSON");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail", e);
    }
    if (body == null || !body.isObject()) {
      throw new ShopProblem(Kind.MALFORMED, "the body is no JSON object");
    }
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!allowed.contains(name)) {
            throw invalid("there is no field of that name; there are " + allowed);
          }
        });
    return new Wish(body);
  }

  private static ShopProblem invalid(String detail) {
    return new ShopProblem(Kind.INVALID, detail);
  }

  String vin() {
    String vin = text("vin");
    if (!Vehicle.validVin(vin)) {
      throw invalid("vin: a VIN has 17 of A-Z and 0-9 without I, O and Q");
    }
    return vin;
  }

  /** True for a test drive. */
  boolean loan() {
    return switch (text("purpose")) {
      case "buy" -> false;
      case "test-drive" -> true;
      default -> throw invalid("purpose: buy or test-drive");
    };
  }

  /** The code as the customer typed it. */
  String code() {
    String code = text("code").strip();
    if (!code.matches("[0-9]{6}")) {
      throw invalid("code: 6 digits");
    }
    return code;
  }

  /** One of these words. */
  String word(String name, Set<String> words) {
    String word = text(name);
    if (!words.contains(word)) {
      throw invalid(name + ": one of " + words);
    }
    return word;
  }

  /** What may have changed about a car that was lent. */
  ObjectNode returned() {
    ObjectNode vehicle = JsonNodeFactory.instance.objectNode();
    number(vehicle, "chargePercent", 100);
    number(vehicle, "odometerKm", ODOMETER_KM);
    String damage = body.has("damage") ? text("damage").strip() : "";
    if (damage.length() > DAMAGE_LETTERS) {
      throw invalid("damage: at most " + DAMAGE_LETTERS + " letters");
    }
    if (!damage.isEmpty()) {
      vehicle.put("damage", damage);
    }
    return vehicle;
  }

  private void number(ObjectNode into, String name, int most) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return;
    }
    if (!value.isInt() || value.asInt() < 0 || value.asInt() > most) {
      throw invalid(name + ": a whole number in 0.." + most);
    }
    into.put(name, value.asInt());
  }

  private String text(String name) {
    JsonNode value = body.path(name);
    if (!value.isTextual()) {
      throw invalid(name + ": a text is needed");
    }
    return value.asText();
  }

  @Override
  public String toString() {
    return body.toString();
  }
}
