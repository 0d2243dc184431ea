package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tower.model.MaintenanceWindow;

/** What the tables of maintenance windows may not say. */
class WindowErrorsTest {
  private static final String LAST = "code_key_file = \"code.key\"\n";
  private static final String GOOD =
      """

      [[maintenance_windows]]
      day = "monday"
      from = "23:30"
      minutes = 120
      zone = "Asia/Shanghai"
      """;

  @TempDir Path folder;

  private String errors(String windows) {
    return EditedFiles.towerErrors(folder, LAST, LAST + windows);
  }

  private TowerConfig read(String windows) throws ConfigException {
    Path file = EditedFiles.copy(folder).resolve("towers/tower.toml");
    EditedFiles.edit(file, LAST, LAST + windows);
    return ConfigReader.read(file);
  }

  @Test
  void aWindowIsReadAsItStands() throws Exception {
    assertThat(read(GOOD).windows())
        .containsExactly(
            new MaintenanceWindow(
                DayOfWeek.MONDAY, LocalTime.of(23, 30), 120, ZoneId.of("Asia/Shanghai")));
  }

  @Test
  void aTowerMayPlanNone() throws Exception {
    assertThat(read("").windows()).isEmpty();
  }

  /** An editor of the file sees the line, and the zone that was probably meant. */
  @Test
  void aZoneThatDoesNotExistIsLocatedAndAnotherIsOffered() {
    assertThat(errors(GOOD.replace("Asia/Shanghai", "Asia/Shangai")))
        .isEqualTo(
            """
            towers/tower.toml:119:1: maintenance_windows[0].zone: there is no time zone "Asia/Shangai"
              zone = "Asia/Shangai"
              ^^^^
              hint: did you mean "Asia/Shanghai"?\
            """);
  }

  /** Offsets forget the summer, and letters as CST are three zones. */
  @ParameterizedTest
  @CsvSource({"+08:00", "UTC+8", "CST", "Beijing", "asia/shanghai/pudong"})
  void whatIsNoNameOfTheIanaIsRefused(String zone) {
    assertThat(errors(GOOD.replace("Asia/Shanghai", zone)))
        .contains("maintenance_windows[0].zone: there is no time zone \"" + zone + "\"")
        .contains("hint: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day = \"monday\" | day = \"mondy\" | did you mean \"monday\"?",
        "day = \"monday\" | day = \"Monday\" | expected one of \"monday\"",
        "day = \"monday\" | # | missing key `day`",
        "from = \"23:30\" | from = \"24:00\" | expected a time as \"HH:MM\", found \"24:00\"",
        "from = \"23:30\" | from = \"9:30\" | expected a time as \"HH:MM\", found \"9:30\"",
        "from = \"23:30\" | from = 2330 | expected a time as \"HH:MM\", found 2330",
        "minutes = 120 | minutes = 14 | expected integer 15..1440, found 14",
        "minutes = 120 | minutes = 1441 | expected integer 15..1440, found 1441",
        "minutes = 120 | until = \"03:00\" | unknown key",
        "zone = \"Asia/Shanghai\" | zone = 8 | expected the name of a time zone, found 8",
      })
  void everyMistakeIsNamed(String from, String to, String complaint) {
    assertThat(errors(GOOD.replace(from, to)))
        .contains("maintenance_windows[0]")
        .contains(complaint);
  }

  @ParameterizedTest
  @CsvSource({
    // Its last minute, its first, all of it; and round the end of the week.
    "monday, 23:30, tuesday, 01:29",
    "tuesday, 01:29, monday, 23:30",
    "monday, 23:30, monday, 23:30",
    "sunday, 23:00, monday, 00:30"
  })
  void windowsOfOneZoneDoNotOverlap(String day, String from, String otherDay, String otherFrom) {
    String one = GOOD.replace("monday", day).replace("23:30", from);
    String other = GOOD.replace("monday", otherDay).replace("23:30", otherFrom);
    assertThat(errors(one + other))
        .contains(
            "towers/tower.toml:121:1: maintenance_windows[1]: overlaps maintenance_windows[0]");
  }

  @Test
  void oneMayBeginWhenAnotherEnds() throws Exception {
    String next = GOOD.replace("monday", "tuesday").replace("23:30", "01:30");
    assertThat(read(GOOD + next).windows()).hasSize(2);
    String elsewhere = GOOD.replace("Asia/Shanghai", "Europe/Berlin");
    assertThat(read(GOOD + elsewhere).windows()).hasSize(2);
  }

  /** No car could ever be promised. */
  @Test
  void theyLeaveSomethingOfTheWeek() throws Exception {
    StringBuilder days = new StringBuilder();
    for (DayOfWeek day : DayOfWeek.values()) {
      days.append(
          GOOD.replace("monday", day.name().toLowerCase(java.util.Locale.ROOT))
              .replace("120", "1440"));
    }
    assertThat(errors(days.toString())).contains("maintenance_windows: take a week or more");
    String spared = days.toString().replaceFirst("1440", "1425");
    assertThat(read(spared).windows()).hasSize(7);
  }

  @Test
  void fifteenAreTooMany() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 15; i++) {
      many.append(
          GOOD.replace("23:30", String.format(java.util.Locale.ROOT, "%02d:00", i))
              .replace("120", "60"));
    }
    assertThat(errors(many.toString()))
        .contains("maintenance_windows: has 15 entries, at most 14 are possible");
  }
}
