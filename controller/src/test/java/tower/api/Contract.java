package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The document as a judge of calls: every exchange of these tests is put before it. */
final class Contract {
  static final String TEXT = text();
  static final OpenAPI DOCUMENT = document();

  private static final OpenApiInteractionValidator JUDGE =
      OpenApiInteractionValidator.createForInlineApiSpecification(TEXT).build();
  private static final OpenApiInteractionValidator EVENTS = events();

  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\",\"requestId\"");

  /** What every server sends, and no contract lists. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "content-type",
          "content-length",
          "date",
          "connection",
          "cache-control",
          "transfer-encoding",
          "x-content-type-options");

  /** Headers that came, as {@code POST /v1/pickups 201 location}. */
  final Set<String> seen = new TreeSet<>();

  /** Operations that were called, as {@code GET /v1/tower}. */
  private final Set<String> exercised = new TreeSet<>();

  /** Every operation of the document with its id. */
  static Map<String, String> operations() {
    Map<String, String> operations = new TreeMap<>();
    DOCUMENT
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) ->
                    operations.put(method + " " + path, operation.getOperationId())));
    return operations;
  }

  Set<String> exercised() {
    return exercised;
  }

  /** The answer must be as the document says; a request that was accepted must be too. */
  void judge(
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body,
      HttpResponse<String> response) {
    Map<String, List<String>> answered = response.headers().map();
    judge(method, path, headers, body, response.statusCode(), answered, response.body());
  }

  /** The same for an answer that has not ended yet. */
  void judge(
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body,
      int status,
      Map<String, List<String>> answered,
      String text) {
    String bare = path.replaceFirst("\\?.*", "");
    SimpleResponse.Builder answer = SimpleResponse.Builder.status(status).withBody(text);
    answered.forEach(answer::withHeader);
    assertThat(
            JUDGE
                .validateResponse(bare, Request.Method.valueOf(method), answer.build())
                .getMessages())
        .as(method + " " + path + " -> " + status + " " + text)
        .isEmpty();
    if (status < 300) {
      assertThat(JUDGE.validateRequest(request(method, path, headers, body)).getMessages())
          .as(method + " " + path + " " + body)
          .isEmpty();
    }
    String operation = method + " " + template(method, bare);
    promised(operation, status, answered.keySet(), text);
    exercised.add(operation);
  }

  /**
   * What the judge does not look at: headers that nobody promised, and codes that nobody listed.
   */
  private void promised(String operation, int status, Set<String> answered, String text) {
    ApiResponse response = response(operation, status);
    Map<String, Header> headers = response.getHeaders() == null ? Map.of() : response.getHeaders();
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(headers.keySet());
    for (String header : answered) {
      if (known.contains(header)) {
        seen.add(operation + " " + status + " " + header.toLowerCase(Locale.ROOT));
      } else {
        assertThat(OF_HTTP).as("header of " + operation).contains(header.toLowerCase(Locale.ROOT));
      }
    }
    Matcher code = CODE.matcher(text);
    if (status >= 400 && code.find()) {
      assertThat(List.of(response.getDescription().split("[^a-z-]+", -1)))
          .as(operation + " " + status)
          .contains(code.group(1));
    }
  }

  private static ApiResponse response(String operation, int status) {
    int space = operation.indexOf(' ');
    Operation found =
        DOCUMENT
            .getPaths()
            .get(operation.substring(space + 1))
            .readOperationsMap()
            .get(PathItem.HttpMethod.valueOf(operation.substring(0, space)));
    ApiResponse response = found.getResponses().get(Integer.toString(status));
    String ref = response.get$ref();
    return ref == null
        ? response
        : DOCUMENT.getComponents().getResponses().get(ref.substring(ref.lastIndexOf('/') + 1));
  }

  /** The statuses that an operation promises. */
  static Set<String> statuses(String operation) {
    int space = operation.indexOf(' ');
    return DOCUMENT
        .getPaths()
        .get(operation.substring(space + 1))
        .readOperationsMap()
        .get(PathItem.HttpMethod.valueOf(operation.substring(0, space)))
        .getResponses()
        .keySet();
  }

  /** The headers that answers of success are said to have, as {@link #seen} has them. */
  static Set<String> headersOfSuccess() {
    Set<String> headers = new TreeSet<>();
    for (String operation : operations().keySet()) {
      for (String status : statuses(operation)) {
        ApiResponse response = response(operation, Integer.parseInt(status));
        if (status.startsWith("2") && response.getHeaders() != null) {
          response
              .getHeaders()
              .keySet()
              .forEach(
                  h -> headers.add(operation + " " + status + " " + h.toLowerCase(Locale.ROOT)));
        }
      }
    }
    return headers;
  }

  /** The data of an event of the stream must be as the document's schema of that name says. */
  static void judgeEvent(String schema, String data) {
    SimpleResponse answer =
        SimpleResponse.Builder.ok().withContentType("application/json").withBody(data).build();
    assertThat(EVENTS.validateResponse("/" + schema, Request.Method.GET, answer).getMessages())
        .as(schema + " " + data)
        .isEmpty();
  }

  /** The judge knows operations only: one for each schema that no operation of ours answers. */
  private static OpenApiInteractionValidator events() {
    StringBuilder paths = new StringBuilder("\npaths:\n");
    for (String schema : List.of("Event", "EventSnapshot")) {
      paths.append(
          """
            /%1$s:
              get:
                responses:
                  '200':
                    description: One event's data.
                    content:
                      application/json:
                        schema: { $ref: '#/components/schemas/%1$s' }
          """
              .formatted(schema));
    }
    String document = TEXT.replace("\npaths:\n", paths);
    return OpenApiInteractionValidator.createForInlineApiSpecification(document).build();
  }

  private static SimpleRequest request(
      String method, String path, Map<String, String> headers, @Nullable String body) {
    int query = path.indexOf('?');
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(method, query < 0 ? path : path.substring(0, query));
    if (query >= 0) {
      for (String pair : path.substring(query + 1).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        request.withQueryParam(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    headers.forEach(request::withHeader);
    if (body != null) {
      request.withBody(body);
    } else if (method.equals("POST")) {
      // The judge wants a media type even where there is no body to have one.
      request.withContentType("application/json");
    }
    return request.build();
  }

  private static String template(String method, String path) {
    return operations().keySet().stream()
        .filter(operation -> operation.startsWith(method + " "))
        .map(operation -> operation.substring(method.length() + 1))
        .filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
        .findFirst()
        .orElse("not in the document: " + path);
  }

  private static OpenAPI document() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(TEXT, null, options);
    assertThat(result.getMessages()).as("openapi.yaml").isEmpty();
    return result.getOpenAPI();
  }

  private static String text() {
    try (InputStream in = Contract.class.getResourceAsStream("/openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
