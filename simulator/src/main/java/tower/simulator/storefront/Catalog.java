package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tower.simulator.storefront.ShopProblem.Kind;
import tower.simulator.storefront.TowerClient.Answer;

/**
 * The cars of the tower with the prices of the shop. Asked for at most once a second however many
 * look; a tower that is silent leaves the last list standing, which says so.
 */
final class Catalog {
  private static final long FRESH_NANOS = 1_000_000_000;
  private static final int PAGES = 10;

  private final TowerClient tower;
  private final PriceList prices;
  private Map<String, JsonNode> cars = new LinkedHashMap<>();
  private JsonNode status = JsonNodeFactory.instance.objectNode();
  private boolean read;
  private boolean fresh;
  private long readNanos;

  Catalog(TowerClient tower, PriceList prices) {
    this.tower = tower;
    this.prices = prices;
  }

  Offer offer(JsonNode car) {
    return prices.of(car.path("model").asText());
  }

  /**
   * One car.
   *
   * @throws ShopProblem when the tower has none, or has never answered
   */
  synchronized JsonNode car(String vin) throws InterruptedException {
    refresh();
    JsonNode car = cars.get(vin);
    if (car == null) {
      throw new ShopProblem(Kind.NOT_FOUND, "the tower has no car with this VIN");
    }
    return car;
  }

  /** All of them, and whether the tower takes orders. */
  synchronized ObjectNode tell() throws InterruptedException {
    refresh();
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("reachable", fresh);
    told.put("taking", status.path("taking").asBoolean());
    told.set("reasons", status.path("reasons").isArray() ? status.path("reasons") : none());
    ArrayNode list = told.putArray("cars");
    for (JsonNode car : cars.values()) {
      ObjectNode shown = list.addObject();
      shown.setAll((ObjectNode) car);
      shown.remove("links");
      offer(car).tell(shown);
    }
    return told;
  }

  private static ArrayNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private void refresh() throws InterruptedException {
    if (read && System.nanoTime() - readNanos < FRESH_NANOS) {
      return;
    }
    try {
      fresh = readAll();
    } catch (IOException e) {
      fresh = false;
    }
    readNanos = System.nanoTime();
    if (!read && !fresh) {
      throw new ShopProblem(Kind.TOWER_SILENT, "the tower has not told its cars yet");
    }
    read = true;
  }

  private boolean readAll() throws IOException, InterruptedException {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    String cursor = "";
    for (int page = 0; page < PAGES; page++) {
      Answer answer = tower.get("/v1/vehicles?limit=100" + cursor);
      if (!answer.ok()) {
        return false;
      }
      answer.body().path("items").forEach(car -> all.put(car.path("vin").asText(), car));
      JsonNode next = answer.body().path("nextCursor");
      if (!next.isTextual()) {
        break;
      }
      cursor = "&cursor=" + next.asText();
    }
    Answer answer = tower.get("/v1/tower");
    if (!answer.ok()) {
      return false;
    }
    cars = all;
    status = answer.body();
    return true;
  }
}
