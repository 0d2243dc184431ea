package tower.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tower.model.AxisName;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.Portal;
import tower.model.Reach;
import tower.model.Side;

/**
 * A tower as an SVG, unrolled: one row a level, one column a lane, the lift's shaft between the
 * sides. Heights are to scale. It follows the reader's light or dark theme and tells nothing by
 * colour alone.
 */
public final class TowerPicture {
  private static final int COLUMN = 96;
  private static final int GAP = 8;
  private static final int LABELS = 110;
  private static final int TOP = 64;

  private final TowerConfig config;
  private final Layout layout;
  private final List<Column> columns;
  private final TreeMap<Integer, Integer> levels = new TreeMap<>();
  private final double pixelsPerMm;
  private final StringBuilder svg = new StringBuilder();

  /**
   * Where places stand side by side: the left side's columns lie left of the shaft. Rounded to
   * whole degrees and decimetres, because every place has a setpoint of its own.
   */
  private record Column(Side side, int degrees, int decimetres, int depth) {
    static Column of(Reach reach) {
      return of(reach.side(), reach.turnMdeg(), reach.traverseMm(), reach.depth());
    }

    static Column of(Side side, int turnMdeg, int traverseMm, int depth) {
      return new Column(side, Math.round(turnMdeg / 1000f), Math.round(traverseMm / 100f), depth);
    }

    int position() {
      return degrees + decimetres;
    }
  }

  private TowerPicture(TowerConfig config) {
    this.config = config;
    this.layout = config.layout();
    List<Reach> reaches = new ArrayList<>();
    layout.bays().forEach(b -> reaches.add(b.reach()));
    layout.portals().forEach(p -> reaches.add(p.reach()));
    reaches.forEach(r -> levels.merge(r.level(), r.liftMm(), Math::min));
    List<Column> all = new ArrayList<>(reaches.stream().map(Column::of).distinct().toList());
    config
        .serviceOpening()
        .map(s -> openingColumn(all, s))
        .filter(c -> !all.contains(c))
        .ifPresent(all::add);
    all.sort(
        Comparator.comparing(Column::side)
            .thenComparing(c -> c.side() == Side.LEFT ? -c.position() : c.position())
            .thenComparing(c -> c.side() == Side.LEFT ? -c.depth() : c.depth()));
    this.columns = List.copyOf(all);
    this.pixelsPerMm = Math.max(0.03, 52.0 / lowestStorey());
  }

  /** The picture as the text of an SVG file. */
  public static String svg(TowerConfig config) {
    return new TowerPicture(config).draw();
  }

  private static Column openingColumn(List<Column> known, TowerConfig.ServiceOpening opening) {
    Column own = Column.of(Side.RIGHT, opening.turnMdeg(), opening.traverseMm(), 1);
    return known.stream()
        .filter(c -> c.position() == own.position() && c.depth() == 1)
        .findFirst()
        .orElse(own);
  }

  private int lowestStorey() {
    int lowest = highestCar();
    Integer before = null;
    for (int mm : levels.values()) {
      lowest = before == null ? lowest : Math.min(lowest, mm - before);
      before = mm;
    }
    return Math.max(1, lowest);
  }

  private int highestCar() {
    return Math.max(
        layout.bays().stream().mapToInt(Bay::maxHeightMm).max().orElse(2000),
        layout.portals().stream().mapToInt(Portal::maxHeightMm).max().orElse(2000));
  }

  private String draw() {
    int height = floor(levels.firstKey()) + 96;
    int width = LABELS + (columns.size() + 1) * (COLUMN + GAP) + GAP;
    head(width, height);
    text(GAP * 2, 28, "title", layout.towerId());
    text(GAP * 2, 48, "small", summary());
    levels.forEach((level, mm) -> level(level, mm, width));
    lift();
    layout.bays().forEach(this::bay);
    layout.portals().forEach(this::portal);
    config.serviceOpening().ifPresent(this::opening);
    positions();
    text(
        GAP * 2,
        height - 16,
        "small",
        "Heights to scale; mm in a bay: the highest car that fits. Dashed: opening or door.");
    return svg.append("</svg>\n").toString();
  }

  private void head(int width, int height) {
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %1$d %2$d" \
        width="%1$d" height="%2$d">
        <title>%3$s</title>
        <desc>%4$s</desc>
        <style>
        svg { color: #1b1b1b; background: #ffffff; font-family: system-ui, sans-serif; }
        @media (prefers-color-scheme: dark) { svg { color: #e8e8e8; background: #151515; } }
        text { fill: currentColor; font-size: 13px; }
        .title { font-size: 18px; font-weight: 600; }
        .small { font-size: 11px; }
        .middle { text-anchor: middle; }
        .bold { font-weight: 600; }
        rect, line { stroke: currentColor; fill: none; }
        .low { fill: currentColor; fill-opacity: 0.06; }
        .high { fill: currentColor; fill-opacity: 0.16; }
        .door { stroke-width: 3; stroke-dasharray: 7 4; }
        .floor { stroke-opacity: 0.25; }
        .shaft { stroke-opacity: 0.5; }
        .carrier { fill: currentColor; fill-opacity: 0.35; }
        </style>
        """
            .formatted(width, height, escape(layout.towerId()), escape(summary())));
  }

  private String summary() {
    TreeMap<Integer, Integer> heights = new TreeMap<>();
    layout.bays().forEach(b -> heights.merge(b.maxHeightMm(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    heights
        .descendingMap()
        .forEach((mm, n) ->
            parts.add(n + (n == 1 ? " bay" : " bays") + " for cars up to " + mm + " mm"));
    int portals = layout.portals().size();
    parts.add(portals + (portals == 1 ? " portal" : " portals"));
    config.serviceOpening().ifPresent(s -> parts.add("1 service opening"));
    return String.join(", ", parts);
  }

  private int x(int column) {
    boolean rightOfShaft = column >= leftColumns();
    return LABELS + (column + (rightOfShaft ? 1 : 0)) * (COLUMN + GAP);
  }

  private int leftColumns() {
    return (int) columns.stream().filter(c -> c.side() == Side.LEFT).count();
  }

  private int shaftX() {
    return LABELS + leftColumns() * (COLUMN + GAP);
  }

  /** Where a level's floor is drawn. */
  private int floor(int level) {
    int top = levels.lastEntry().getValue();
    int mm = levels.getOrDefault(level, 0);
    return TOP + pixels(highestCar()) + pixels(top - mm);
  }

  private int pixels(int mm) {
    return (int) Math.round(mm * pixelsPerMm);
  }

  private void level(int level, int mm, int width) {
    int y = floor(level);
    text(GAP * 2, y - 20, "bold", "level " + level);
    text(GAP * 2, y - 5, "small", mm + " mm");
    svg.append(
        "<line class=\"floor\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n"
            .formatted(GAP * 2, y, width - GAP, y));
  }

  private void lift() {
    int bottom = floor(levels.firstKey());
    box("shaft", shaftX(), TOP - 4, COLUMN, bottom - TOP + 4);
    box("carrier", shaftX() + 6, bottom - 14, COLUMN - 12, 10);
    int middle = shaftX() + COLUMN / 2;
    text(middle, bottom - 24, "middle bold", "lift");
    if (layout.axis(AxisName.TURN).isPresent()) {
      text(middle, bottom - 40, "middle small", "turning");
    }
    layout
        .axis(AxisName.LIFT)
        .ifPresent(a ->
            text(
                middle,
                TOP + 14,
                "middle small",
                String.format(Locale.ROOT, "%.2f m/s", a.speedMax() / 1000.0)));
  }

  private void bay(Bay bay) {
    int high = pixels(bay.maxHeightMm());
    String kind = bay.maxHeightMm() == highestCar() ? "high" : "low";
    place(kind, bay.reach(), high, bay.id(), bay.maxHeightMm() + " mm");
  }

  private void portal(Portal portal) {
    place("door", portal.reach(), pixels(portal.maxHeightMm()), portal.id(), "portal");
  }

  private void place(String kind, Reach reach, int high, String name, String note) {
    int left = x(columns.indexOf(Column.of(reach)));
    int y = floor(reach.level());
    box(kind, left, y - high, COLUMN, high);
    text(left + COLUMN / 2, y - high / 2 - 1, "middle bold", name);
    text(left + COLUMN / 2, y - high / 2 + 14, "middle small", note);
  }

  private void opening(TowerConfig.ServiceOpening opening) {
    int left = x(columns.indexOf(openingColumn(columns, opening)));
    int y = floor(opening.level());
    int high = pixels(1900);
    box("door", left + COLUMN / 4, y - high, COLUMN / 2, high);
    text(left + COLUMN / 2, y - high / 2, "middle small", "service");
  }

  private void positions() {
    int y = floor(levels.firstKey()) + 18;
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      int middle = x(i) + COLUMN / 2;
      text(middle, y, "middle small", position(column));
      text(
          middle,
          y + 15,
          "middle small",
          column.side().name().toLowerCase(Locale.ROOT) + (column.depth() == 2 ? ", behind" : ""));
    }
  }

  private String position(Column column) {
    if (layout.axis(AxisName.TURN).isPresent()) {
      return column.degrees() + "°";
    }
    return layout.axis(AxisName.TRAVERSE).isPresent() ? column.decimetres() / 10.0 + " m" : "";
  }

  private void box(String kind, int x, int y, int width, int height) {
    svg.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>\n"
            .formatted(kind, x, y, width, height));
  }

  private void text(int x, int y, String kind, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(kind, x, y, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
