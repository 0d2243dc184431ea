package tower.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Vehicle;

/** Reads a list of cars and checks it against itself and the tower, finding all errors at once. */
final class InventoryFile {
  /** The columns, in the sequence in which the header has them. */
  static final List<String> COLUMNS =
      List.of(
          "vin",
          "brand",
          "model",
          "trim",
          "colour",
          "height_mm",
          "length_mm",
          "width_mm",
          "mass_kg",
          "charge_percent",
          "bay");

  private static final String HEADER = String.join(",", COLUMNS);
  private static final int BAY = 10;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_TEXT = 64;

  private final Layout layout;
  private final String name;
  private final List<InventoryError> errors = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> lineOfVin = new HashMap<>();
  private final Map<String, Integer> lineOfBay = new HashMap<>();

  /** One car with its place in the file. */
  record Entry(Vehicle vehicle, String bay, int line, String source, Csv.Cell vin, Csv.Cell at) {}

  InventoryFile(Layout layout, Path file) {
    this.layout = layout;
    this.name = file.toString();
    read(file);
  }

  List<Entry> entries() {
    return entries;
  }

  List<InventoryError> errors() {
    return errors;
  }

  private void read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        error(1, 1, "", "the file is larger than " + MAX_BYTES + " bytes", "is it the right file?");
        return;
      }
      List<String> lines = Csv.lines(Files.readAllBytes(file));
      String header = lines.isEmpty() ? "" : lines.getFirst();
      if (!header.equals(HEADER)) {
        error(1, differsAt(header), header, "the header is not as it must be", header(header));
        return;
      }
      for (int i = 1; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          line(i + 1, lines.get(i));
        }
      }
    } catch (Csv.Malformed e) {
      error(1, e.column(), "", String.valueOf(e.getMessage()), "save it as \"CSV UTF-8\"");
    } catch (IOException e) {
      error(1, 1, "", "cannot be read: " + e, "name a file that can be read");
    }
  }

  private static String header(String found) {
    return (found.contains(";") ? "separate the columns by commas; " : "")
        + "the first line must be "
        + HEADER;
  }

  private static int differsAt(String header) {
    int at = 0;
    while (at < Math.min(header.length(), HEADER.length())
        && header.charAt(at) == HEADER.charAt(at)) {
      at++;
    }
    return at + 1;
  }

  private void line(int number, String source) {
    List<Csv.Cell> cells;
    try {
      cells = Csv.cells(source);
    } catch (Csv.Malformed e) {
      error(number, e.column(), source, String.valueOf(e.getMessage()), "\"a\"\"b\" means a\"b");
      return;
    }
    if (cells.size() != COLUMNS.size()) {
      String text = cells.size() + " values instead of " + COLUMNS.size();
      error(number, cells.getLast().column(), source, text, "the columns are " + HEADER);
      return;
    }
    int before = errors.size();
    cells.forEach(cell -> form(number, source, cell));
    vin(number, source, cells.getFirst());
    Bay bay = bay(number, source, cells.get(BAY));
    int[] numbers = numbers(number, source, cells);
    if (errors.size() > before || bay == null) {
      return;
    }
    List<String> texts = cells.stream().map(Csv.Cell::text).toList();
    Vehicle vehicle =
        new Vehicle(
            texts.get(0),
            texts.get(1),
            texts.get(2),
            texts.get(3),
            texts.get(4),
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            new Place.InBay(bay.id()));
    fits(number, source, cells, bay, vehicle);
    entries.add(new Entry(vehicle, bay.id(), number, source, cells.getFirst(), cells.get(BAY)));
  }

  private void form(int number, String source, Csv.Cell cell) {
    String text = cell.text();
    if (!text.equals(text.strip())) {
      error(number, cell.column(), source, "blanks round the value", "remove them");
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      error(number, cell.column(), source, "a control character", "remove it");
    } else if (text.length() > MAX_TEXT) {
      error(number, cell.column(), source, "longer than " + MAX_TEXT + " characters", "shorten it");
    }
  }

  private void vin(int number, String source, Csv.Cell cell) {
    String vin = cell.text();
    if (!Vehicle.validVin(vin)) {
      String hint =
          Vehicle.validVin(vin.strip().toUpperCase(java.util.Locale.ROOT))
              ? "write it in capital letters, without blanks"
              : "17 of A-Z and 0-9, without I, O and Q";
      error(number, cell.column(), source, "\"" + vin + "\" is not a VIN", hint);
      return;
    }
    Integer first = lineOfVin.putIfAbsent(vin, number);
    if (first != null) {
      String text = "VIN " + vin + " stands in line " + first + " already";
      error(number, cell.column(), source, text, "a car has one line");
    }
  }

  private @Nullable Bay bay(int number, String source, Csv.Cell cell) {
    int index = layout.bayIndex(cell.text());
    if (index < 0) {
      List<String> ids = layout.bays().stream().map(Bay::id).toList();
      String hint = "bays are " + ids.getFirst() + " to " + ids.getLast() + ", as painted on them";
      error(number, cell.column(), source, "the tower has no bay \"" + cell.text() + "\"", hint);
      return null;
    }
    Integer first = lineOfBay.putIfAbsent(cell.text(), number);
    if (first != null) {
      String text = "bay " + cell.text() + " is taken by line " + first;
      error(number, cell.column(), source, text, "a bay takes one car");
    }
    return layout.bays().get(index);
  }

  /** Height, length, width, mass, charge; each put to the vehicle's own check by itself. */
  private int[] numbers(int number, String source, List<Csv.Cell> cells) {
    List<IntConsumer> probes =
        List.of(
            value -> probe(value, 4000, 1800, 1500, 50),
            value -> probe(1500, value, 1800, 1500, 50),
            value -> probe(1500, 4000, value, 1500, 50),
            value -> probe(1500, 4000, 1800, value, 50),
            value -> probe(1500, 4000, 1800, 1500, value));
    int[] values = new int[probes.size()];
    for (int i = 0; i < values.length; i++) {
      Csv.Cell cell = cells.get(i + COLUMNS.indexOf("height_mm"));
      boolean noBattery = i == values.length - 1 && cell.text().isEmpty();
      if (!noBattery && !cell.text().matches("\\d{1,6}")) {
        String text = "\"" + cell.text() + "\" is not a whole number";
        error(number, cell.column(), source, text, "digits only: no unit, no point, no comma");
        continue;
      }
      values[i] = noBattery ? -1 : Integer.parseInt(cell.text());
      try {
        probes.get(i).accept(values[i]);
      } catch (IllegalArgumentException e) {
        error(number, cell.column(), source, String.valueOf(e.getMessage()), "look at its papers");
      }
    }
    return values;
  }

  /** A car with one number of the file and the others beyond doubt. */
  private static Vehicle probe(int height, int length, int width, int mass, int charge) {
    String vin = "00000000000000000";
    return new Vehicle(
        vin, "", "", "", "", height, length, width, mass, charge, new Place.Outside());
  }

  private void fits(int number, String source, List<Csv.Cell> cells, Bay bay, Vehicle vehicle) {
    int[] is = {vehicle.heightMm(), vehicle.lengthMm(), vehicle.widthMm(), vehicle.massKg()};
    int[] most = {bay.maxHeightMm(), bay.maxLengthMm(), bay.maxWidthMm(), bay.maxMassKg()};
    for (int i = 0; i < is.length; i++) {
      if (is[i] > most[i]) {
        int column = i + COLUMNS.indexOf("height_mm");
        String text =
            COLUMNS.get(column)
                + " "
                + is[i]
                + " is more than bay "
                + bay.id()
                + " takes: "
                + most[i];
        error(number, cells.get(column).column(), source, text, "put the car into another bay");
      }
    }
  }

  /** Adds what only the database can know. */
  void error(Entry entry, Csv.Cell cell, String text, String hint) {
    error(entry.line(), cell.column(), entry.source(), text, hint);
  }

  private void error(int line, int column, String source, String text, String hint) {
    errors.add(new InventoryError(name, line, column, text, source, hint));
  }
}
