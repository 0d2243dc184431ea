package tower.hooks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Whom to tell.
 *
 * @param name in the log and in the API; a new name begins with the events that come after it
 * @param url https, or http to a loopback address; may hold a secret itself, so only its host is
 *     ever shown
 * @param secrets one, or two while the key is changed: every delivery is signed with each
 * @param topics beginnings of the topics that it wants, empty for all
 * @param disabled true when the configuration says so: nothing is sent, nothing is forgotten
 */
public record Endpoint(
    String name, URI url, List<Secret> secrets, List<String> topics, boolean disabled) {
  public Endpoint {
    secrets = List.copyOf(secrets);
    topics = List.copyOf(topics);
  }

  /** Tells whether an URL that was gone is still the same, without keeping it. */
  String urlHash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(url.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "webhook " + name;
  }
}
