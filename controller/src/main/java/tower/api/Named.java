package tower.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tower.access.RefusalLog;
import tower.core.Ledger;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Vehicle;

/**
 * Which pickup, intake and car a refused call named, for the journal. Only what has the form of an
 * id or of a VIN is taken over: never a code, never a voucher, never a word of somebody's.
 */
final class Named {
  private static final Pattern ID = Pattern.compile("[pi]-[0-9]{1,19}");
  private static final JsonMapper MAPPER = new JsonMapper();

  private Named() {}

  static RefusalLog.About of(Route route, Call call, Ledger facts) {
    String id = call.parameters().getOrDefault("id", "");
    String subject = ID.matcher(id).matches() ? id : "";
    String said = call.parameters().getOrDefault("vin", "");
    String vin = said.isEmpty() ? saidIn(call) : said;
    if (vin.isEmpty()) {
      vin = ofSubject(facts, subject);
    }
    return new RefusalLog.About(
        call.caller().from(), route.method() + " " + route.path(), subject, valid(vin));
  }

  private static String valid(String vin) {
    return Vehicle.validVin(vin) ? vin : "";
  }

  /** Bodies are bounded; one that is no JSON names nothing. */
  private static String saidIn(Call call) {
    if (!call.body().hasRemaining()) {
      return "";
    }
    try {
      JsonNode body =
          MAPPER.readTree(StandardCharsets.UTF_8.decode(call.body().duplicate()).toString());
      String vin = body.path("vin").asText("");
      return vin.isEmpty() ? body.path("vehicle").path("vin").asText("") : vin;
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String ofSubject(Ledger facts, String subject) {
    Pickup pickup = facts.pickups().get(subject);
    if (pickup != null) {
      return pickup.vin();
    }
    Intake intake = facts.intakes().get(subject);
    return intake == null ? "" : intake.vehicle().vin();
  }
}
