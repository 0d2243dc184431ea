package tower.simulator.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint is told are the committed events and nothing else: signed with a key that it
 * knows, each as it was written down, the next one only when it has taken the one before, and none
 * again that the tower knows to be taken. Nothing comes before its time to who has said when to
 * come again, nor to who has said that he is gone, until somebody asks for it.
 */
final class ToldInOrder extends Checker {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String TEST = "webhook.test";

  /** The id of each event: the same at every attempt. */
  private final Map<Long, String> ids = new HashMap<>();

  ToldInOrder(Scene scene) {
    super(Invariant.HOOKS, scene);
  }

  @Override
  void arrived(Cloud.Post post) {
    String name = post.to().name();
    must(isSigned(post), "%s was told %s with no signature of its", name, post.body());
    if (scene().olderCopy().office()) {
      return; // what it told since is nobody's; in an older record the tower holds as well
    }
    JsonNode body = read(post.body());
    long seq = body.path("data").path("seq").asLong();
    String closed = post.to().closed(seq, scene().nanos());
    must(closed.isEmpty(), "%s was told %s: %s", name, post.body(), closed);
    Cloud.Event event = scene().cloud().event(seq);
    if (event == null) {
      boolean test = seq == 0 && body.path("type").asText().equals(TEST);
      must(test, "%s was told what was never committed: %s", name, post.body());
      return;
    }
    must(same(event, body), "%s was told %s, committed was %s", name, post.body(), event);
    String id = String.valueOf(post.headers().get("webhook-id"));
    String first = ids.putIfAbsent(seq, id);
    must(first == null || first.equals(id), "event %d is %s and then %s", seq, first, id);
    if (post.to().has(seq)) {
      must(post.to().mayRepeat(seq), "%s was told event %d again, which it has", name, seq);
    } else {
      Cloud.Event next = post.to().next();
      must(
          (next != null && next.seq() == seq) || post.to().mayGiveUp(scene().nanos()),
          "%s was told event %d before %s",
          name,
          seq,
          next);
    }
  }

  @Override
  void lifeEnded() {
    scene().cloud().subscriptions().forEach(s -> s.lifeEnded(scene().nanos()));
  }

  private static JsonNode read(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MAPPER.nullNode();
    }
  }

  private static boolean same(Cloud.Event event, JsonNode body) {
    JsonNode data = body.path("data");
    List<String> details = event.fact().details();
    return body.path("type").asText().equals(event.fact().topic())
        && data.path("id").asText().equals(event.fact().subject())
        && data.path("previous").asLong() == event.previous()
        && data.path("sequence").asLong() == event.number()
        && (details.isEmpty() || data.path("vin").asText().equals(details.get(0)))
        && (details.size() < 2 || data.path("reason").asText().equals(details.get(1)));
  }

  private static boolean isSigned(Cloud.Post post) {
    String signed =
        post.headers().get("webhook-id")
            + "."
            + post.headers().get("webhook-timestamp")
            + "."
            + post.body();
    List<String> signatures =
        Arrays.asList(post.headers().getOrDefault("webhook-signature", "").split(" ", -1));
    return post.to().secrets().stream()
        .map(s -> signature(s, signed))
        .anyMatch(signatures::contains);
  }

  private static String signature(String secret, String text) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(secret.indexOf('_') + 1));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
