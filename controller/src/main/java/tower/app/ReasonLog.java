package tower.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylog.Logger;
import tower.model.Reason;

/**
 * Writes into the log why the tower does not work, once when it begins and once when it is over:
 * the port that is missing, the expander that is silent, the disk that is full. A reason's text
 * carries ages that change; its code tells whether it is the same.
 */
final class ReasonLog {
  private Map<String, Reason> known = Map.of();

  /**
   * Compares with the look before.
   *
   * @param reasons as the tower shows them now
   */
  void look(List<Reason> reasons) {
    Map<String, Reason> now = new LinkedHashMap<>();
    for (Reason reason : reasons) {
      now.putIfAbsent(reason.code(), reason);
    }
    now.forEach((code, reason) -> {
      if (!known.containsKey(code)) {
        Logger.info("{}: {} (to clear it: {})", code, reason.text(), reason.clearing());
      }
    });
    for (String code : known.keySet()) {
      if (!now.containsKey(code)) {
        Logger.info("{}: over", code);
      }
    }
    known = now;
  }
}
