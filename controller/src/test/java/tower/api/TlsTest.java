package tower.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.access.ClientList;
import tower.access.Clients;
import tower.access.Pem;

/** What the wire lets through, with the certificates that the commands of the guide make. */
class TlsTest {
  private static final char[] PASSWORD = "of the test".toCharArray();

  @TempDir static Path folder;
  @TempDir static Path foreign;

  private final AtomicReference<Clients> clients = new AtomicReference<>();
  private Served served;
  private ServerTls tls;

  @BeforeAll
  static void make() throws Exception {
    for (String commands : guide()) {
      run(folder, commands);
      run(foreign, commands);
    }
    run(
        folder,
        "openssl x509 -req -in shop.csr -CA ca.pem -CAkey ca.key.pem -days -1"
            + " -extfile client.ext -out expired.crt.pem");
  }

  /** Every command of the guide, block by block: a reader copies them as they stand. */
  private static List<String> guide() throws IOException {
    Path guide = Path.of(System.getProperty("tower.root"), "controller/docs/network.md");
    List<String> blocks =
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(guide))
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(blocks).hasSize(4);
    return blocks;
  }

  private static void run(Path where, String commands) throws Exception {
    Path said = Files.createTempFile(where, "said", "");
    Process process =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", commands, Files.readString(said)).isZero();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static ServerTls.Papers papers(Path where) throws IOException {
    return new ServerTls.Papers(
        Pem.certificates(Files.readString(where.resolve("tower.crt.pem"))),
        Pem.privateKey(Files.readString(where.resolve("tower.key.pem"))),
        Pem.certificates(Files.readString(where.resolve("ca.pem"))));
  }

  private void serve(ServerTls.Clients ask) throws IOException {
    clients.set(ClientList.read(Files.readString(folder.resolve("clients"))));
    tls = new ServerTls(papers(folder), ask);
    Entry entry = new Entry.ByCredentials(clients::get, System::currentTimeMillis);
    served =
        new Served(
            ApiLimits.Patience.USUAL,
            new Door("127.0.0.1", 0, entry, Optional.of(tls), Door.Bounds.USUAL));
  }

  /** A client that believes the folder's authority, and shows a certificate if it has one. */
  private static HttpClient client(String protocol, Path believed, KeyStore own) throws Exception {
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry(
        "ca", Pem.certificates(Files.readString(believed.resolve("ca.pem"))).getFirst());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context)
        .sslParameters(parameters)
        .build();
  }

  private static KeyStore shows(Path where, String certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain =
        Pem.certificates(Files.readString(where.resolve(certificate))).toArray(Certificate[]::new);
    String key = certificate.startsWith("tower") ? "tower.key.pem" : "shop.key.pem";
    store.setKeyEntry("own", Pem.privateKey(Files.readString(where.resolve(key))), PASSWORD, chain);
    return store;
  }

  private static KeyStore showsNothing() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private HttpResponse<String> get(HttpClient client, String... headers) throws Exception {
    URI uri = URI.create("https://127.0.0.1:" + served.server.port() + "/v1/tower");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void refuses(String protocol, KeyStore own) throws Exception {
    HttpClient client = client(protocol, folder, own);
    assertThatThrownBy(() -> get(client)).isInstanceOf(IOException.class);
    assertThat(served.tower.askers).isEmpty();
  }

  @Test
  void aCertificateOfThePinnedAuthorityIsWhoItSays() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    HttpClient shop = client("TLSv1.3", folder, shows(folder, "shop.crt.pem"));
    assertThat(get(shop).statusCode()).isEqualTo(200);
    // The row is gone: refused at once, on the connection that stands.
    clients.set(Clients.NONE);
    HttpResponse<String> refused = get(shop);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("does not know this certificate's subject");
  }

  @Test
  void nothingOlderThanTls13() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    refuses("TLSv1.2", shows(folder, "shop.crt.pem"));
  }

  @Test
  void noCertificateIsRefused() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    refuses("TLSv1.3", showsNothing());
  }

  @Test
  void aForeignAuthoritysCertificateIsRefused() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    refuses("TLSv1.3", shows(foreign, "shop.crt.pem"));
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    refuses("TLSv1.3", shows(folder, "expired.crt.pem"));
  }

  /** The tower's own certificate was signed by the same authority, for another use. */
  @Test
  void aServersCertificateIsNoClients() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    refuses("TLSv1.3", shows(folder, "tower.crt.pem"));
  }

  @Test
  void aKeyDoesWhereACertificateMayBeShown() throws Exception {
    serve(ServerTls.Clients.MAY_SHOW);
    String key = Files.readString(folder.resolve("shop.key")).strip();
    HttpClient bare = client("TLSv1.3", folder, showsNothing());
    assertThat(get(bare).statusCode()).isEqualTo(401);
    assertThat(get(bare, "Authorization", "Bearer " + key).statusCode()).isEqualTo(200);
    assertThat(get(client("TLSv1.3", folder, shows(folder, "shop.crt.pem"))).statusCode())
        .isEqualTo(200);
    refuses("TLSv1.3", shows(foreign, "shop.crt.pem"));
  }

  @Test
  void whereNoneIsAskedForAKeyAloneCounts() throws Exception {
    serve(ServerTls.Clients.SHOW_NONE);
    HttpClient shop = client("TLSv1.3", folder, shows(folder, "shop.crt.pem"));
    assertThat(get(shop).statusCode()).isEqualTo(401);
  }

  /** Certificates are changed while the tower works. */
  @Test
  void otherPapersCountFromTheNextHandshakeOn() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    tls.reload(papers(foreign));
    HttpClient stranger = client("TLSv1.3", foreign, shows(foreign, "shop.crt.pem"));
    assertThat(get(stranger).statusCode()).isEqualTo(200);
    HttpClient before = client("TLSv1.3", foreign, shows(folder, "shop.crt.pem"));
    assertThatThrownBy(() -> get(before)).isInstanceOf(IOException.class);
    ServerTls.Papers mixed =
        new ServerTls.Papers(papers(folder).chain(), papers(foreign).key(), List.of());
    assertThatThrownBy(() -> tls.reload(mixed)).hasMessageContaining("is not that of");
    assertThat(get(client("TLSv1.3", foreign, shows(foreign, "shop.crt.pem"))).statusCode())
        .as("what was there stays")
        .isEqualTo(200);
  }

  /** A handshake that does not end holds its place no longer than a slow head does. */
  @Test
  void aSilentHandshakeIsCutOff() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    served.close();
    var short1 = java.time.Duration.ofSeconds(1);
    var patience = new ApiLimits.Patience(short1, short1, short1, short1, short1);
    Entry entry = new Entry.ByCredentials(clients::get, System::currentTimeMillis);
    served =
        new Served(patience, new Door("127.0.0.1", 0, entry, Optional.of(tls), Door.Bounds.USUAL));
    try (var socket = served.socket()) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(22);
      assertThat(socket.getInputStream().read()).isLessThan(22);
    }
  }

  /** The lists that the guide shows are lists. */
  @Test
  void theGuidesListOfClientsIsOne() throws Exception {
    serve(ServerTls.Clients.MUST_SHOW);
    Path guide = Path.of(System.getProperty("tower.root"), "controller/docs/network.md");
    String text = Files.readString(guide);
    String list = text.substring(text.indexOf("# kind"));
    assertThat(ClientList.read(list.substring(0, list.indexOf("```"))).size()).isEqualTo(4);
  }
}
