package tower.config;

import java.util.Optional;

/**
 * What the listeners must be besides well-formed: nothing secret is served where it can be read.
 */
final class ApiChecks {
  private final View api;
  private final Problems problems;

  private ApiChecks(View api, Problems problems) {
    this.api = api;
    this.problems = problems;
  }

  static void run(View tower, Problems problems) {
    ApiChecks checks = new ApiChecks(tower.get("api"), problems);
    checks.plain();
    checks.development();
    checks.papers();
    checks.local();
  }

  private void say(View at, String message, String hint) {
    problems.at(at.document(), at.at(), message, hint);
  }

  private String host() {
    return api.text("host").orElse("127.0.0.1");
  }

  /** Plain HTTP would carry keys and pickup codes over the network in clear. */
  private void plain() {
    if (!loopback(host()) && !api.has("certificate_file")) {
      say(
          api.get("host"),
          "\"" + host() + "\" is not a loopback address, and plain HTTP is for loopback only",
          "add certificate_file and certificate_key_file, or use 127.0.0.1");
    }
  }

  private void development() {
    boolean open = api.text("access").equals(Optional.of("development"));
    if (open && (!loopback(host()) || api.has("certificate_file"))) {
      say(
          api.get("access"),
          "lets everybody in, and the interface is not for this machine alone",
          "use credentials, or a loopback address and no certificate");
    }
  }

  private void papers() {
    if (api.has("certificate_file") != api.has("certificate_key_file")) {
      boolean key = api.has("certificate_key_file");
      say(
          api.get(key ? "certificate_key_file" : "certificate_file"),
          "stands alone",
          key ? "add certificate_file" : "add certificate_key_file");
    }
    if (api.has("client_ca_file") && !api.has("certificate_file")) {
      say(
          api.get("client_ca_file"),
          "asks for certificates where there is no TLS",
          "add certificate_file and certificate_key_file");
    }
  }

  private void local() {
    View local = api.get("local");
    String host = local.text("host").orElse("127.0.0.1");
    if (!loopback(host) && !near(host)) {
      say(
          local.get("host"),
          "\"" + host + "\" is no address of a local network",
          "use 127.0.0.1, or the tower's own 10., 172.16..31. or 192.168. address");
    }
  }

  private static boolean loopback(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  private static boolean near(String host) {
    return host.matches(
        "(10\\.[0-9]{1,3}|192\\.168|172\\.(1[6-9]|2[0-9]|3[01]))\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }
}
