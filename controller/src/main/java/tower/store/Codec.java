package tower.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tower.core.Fact;
import tower.core.Result;
import tower.model.Place;
import tower.model.Step;
import tower.store.StoreException.Code;

/**
 * Facts, places, steps and results as JSON. The names are written out here because they are on disk
 * for ever: renaming a class must not change them.
 */
final class Codec {
  private static final Map<Class<? extends Fact>, String> KINDS =
      Map.ofEntries(
          Map.entry(Fact.Started.class, "started"),
          Map.entry(Fact.VehicleSet.class, "vehicle-set"),
          Map.entry(Fact.VehicleMoved.class, "vehicle-moved"),
          Map.entry(Fact.PickupSet.class, "pickup-set"),
          Map.entry(Fact.IntakeSet.class, "intake-set"),
          Map.entry(Fact.JobSet.class, "job-set"),
          Map.entry(Fact.PortalSet.class, "portal-set"),
          Map.entry(Fact.StepIntended.class, "step-intended"),
          Map.entry(Fact.StepConfirmed.class, "step-confirmed"),
          Map.entry(Fact.StepClosed.class, "step-closed"),
          Map.entry(Fact.StateChanged.class, "state-changed"),
          Map.entry(Fact.PersonActed.class, "person-acted"),
          Map.entry(Fact.BayDoubted.class, "bay-doubted"),
          Map.entry(Fact.VehicleWithheld.class, "vehicle-withheld"),
          Map.entry(Fact.KeysSet.class, "keys-set"),
          Map.entry(Fact.FloorRaised.class, "floor-raised"),
          Map.entry(Fact.Answered.class, "answered"),
          Map.entry(Fact.TurnedAway.class, "turned-away"),
          Map.entry(Fact.Published.class, "published"));

  private static final Map<String, Class<? extends Fact>> CLASSES = new TreeMap<>();

  static {
    KINDS.forEach((type, kind) -> CLASSES.put(kind, type));
  }

  // Strict: a missing or unknown member is a sign of damage, never a default.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .addMixIn(Place.class, PlaceNames.class)
          .addMixIn(Step.class, StepNames.class)
          .addMixIn(Result.class, ResultNames.class)
          .build();

  private Codec() {}

  /** The name of a fact's kind in the journal. */
  static String kind(Fact fact) {
    return Objects.requireNonNull(KINDS.get(fact.getClass()), "a kind of fact without a name");
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value, e);
    }
  }

  static Fact readFact(String kind, String body) {
    Class<? extends Fact> type = CLASSES.get(kind);
    if (type == null) {
      throw damaged("kind \"" + kind + "\"", null);
    }
    return complete(type, body);
  }

  /** Reads what an older release may have written. */
  static <T> T complete(Class<T> type, String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      Older.complete(tree);
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw damaged(type.getSimpleName() + " " + json, e);
    }
  }

  static <T> T read(Class<T> type, String json) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw damaged(type.getSimpleName() + " " + json, e);
    }
  }

  private static StoreException damaged(
      String what, @org.jspecify.annotations.Nullable Throwable e) {
    String text = "The database has a record that this release cannot read: " + what;
    String remedy = "Run the release that wrote it, or restore the latest backup.";
    return e == null
        ? new StoreException(Code.CORRUPT, text, remedy)
        : new StoreException(Code.CORRUPT, text, remedy, e);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Place.InBay.class, name = "bay"),
    @JsonSubTypes.Type(value = Place.OnCarrier.class, name = "carrier"),
    @JsonSubTypes.Type(value = Place.AtPortal.class, name = "portal"),
    @JsonSubTypes.Type(value = Place.Outside.class, name = "outside"),
    @JsonSubTypes.Type(value = Place.Quarantined.class, name = "quarantined")
  })
  private interface PlaceNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Step.Travel.class, name = "travel"),
    @JsonSubTypes.Type(value = Step.OpenInner.class, name = "open-inner"),
    @JsonSubTypes.Type(value = Step.CloseInner.class, name = "close-inner"),
    @JsonSubTypes.Type(value = Step.Extend.class, name = "extend"),
    @JsonSubTypes.Type(value = Step.Raise.class, name = "raise"),
    @JsonSubTypes.Type(value = Step.Lower.class, name = "lower"),
    @JsonSubTypes.Type(value = Step.Retract.class, name = "retract"),
    @JsonSubTypes.Type(value = Step.Home.class, name = "home"),
    @JsonSubTypes.Type(value = Step.LowerHere.class, name = "lower-here")
  })
  private interface StepNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Result.PickupTaken.class, name = "pickup-taken"),
    @JsonSubTypes.Type(value = Result.PickupCancelled.class, name = "pickup-cancelled"),
    @JsonSubTypes.Type(value = Result.KeysSet.class, name = "keys-set"),
    @JsonSubTypes.Type(value = Result.PickupSettled.class, name = "pickup-settled"),
    @JsonSubTypes.Type(value = Result.VehicleReleased.class, name = "vehicle-released"),
    @JsonSubTypes.Type(value = Result.HandoverBegun.class, name = "handover-begun"),
    @JsonSubTypes.Type(value = Result.CodeWrong.class, name = "code-wrong"),
    @JsonSubTypes.Type(value = Result.IntakeTaken.class, name = "intake-taken"),
    @JsonSubTypes.Type(value = Result.IntakeCancelled.class, name = "intake-cancelled"),
    @JsonSubTypes.Type(value = Result.IntakeSettled.class, name = "intake-settled"),
    @JsonSubTypes.Type(value = Result.RefusalsNoted.class, name = "refusals-noted"),
    @JsonSubTypes.Type(value = Result.Refused.class, name = "refused")
  })
  private interface ResultNames {}
}
