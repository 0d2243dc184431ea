package tower.config;

import java.nio.file.Path;
import java.util.Optional;

/** The checked tables of the HTTP interface as records. */
final class ApiBuilder {
  private ApiBuilder() {}

  static ApiConfig build(Path file, View api) {
    return new ApiConfig(
        api.string("host"),
        api.number("port"),
        api.string("access").equals("development")
            ? ApiConfig.Access.DEVELOPMENT
            : ApiConfig.Access.CREDENTIALS,
        beside(file, api.string("clients_file")),
        tls(file, api),
        new ApiConfig.Bounds(
            api.number("connections_per_client"),
            api.number("connections_per_address"),
            api.number("requests_per_s"),
            api.number("address_requests_per_s")),
        local(api));
  }

  private static Optional<ApiConfig.Tls> tls(Path file, View api) {
    return api.text("certificate_file")
        .map(certificate ->
            new ApiConfig.Tls(
                beside(file, certificate),
                beside(file, api.string("certificate_key_file")),
                api.text("client_ca_file").map(ca -> beside(file, ca)),
                api.string("client_certificates").equals("required")));
  }

  private static Optional<ApiConfig.Local> local(View api) {
    View local = api.get("local");
    return api.has("local")
        ? Optional.of(
            new ApiConfig.Local(
                local.string("host"),
                local.number("port"),
                local.number("connections_per_address"),
                local.number("address_requests_per_s")))
        : Optional.empty();
  }

  private static Path beside(Path file, String name) {
    return file.resolveSibling(name).normalize();
  }
}
