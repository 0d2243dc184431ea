package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tower.access.Scope;

/** Document and server agree on who may do what, over real HTTP. */
class ScopesTest {
  private static Served served;
  private final Contract contract = new Contract();

  @BeforeAll
  static void serve() {
    served = new Served(ApiLimits.Patience.USUAL, Clientele.door());
  }

  @AfterAll
  static void close() {
    served.close();
  }

  /** Whoever reads the document knows who may call what, and with what. */
  @Test
  void theScopesOfTheDocumentAreThoseOfTheServer() {
    for (Route route : served.tower.api().routes()) {
      Operation operation =
          Contract.DOCUMENT
              .getPaths()
              .get(route.path())
              .readOperationsMap()
              .get(PathItem.HttpMethod.valueOf(route.method()));
      Scope scope = Permissions.needed(route);
      List<SecurityRequirement> needed =
          scope == null
              ? List.of()
              : List.of(
                  new SecurityRequirement().addList("bearerKey", scope.key()),
                  new SecurityRequirement().addList("clientCertificate", scope.key()));
      assertThat(operation.getSecurity()).as(route.path()).isEqualTo(needed);
      assertThat(operation.getResponses().containsKey("401")).isEqualTo(scope != null);
    }
  }

  /** The same operations for somebody who may do nothing, and for nobody. */
  @Test
  void everyOperationButThePublicOnesRefusesWhoMayNotCallIt() {
    int before = served.tower.received.size();
    for (Route route : served.tower.api().routes()) {
      String path = route.path().replaceAll("\\{\\w+}", "x-1");
      boolean open = Permissions.needed(route) == null;
      for (Clientele who : List.of(Clientele.NOBODY, Clientele.UNKNOWN, Clientele.NOTHING)) {
        HttpResponse<String> response = served.call(route.method(), path, who);
        contract.judge(route.method(), path, Map.of(), null, response);
        if (!open) {
          boolean known = who.equals(Clientele.NOTHING);
          assertThat(response.statusCode()).as(path).isEqualTo(known ? 403 : 401);
          assertThat(response.headers().firstValue("WWW-Authenticate"))
              .get(InstanceOfAssertFactories.STRING)
              .startsWith("Bearer realm=\"tower\"");
          if (known) {
            assertThat(response.body())
                .contains("nothing lacks the scope " + Permissions.needed(route).key());
          }
        }
      }
    }
    assertThat(served.tower.received).hasSize(before);
  }
}
