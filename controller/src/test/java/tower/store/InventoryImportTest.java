package tower.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.core.Fact;
import tower.core.Ledger;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.OutputPoints;
import tower.model.Place;
import tower.model.Points;
import tower.model.Reach;
import tower.model.Side;
import tower.model.Vehicle;
import tower.store.StoreException.Code;

class InventoryImportTest {
  private static final String HEADER = String.join(",", InventoryFile.COLUMNS);
  private static final String FIRST = "WVWZZZ1JZ3W000001";
  private static final String SECOND = "WVWZZZ1JZ3W000002";
  private static final String GOOD = FIRST + ",Nio,ET5,Touring,blue,1499,4790,1960,2200,80,B1";

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void makeFolder() throws Exception {
    data = Files.createDirectory(folder.resolve("data"));
  }

  @Test
  void carsStandInTheirBays() throws Exception {
    String second = SECOND + ",\"Li, Auto\",\"L\"\"9\",,红,1800,5218,1998,2520,,B2";
    assertThat(run(HEADER, GOOD, "", second)).isEqualTo(new InventoryImport.Outcome(2, List.of()));
    Ledger ledger = ledger();
    assertThat(ledger.vehicles().get(FIRST))
        .isEqualTo(
            new Vehicle(
                FIRST,
                "Nio",
                "ET5",
                "Touring",
                "blue",
                1499,
                4790,
                1960,
                2200,
                80,
                new Place.InBay("B1")));
    assertThat(ledger.vehicles().get(SECOND))
        .extracting(Vehicle::brand, Vehicle::model, Vehicle::colour, Vehicle::chargePercent)
        .containsExactly("Li, Auto", "L\"9", "红", -1);
  }

  /** The journal must be able to tell where every car came from. */
  @Test
  void importIsInTheJournal() throws Exception {
    run(HEADER, GOOD);
    try (SqliteStore store = SqliteStore.open(data, "t", 0)) {
      store.load();
      assertThat(store.journal(0, 9))
          .extracting(row -> row.fact().getClass().getSimpleName())
          .containsExactly("PersonActed", "VehicleSet");
    }
  }

  /** Spreadsheets write a byte order mark and carriage returns. */
  @Test
  void spreadsheetsFileIsTaken() throws Exception {
    Path file = folder.resolve("cars.csv");
    Files.writeString(file, "\uFEFF" + HEADER + "\r\n" + GOOD + "\r\n");
    assertThat(InventoryImport.run(layout(), file, data, 0).cars()).isEqualTo(1);
  }

  @Test
  void allErrorsAreFoundAtOnceWithTheirPlace() throws Exception {
    List<String> found =
        errors(
            HEADER,
            FIRST.toLowerCase(java.util.Locale.ROOT) + ",Nio,ET5,,,1499,4790,1960,2200,80,B1",
            SECOND + ",Nio,ET5,,,1.5,4790,19600,2200,101,B9",
            FIRST + ",Nio,ET5,,,1499,4790,1960,2200,80",
            FIRST + ", Nio,ET5,,,1499,4790,1960,2200,80,B1",
            FIRST + ",\"Nio,ET5,,,1499,4790,1960,2200,80,B2");
    assertThat(found)
        .containsExactly(
            "2:1: \"wvwzzz1jz3w000001\" is not a VIN",
            "3:29: \"1.5\" is not a whole number",
            "3:38: width 19600 mm is not in 1000..3000",
            "3:49: charge 101 % is not in 0..100",
            "3:53: the tower has no bay \"B9\"",
            "4:49: 10 values instead of 11",
            "5:19: blanks round the value",
            "5:53: bay B1 is taken by line 2",
            "6:19: this quote is not closed on its line");
  }

  @Test
  void carStandsOnce() throws Exception {
    assertThat(errors(HEADER, GOOD, GOOD))
        .containsExactly(
            "3:1: VIN " + FIRST + " stands in line 2 already", "3:63: bay B1 is taken by line 2");
  }

  @Test
  void carFitsItsBay() throws Exception {
    assertThat(errors(HEADER, FIRST + ",Nio,ES8,,,1800,4790,1960,2200,80,B1"))
        .containsExactly("2:29: height_mm 1800 is more than bay B1 takes: 1600");
  }

  @Test
  void headerIsAsItMustBe() throws Exception {
    assertThat(errors("vin;brand", GOOD)).containsExactly("1:4: the header is not as it must be");
    assertThat(errors("")).containsExactly("1:1: the header is not as it must be");
  }

  @Test
  void textInAnotherEncodingIsRefused() throws Exception {
    Path file = folder.resolve("cars.csv");
    Files.write(file, (HEADER + "\n" + GOOD + "é").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(InventoryImport.run(layout(), file, data, 0).errors())
        .extracting(InventoryError::text)
        .containsExactly("the file is not UTF-8 text");
  }

  /** Half an inventory would be taken for a whole one. */
  @Test
  void oneErrorLeavesAllOut() throws Exception {
    assertThat(errors(HEADER, GOOD, SECOND + ",Nio,ET5,,,1499,4790,1960,2200,80,B9")).hasSize(1);
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void whatTheTowerKnowsIsNotContradicted() throws Exception {
    run(HEADER, GOOD);
    assertThat(
            errors(
                HEADER,
                FIRST + ",Nio,ET5,,,1499,4790,1960,2200,80,B2",
                SECOND + ",Nio,ET5,,,1499,4790,1960,2200,80,B1"))
        .containsExactly(
            "2:1: the tower has " + FIRST + " already: bay B1",
            "3:52: " + FIRST + " stands in bay B1");
    assertThat(ledger().seq()).as("nothing was added").isEqualTo(2);
  }

  @Test
  void runningControllerKeepsItOut() {
    try (SqliteStore running = SqliteStore.open(data, "t", 0)) {
      assertThat(running.load().hold()).isNull();
      assertThatThrownBy(() -> run(HEADER, GOOD))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.code()).isEqualTo(Code.LOCKED);
                assertThat(e.remedy()).contains("Stop the other controller");
              });
    }
  }

  @Test
  void heldTowerTakesNoList() throws Exception {
    run(HEADER, GOOD);
    Files.delete(data.resolve(SqliteStore.FILE));
    assertThatThrownBy(() -> run(HEADER, GOOD))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.HELD));
  }

  @Test
  void errorShowsItsPlace() {
    InventoryError error = new InventoryError("c.csv", 2, 3, "wrong", "ab,c", "do it");
    assertThat(error.render()).isEqualTo("c.csv:2:3: wrong\n  ab,c\n    ^\n  hint: do it");
  }

  /** A bay that the tower is bringing a car to is not free. */
  @Test
  void bayOfALiveJobIsNotFree() throws Exception {
    run(HEADER, GOOD);
    try (SqliteStore store = SqliteStore.open(data, "t", 0)) {
      long seq = store.load().ledger().seq();
      Fact job =
          new Fact.JobSet(
              new tower.model.Job(
                  "j-1",
                  tower.model.JobKind.RELOCATION,
                  FIRST,
                  null,
                  new Place.InBay("B2"),
                  tower.model.JobState.RUNNING,
                  0,
                  new tower.model.Reason("", "", "")));
      store.commit(List.of(new Batch(seq + 1, 0, List.of(job))));
    }
    assertThat(errors(HEADER, SECOND + ",Nio,ET5,,,1499,4790,1960,2200,80,B2"))
        .containsExactly("2:52: bay B2 is kept for " + FIRST);
  }

  private InventoryImport.Outcome run(String... lines) throws Exception {
    Path file = folder.resolve("cars.csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return InventoryImport.run(layout(), file, data, 0);
  }

  private List<String> errors(String... lines) throws Exception {
    InventoryImport.Outcome outcome = run(lines);
    assertThat(outcome.cars()).isZero();
    assertThat(outcome.errors()).allSatisfy(e -> assertThat(e.hint()).isNotEmpty());
    return outcome.errors().stream()
        .map(e -> e.line() + ":" + e.column() + ": " + e.text())
        .toList();
  }

  private Ledger ledger() {
    try (SqliteStore store = SqliteStore.open(data, "t", 0)) {
      return store.load().ledger();
    }
  }

  private static Layout layout() {
    List<AxisSpec> axes = new ArrayList<>();
    axes.add(new AxisSpec(AxisName.SHUTTLE, 1, -6000, 6000, 500, 500, 19, 50, 2));
    axes.add(new AxisSpec(AxisName.LIFT, 2, 0, 10_000, 1000, 500, 17, 50, 2));
    return new Layout(
        "t",
        axes,
        List.of(bay("B1", 1600), bay("B2", 2000)),
        List.of(),
        new Points(0, 1, 2, 3, 4, 5, -1, 6, 7, 8, 9, 10, 11, List.of(12, 13), List.of(), List.of()),
        new OutputPoints(0, 1, 2, 3, List.of(), List.of()));
  }

  private static Bay bay(String id, int height) {
    return new Bay(id, new Reach(0, 0, 0, 0, Side.LEFT, 1, -5500), height, 5300, 2100, 3000);
  }
}
