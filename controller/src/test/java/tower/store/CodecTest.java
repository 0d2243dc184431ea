package tower.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.core.Fact;
import tower.core.Result;
import tower.model.Place;
import tower.model.ReturnReport;
import tower.model.Step;
import tower.model.Terms;

class CodecTest {
  /** What stands on disks for ever: renaming a class or a component must not change it. */
  @Test
  void writesAsItAlwaysDid() {
    Fact moved =
        new Fact.VehicleMoved(
            "WVWZZZ1JZ3W000001",
            new Place.OnCarrier(),
            new Place.Quarantined(List.of(new Place.InBay("B1"), new Place.AtPortal("P1"))),
            "load");
    assertThat(Codec.kind(moved)).isEqualTo("vehicle-moved");
    assertThat(Codec.write(moved))
        .isEqualTo(
            "{\"vin\":\"WVWZZZ1JZ3W000001\",\"from\":{\"type\":\"carrier\"},"
                + "\"to\":{\"type\":\"quarantined\",\"possible\":[{\"type\":\"bay\",\"bay\":\"B1\"},"
                + "{\"type\":\"portal\",\"portal\":\"P1\"}]},\"witness\":\"load\"}");
    Fact intended =
        new Fact.StepIntended(null, 1, new Step.Extend(new Place.InBay("B1")), "s", "w");
    assertThat(Codec.write(intended))
        .isEqualTo(
            "{\"jobId\":null,\"number\":1,\"step\":{\"type\":\"extend\","
                + "\"to\":{\"type\":\"bay\",\"bay\":\"B1\"}},\"setpoints\":\"s\",\"witness\":\"w\"}");
  }

  /** A fact, place, step or result that somebody adds must get its name here, not by chance. */
  @Test
  void everySealedKindHasItsName() throws Exception {
    String source =
        Files.readString(
            Path.of(System.getProperty("tower.root"))
                .resolve("controller/src/main/java/tower/store/Codec.java"));
    assertThat(
            Stream.of(Fact.class, Place.class, Step.class, Result.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .map(type -> type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName())
                .filter(name -> !source.contains(name + ".class")))
        .isEmpty();
  }

  /** A stranger's or a newer release's record must not become a default. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"who\":\"a\"}",
        "{\"who\":\"a\",\"act\":\"b\",\"why\":\"c\"}",
        "{\"who\":\"a\",\"act\":\"b\"} x",
        "{\"who\":\"a\",\"act\":\"b\",\"act\":\"c\"}"
      })
  void readsStrictly(String body) {
    assertThatThrownBy(() -> Codec.readFact("person-acted", body))
        .isInstanceOf(StoreException.class);
  }

  /**
   * The journal keeps what it was given: an upgrade must be able to read it, and answer from it.
   */
  @Test
  void whatOlderReleasesWroteIsRead() {
    String pickup =
        """
        {"id":"p-1","reference":"r","vin":"WVWZZZ1JZ3W000001","purpose":"BUY","codeHash":"h",
         "triesLeft":5,"portal":"P1","state":"HANDING_OVER","reason":
         {"code":"c","text":"t","clearing":"n"},"createdUtcMs":1,"sinceUtcMs":2}\
        """;
    Fact.PickupSet read =
        (Fact.PickupSet) Codec.readFact("pickup-set", "{\"pickup\":" + pickup + "}");
    assertThat(read.pickup().terms()).isEqualTo(Terms.NONE);
    assertThat(read.pickup().redeemed()).isTrue();
    assertThat(read.pickup().kid()).isEmpty();
    Fact.Answered answered =
        (Fact.Answered)
            Codec.readFact(
                "answered",
                "{\"key\":\"k\",\"bodyHash\":\"b\",\"result\":{\"type\":\"pickup-taken\",\"pickup\":"
                    + pickup
                    + "}}");
    assertThat(answered.result()).isEqualTo(new Result.PickupTaken(read.pickup()));
    assertThat(answered.by()).as("nobody was known").isEmpty();
    assertThat(answered.from()).as("nor from where").isEmpty();
    String refused =
        "{\"who\":\"shop\",\"what\":\"POST /v1/keys\",\"code\":\"malformed\",\"times\":2,"
            + "\"firstUtcMs\":1,\"lastUtcMs\":2}";
    assertThat(Codec.readFact("turned-away", refused))
        .isEqualTo(new Fact.TurnedAway("shop", "", "POST /v1/keys", "", "", "malformed", 2, 1, 2));
    String intake =
        """
        {"intake":{"id":"i-1","reference":"r","vehicle":{"vin":"WVWZZZ1JZ3W000001","brand":"b",
         "model":"m","trim":"","colour":"","heightMm":1500,"lengthMm":4500,"widthMm":1800,
         "massKg":1500,"chargePercent":-1,"place":{"type":"outside"}},"purpose":"RESTOCK",
         "portal":null,"state":"QUEUED","reason":{"code":"c","text":"t","clearing":"n"},
         "createdUtcMs":1,"sinceUtcMs":2}}\
        """;
    assertThat(((Fact.IntakeSet) Codec.readFact("intake-set", intake)).intake().report())
        .isEqualTo(ReturnReport.NONE);
    assertThatThrownBy(() ->
            Codec.readFact("pickup-set", "{\"pickup\":" + pickup.replace("\"id\"", "\"no\"") + "}"))
        .as("and all else is as strict as ever")
        .isInstanceOf(StoreException.class);
  }

  @Test
  void unknownKindIsRefused() {
    assertThatThrownBy(() -> Codec.readFact("person-sang", "{}"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("person-sang");
  }

  /** A script that is not listed would never run; one without its file stops every start. */
  @Test
  void everyMigrationIsListedByItsNumber() throws Exception {
    Path scripts =
        Path.of(System.getProperty("tower.root"))
            .resolve("controller/src/main/resources/tower/store");
    TreeSet<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.list(scripts)) {
      found.forEach(path -> files.add(path.getFileName().toString()));
    }
    assertThat(Migrations.SCRIPTS).containsExactlyElementsOf(files);
    for (int i = 0; i < Migrations.SCRIPTS.size(); i++) {
      assertThat(Migrations.SCRIPTS.get(i)).startsWith(String.format("V%04d__", i + 1));
    }
  }
}
