package tower.simulator.check;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * L5: while the cloud is away the right code of a car that waits opens its door, or the tower says
 * what of the machine is in its way; and when it is back it is told everything, in its sequence,
 * without a gap. The sequence is for {@link ToldInOrder} and {@link StreamedInOrder}; here it must
 * have come to its end.
 */
final class AloneForDays extends Checker {
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");

  /** What the machine, the disk or another request with that code may have to say. */
  private static final Set<String> MACHINE =
      Set.of(
          "not-staged",
          "not-taking",
          "inbox-full",
          "store-full",
          "store-slow",
          "timed-out",
          "request-in-progress",
          "no-tries-left",
          "not-found");

  private final RightCode codes;

  AloneForDays(Scene scene) {
    super(Invariant.L5, scene);
    codes = new RightCode(scene);
  }

  @Override
  void issued(Issued issued) {
    codes.issued(issued);
  }

  @Override
  void asked(Asked asked) {
    if (scene().cloud().isAway()) {
      codes.asked(asked);
    }
  }

  @Override
  void told(Told told) {
    Optional<String> pickup = codes.answered(told);
    if (pickup.isPresent() && !told.byTower()) {
      Matcher code = CODE.matcher(told.answer());
      boolean machine = code.find() && MACHINE.contains(code.group(1));
      must(machine, "without the cloud %s is told %s", pickup.get(), told.answer());
    } else if (pickup.isPresent()) {
      looked();
    }
  }

  @Override
  void over() {
    if (!scene().recordLost()) {
      String missing = scene().cloud().missing();
      must(missing.isEmpty(), "in the end %s", missing);
    }
  }
}
