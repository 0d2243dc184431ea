package tower.simulator.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.simulator.world.World;
import tower.store.JournalLine;

/**
 * S28: whatever moves, and whatever door opens to the street, has its row in the journal, and the
 * rows are one chain of hashes. The sum is the checker's own.
 */
final class AuditTrail extends Checker {
  /** Rows whose hashes are added up at every start and at the end. */
  private static final int TAIL = 32;

  /** One run in so many has its whole journal added up: that costs as much as a tenth of a run. */
  private static final int WHOLE = 32;

  private static final int PAGE = 1000;

  /** The outputs of a chip that does not answer stay as they are until the relay drops. */
  private static final long STOP_NANOS = 500 * World.MS;

  private final Set<String> opening = new HashSet<>();
  private final Map<String, Long> stoppedAt = new HashMap<>();
  private final MessageDigest sha256;
  private final boolean whole;

  AuditTrail(Scene scene) {
    super(Invariant.S28, scene);
    whole = scene.world().chance("audit trail").below(WHOLE) == 0;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  void durable(Fact fact) {
    if (fact instanceof Fact.PortalSet set) {
      String portal = set.use().portal();
      if (opens(set.use())) {
        opening.add(portal);
      } else if (opening.remove(portal)) {
        stoppedAt.put(portal, scene().nanos());
      }
    }
  }

  private static boolean opens(PortalUse use) {
    return use.phase() == PortalPhase.OPENING || use.phase() == PortalPhase.OPEN;
  }

  private boolean wasOpening(String portal) {
    Long at = stoppedAt.get(portal);
    boolean stays = scene().chips().outputsStay();
    return stays && at != null && scene().nanos() - at < STOP_NANOS;
  }

  @Override
  void settled() {
    Begun begun = scene().begun();
    if (begun.anything()) {
      must(scene().record().open() != null, "something sets out that the journal does not know of");
    }
    for (int i = 0; i < scene().plant().portals().size(); i++) {
      if (begun.portal(i).outerUnlocked()) {
        String portal = scene().layout().portals().get(i).id();
        PortalUse use = scene().record().portals().get(portal);
        boolean known = use != null && (opens(use) || wasOpening(portal));
        must(known, "portal %s opens to the street, the journal does not know of it", portal);
      }
    }
  }

  @Override
  void loaded(Ledger ledger) {
    adds(Math.max(0, scene().acknowledged() - TAIL));
  }

  @Override
  void over() {
    adds(whole ? 0 : Math.max(0, scene().acknowledged() - TAIL));
  }

  /** Adds the rows up from the one after the given. */
  private void adds(long after) {
    if (scene().recordLost()) {
      return; // the older copy ends earlier: S29 asks that the tower holds on it
    }
    long seq = after;
    String before = after == 0 ? sha256(scene().layout().towerId()) : null;
    if (after > 0) {
      before = scene().database().lines(after - 1, 1).getFirst().hash();
    }
    List<JournalLine> lines = scene().database().lines(seq, PAGE);
    while (!lines.isEmpty()) {
      for (JournalLine line : lines) {
        seq++;
        follows(line, seq, before);
        before = line.hash();
      }
      lines = scene().database().lines(seq, PAGE);
    }
    must(
        seq >= scene().acknowledged(),
        "the journal ends at row %d, row %d was acknowledged",
        seq,
        scene().acknowledged());
  }

  private void follows(JournalLine line, long seq, @Nullable String before) {
    String sum =
        sha256(
            line.seq() + "|" + line.utcMs() + "|" + line.kind() + "|" + line.body() + "|" + before);
    must(line.seq() == seq && line.hash().equals(sum), "row %d breaks the chain", seq);
  }

  private String sha256(String text) {
    return HexFormat.of().formatHex(sha256.digest(text.getBytes(UTF_8)));
  }
}
