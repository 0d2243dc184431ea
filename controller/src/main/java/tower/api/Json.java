package tower.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import tower.core.Problem;

/**
 * The room's one JSON mapper. Strict in what it reads: UTF-8 only, no duplicate keys, no trailing
 * text, little depth; types are checked on the tree, where nothing is coerced. Times are RFC 3339.
 */
final class Json {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(8)
          .maxStringLength(ApiLimits.BODY_BYTES)
          .maxNameLength(128)
          .maxNumberLength(32)
          .maxDocumentLength(ApiLimits.BODY_BYTES)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
          .addModule(new JavaTimeModule())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  private Json() {}

  static String write(Object view) {
    try {
      return MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view cannot be written as JSON", e);
    }
  }

  /**
   * Reads one JSON object; no body at all is an empty one.
   *
   * @throws Refusal when the bytes are anything else
   */
  static ObjectNode object(ByteBuffer body) {
    if (!body.hasRemaining()) {
      return MAPPER.createObjectNode();
    }
    JsonNode node = tree(text(body));
    if (!(node instanceof ObjectNode object)) {
      throw new Refusal(Problem.MALFORMED, "the body must be one JSON object");
    }
    return object;
  }

  /** One text for all bodies that say the same: members sorted, no white space. */
  static String canonical(ObjectNode body) {
    return sorted(body).toString();
  }

  private static String text(ByteBuffer body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Problem.MALFORMED, "the body is not UTF-8");
    }
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new Refusal(
          Problem.MALFORMED,
          "the body is not acceptable JSON"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
              + (told(e) ? ": " + e.getOriginalMessage().lines().findFirst().orElse("") : ""));
    }
  }

  /** A code without its quotation marks is no word for a log: Jackson would repeat it. */
  private static boolean told(JsonProcessingException e) {
    return !e.getOriginalMessage().startsWith("Unrecognized token");
  }

  private static JsonNode sorted(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    TreeMap<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(e -> members.put(e.getKey(), sorted(e.getValue())));
    ObjectNode next = MAPPER.createObjectNode();
    members.forEach(next::set);
    return next;
  }
}
