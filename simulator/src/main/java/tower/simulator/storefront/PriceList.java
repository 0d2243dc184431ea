package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tower.simulator.storefront.Offer.Body;

/** What this shop asks for each model, in whole yuan, and what shape the model has. */
final class PriceList {
  private final Map<String, Offer> models = new LinkedHashMap<>();
  private final Offer other;

  private PriceList(JsonNode list) {
    list.path("models").properties().forEach(m -> models.put(key(m.getKey()), offer(m.getValue())));
    other = offer(list.path("other"));
  }

  /** The list that comes with the shop. */
  static PriceList shipped() {
    try (InputStream in = PriceList.class.getResourceAsStream("prices.json")) {
      if (in == null) {
        throw new IllegalStateException("the price list is not in the jar");
      }
      return new PriceList(new JsonMapper().readTree(in));
    } catch (IOException e) {
      throw new IllegalStateException("the price list is no JSON", e);
    }
  }

  /** What a model costs; one that the list does not have costs what others do. */
  Offer of(String model) {
    return models.getOrDefault(key(model), other);
  }

  private static String key(String model) {
    return model.toLowerCase(Locale.ROOT);
  }

  private static Offer offer(JsonNode entry) {
    return new Offer(
        entry.path("price").asInt(),
        Body.valueOf(entry.path("body").asText().toUpperCase(Locale.ROOT)));
  }
}
