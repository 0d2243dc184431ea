package tower.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What webhooks must be besides well-formed: distinct, and not readable on their way. */
final class WebhookChecks {
  private final Problems problems;

  private WebhookChecks(Problems problems) {
    this.problems = problems;
  }

  static void run(View tower, Problems problems) {
    WebhookChecks checks = new WebhookChecks(problems);
    Map<String, View> seen = new HashMap<>();
    for (View webhook : tower.list("webhooks")) {
      Optional<String> name = webhook.text("name");
      if (name.isPresent() && seen.putIfAbsent(name.get(), webhook) != null) {
        checks.say(
            webhook.get("name"),
            "\"" + name.get() + "\" is also another webhook's name",
            "rename one of them");
      }
      checks.url(webhook);
      checks.distinct(webhook, "secret_files", "one key is enough where none is being changed");
      checks.distinct(webhook, "topics", "remove one of them");
    }
  }

  private void say(View at, String message, String hint) {
    problems.at(at.document(), at.at(), message, hint);
  }

  private void url(View webhook) {
    Optional<String> text = webhook.text("url").filter(url -> url.matches("https?://.+"));
    if (text.isEmpty()) {
      return;
    }
    View url = webhook.get("url");
    URI uri;
    try {
      uri = new URI(text.get());
    } catch (URISyntaxException e) {
      say(url, "is no URL: " + e.getReason(), "write it as https://host/path");
      return;
    }
    if (uri.getHost() == null) {
      say(url, "has no host", "write it as https://host/path");
    } else if (uri.getScheme().equals("http") && !loopback(uri.getHost())) {
      say(
          url,
          "plain HTTP is for loopback only, and \""
              + uri.getHost()
              + "\" is not a loopback address",
          "use https");
    }
    if (uri.getRawUserInfo() != null) {
      say(url, "has a user or a password", "leave it out: the signature says who calls");
    }
    if (uri.getRawFragment() != null) {
      say(url, "has a fragment, which is never sent", "remove it from # on");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      say(url, "has a port that does not exist", "use 1..65535, or none");
    }
  }

  private static boolean loopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  private void distinct(View webhook, String key, String hint) {
    Set<String> seen = new HashSet<>();
    for (View element : webhook.list(key)) {
      if (element.node().isTextual() && !seen.add(element.node().textValue())) {
        say(element, "stands twice", hint);
      }
    }
  }
}
