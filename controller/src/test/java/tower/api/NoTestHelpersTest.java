package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A script that has taken a tower of steel for a rehearsal moves nothing. */
class NoTestHelpersTest {
  @Test
  void aRealTowerHasNoTestHelpers() {
    try (Served served = new Served()) {
      for (String name : List.of("state", "openapi.yaml", "advance", "cut-power", "reset", "x")) {
        String path = "/v1/test-helpers/" + name;
        assertThat(served.get(path).statusCode()).as("GET %s", path).isEqualTo(404);
        assertThat(served.post(path, "key-" + name, "{}").statusCode())
            .as("POST %s", path)
            .isEqualTo(404);
      }
      assertThat(served.tower.received).isEmpty();
    }
  }
}
