package tower.simulator.storefront;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tower.simulator.storefront.ShopProblem.Kind;

/**
 * What the tower posts, as Standard Webhooks 1.0.0 has it: signed over id, time and body with a
 * shared key, sent again until it is taken, so that one id may come more than once.
 */
final class Hook {
  private static final long TOLERANCE_S = 300;
  private static final int REMEMBERED = 10_000;
  private static final String PREFIX = "whsec_";

  private final byte[] key;
  private final LongSupplier utcMs;
  private final JsonMapper json = new JsonMapper();
  private final Set<String> seen = new LinkedHashSet<>();

  /**
   * A hook.
   *
   * @param secret {@code whsec_} and base64
   * @param utcMs what time the tower has, UTC ms since 1970
   */
  Hook(String secret, LongSupplier utcMs) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("the key of a webhook begins with " + PREFIX);
    }
    key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    this.utcMs = utcMs;
  }

  /**
   * Takes one in.
   *
   * @return what it says; nothing when it was taken before
   * @throws ShopProblem when it is not the tower's, too old, or no JSON
   */
  Optional<JsonNode> take(
      @Nullable String id, @Nullable String timestamp, @Nullable String signature, byte[] body) {
    if (id == null || timestamp == null || signature == null || !id.matches("[!-~]{1,128}")) {
      throw new ShopProblem(
          Kind.MALFORMED, "webhook-id, webhook-timestamp and webhook-signature are needed");
    }
    requireFresh(timestamp);
    if (!signed(id + "." + timestamp + ".", body, signature)) {
      throw new ShopProblem(Kind.BAD_SIGNATURE, "no signature is of this key");
    }
    JsonNode event = parse(body);
    return first(id) ? Optional.of(event) : Optional.empty();
  }

  private void requireFresh(String timestamp) {
    if (!timestamp.matches("\\d{1,12}")) {
      throw new ShopProblem(Kind.MALFORMED, "webhook-timestamp is no time");
    }
    long off = Math.abs(utcMs.getAsLong() / 1_000 - Long.parseLong(timestamp));
    if (off > TOLERANCE_S) {
      throw new ShopProblem(Kind.BAD_SIGNATURE, "it was signed " + off + " s from now");
    }
  }

  private boolean signed(String head, byte[] body, String signatures) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.US_ASCII));
      byte[] right =
          ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)))
              .getBytes(StandardCharsets.US_ASCII);
      boolean found = false;
      // Every one is compared, in constant time: two are sent while the key is changed.
      for (String one : signatures.split(" ", 8)) {
        found |= MessageDigest.isEqual(right, one.getBytes(StandardCharsets.UTF_8));
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private JsonNode parse(byte[] body) {
    try {
      JsonNode event = json.readTree(body);
      if (event != null && event.isObject() && event.path("type").isTextual()) {
        return event;
      }
    } catch (JsonProcessingException e) {
      // As if it said nothing.
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail", e);
    }
    throw new ShopProblem(Kind.MALFORMED, "the event is no JSON object with a type");
  }

  private synchronized boolean first(String id) {
    if (!seen.add(id)) {
      return false;
    }
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.iterator().next());
    }
    return true;
  }
}
