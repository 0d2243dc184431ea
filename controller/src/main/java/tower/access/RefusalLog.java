package tower.access;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was refused to whom, gathered for the journal. The first refusal of a kind is due at once,
 * those that follow together a minute later; over the days at most one row a minute is due, and
 * what is not due yet is counted on. A flood of refusals is a number in a row and fills no disk.
 * Callable from any thread.
 */
public final class RefusalLog {
  /** Kinds that are counted apart; what comes beyond is counted under {@link #OTHERS}. */
  static final int KINDS = 64;

  /** Rows at once after a time without any. */
  static final int BURST = 32;

  /** Stands for everybody who has no place of his own. */
  static final String OTHERS = "others";

  private static final long MINUTE_MS = 60_000;

  /**
   * One row.
   *
   * @param who principal's name
   * @param about where from, what and which, of the first refusal
   * @param code problem's code
   * @param times how often
   * @param firstUtcMs when first, UTC ms since 1970
   * @param lastUtcMs when last
   */
  public record Row(
      String who, About about, String code, int times, long firstUtcMs, long lastUtcMs) {
    private Row and(Row later) {
      return new Row(
          who,
          about,
          code,
          (int) Math.min((long) times + later.times, Integer.MAX_VALUE),
          firstUtcMs,
          later.lastUtcMs);
    }
  }

  /**
   * What was refused.
   *
   * @param from address, empty where there is none
   * @param what operation
   * @param subject pickup or intake, empty for none
   * @param vin car, empty for none
   */
  public record About(String from, String what, String subject, String vin) {}

  private record Kind(String who, String code) {}

  private final Map<Kind, Row> open = new LinkedHashMap<>();

  /** When a kind's latest row was due; bounded like the open ones. */
  private final Map<Kind, Long> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Long> eldest) {
          return size() > 2 * KINDS;
        }
      };

  private long rows = BURST;
  private long earnedMs;
  private boolean begun;

  /** Something was refused. */
  public synchronized void note(String who, About about, String code, long utcMs) {
    add(new Row(who, about, code, 1, utcMs, utcMs));
  }

  /** Rows that could not be written. */
  public synchronized void putBack(List<Row> unwritten) {
    for (Row row : unwritten) {
      Row since = open.remove(new Kind(row.who(), row.code()));
      add(row);
      if (since != null) {
        add(since);
      }
    }
    rows = Math.min(BURST, rows + unwritten.size());
  }

  private void add(Row row) {
    Kind own = new Kind(row.who(), row.code());
    boolean place = open.containsKey(own) || open.size() < KINDS;
    Kind kind = place ? own : new Kind(OTHERS, row.code());
    Row as =
        place
            ? row
            : new Row(
                OTHERS, row.about(), row.code(), row.times(), row.firstUtcMs(), row.lastUtcMs());
    open.merge(kind, as, Row::and);
  }

  /**
   * Takes out what is to be written now.
   *
   * @param nowMs of a clock that never goes back
   */
  public synchronized List<Row> due(long nowMs) {
    earn(nowMs);
    List<Row> due = new ArrayList<>();
    Iterator<Map.Entry<Kind, Row>> all = open.entrySet().iterator();
    while (rows > 0 && all.hasNext()) {
      Map.Entry<Kind, Row> next = all.next();
      Long before = told.get(next.getKey());
      if (before == null || nowMs - before >= MINUTE_MS) {
        told.remove(next.getKey());
        told.put(next.getKey(), nowMs);
        due.add(next.getValue());
        all.remove();
        rows--;
      }
    }
    return due;
  }

  private void earn(long nowMs) {
    if (!begun) {
      begun = true;
      earnedMs = nowMs;
    }
    long minutes = (nowMs - earnedMs) / MINUTE_MS;
    earnedMs += minutes * MINUTE_MS;
    rows = Math.min(BURST, rows + minutes);
  }
}
