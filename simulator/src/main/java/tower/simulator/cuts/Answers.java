package tower.simulator.cuts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.api.Reply;

/** What a shop reads from an answer. */
final class Answers {
  private static final Pattern ID = Pattern.compile("\"id\":\"([pi]-[0-9]+)\"");

  private Answers() {}

  /** The id in it, null for none. */
  static @Nullable String id(Reply reply) {
    Matcher id = ID.matcher(reply.body());
    return id.find() ? id.group(1) : null;
  }
}
