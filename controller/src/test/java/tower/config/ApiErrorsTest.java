package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the listeners' tables may not say. */
class ApiErrorsTest {
  private static final String AFTER = "[pickup]";

  @TempDir Path folder;

  private TowerConfig read(String api) throws ConfigException {
    Path file = EditedFiles.copy(folder).resolve("towers/tower.toml");
    EditedFiles.edit(file, AFTER, "[api]\n" + api + "\n" + AFTER);
    return ConfigReader.read(file);
  }

  /** Nobody has said anything of keys: then they are needed. */
  @Test
  void whatIsNotSaidIsSafe() throws Exception {
    ApiConfig api = ConfigReader.read(EditedFiles.copy(folder).resolve("towers/tower.toml")).api();
    assertThat(api.access()).isEqualTo(ApiConfig.Access.CREDENTIALS);
    assertThat(api.clientsFile()).isEqualTo(folder.resolve("towers/clients"));
    assertThat(api.host()).isEqualTo("127.0.0.1");
    assertThat(api.tls()).isEmpty();
    assertThat(api.local()).isEmpty();
    assertThat(api.bounds()).isEqualTo(new ApiConfig.Bounds(64, 8, 100, 10));
  }

  @Test
  void aListenerOfTheNetworkIsRead() throws Exception {
    ApiConfig api =
        read("""
        host = "10.77.0.42"
        port = 8443
        certificate_file = "tower.crt.pem"
        certificate_key_file = "/etc/tower.key.pem"
        client_ca_file = "ca.pem"
        client_certificates = "accepted"
        requests_per_s = 50

        [api.local]
        host = "192.168.10.2"
        port = 8081
        """)
            .api();
    ApiConfig.Tls tls = api.tls().orElseThrow();
    assertThat(tls.certificateFile()).isEqualTo(folder.resolve("towers/tower.crt.pem"));
    assertThat(tls.keyFile()).isEqualTo(Path.of("/etc/tower.key.pem"));
    assertThat(tls.clientCaFile()).contains(folder.resolve("towers/ca.pem"));
    assertThat(tls.clientCertificateRequired()).isFalse();
    assertThat(api.bounds().requestsPerS()).isEqualTo(50);
    assertThat(api.local()).contains(new ApiConfig.Local("192.168.10.2", 8081, 8, 20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host = '0.0.0.0'|api.host: \"0.0.0.0\" is not a loopback address",
        "access = 'development'; certificate_file = 'a'; certificate_key_file = 'b'|api.access: lets everybody in",
        "host = '10.0.0.1'; access = 'development'|api.access: lets everybody in",
        "certificate_file = 'a'|api.certificate_file: stands alone",
        "certificate_key_file = 'a'|api.certificate_key_file: stands alone",
        "client_ca_file = 'a'|api.client_ca_file: asks for certificates where there is no TLS",
        "local.port = 1; local.host = '203.0.113.9'|api.local.host: \"203.0.113.9\" is no address of a local network",
        "connections_per_client = 0|api.connections_per_client",
        "access = 'open'|api.access",
      })
  void nothingSecretIsServedInTheOpen(String keys, String error) {
    String lines = keys.replace("; ", "\n").replace("'", "\"");
    assertThat(EditedFiles.towerErrors(folder, AFTER, "[api]\n" + lines + "\n\n" + AFTER))
        .contains(error);
  }
}
