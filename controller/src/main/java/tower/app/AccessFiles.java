package tower.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;
import tower.access.ClientList;
import tower.access.Clients;
import tower.access.Pem;
import tower.api.ServerTls;
import tower.config.ApiConfig;
import tower.model.Time;

/**
 * Who may call and what the server shows, out of files that are read again when they change: a
 * restart would make the tower look, and wait for a person, and keys are changed more often than
 * somebody stands beside it. A file that cannot be used changes nothing and is complained of.
 */
final class AccessFiles implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofDays(30);

  /** What the files hold. */
  private record Texts(String clients, String certificate, String key, String authority) {
    Texts listing(String other) {
      return new Texts(other, certificate, key, authority);
    }
  }

  private final ApiConfig api;
  private final Time time;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("access-files").factory());
  private final Optional<ServerTls> tls;
  private Texts texts;
  private String listComplaint = "";
  private String paperComplaint = "";
  private volatile Clients clients;

  private AccessFiles(ApiConfig api, Time time, Texts texts, Clients clients)
      throws StartException {
    this.api = api;
    this.time = time;
    this.texts = texts;
    this.clients = clients;
    tls = tls(texts);
  }

  /**
   * Reads the files and goes on looking at them.
   *
   * @throws StartException naming the file and what should be in it
   */
  static AccessFiles open(ApiConfig api, Time time) throws StartException {
    Texts texts = texts(api);
    Clients clients = clients(api, texts);
    AccessFiles files = new AccessFiles(api, time, texts, clients);
    api.tls().ifPresent(paths -> warnIfOthersRead(paths.keyFile()));
    if (open(api)) {
      Logger.warn(
          "THE API IS OPEN: [api] access is development, so everybody on this machine may do"
              + " everything, a supervisor's part too");
    } else if (clients.size() == 0) {
      Logger.warn("{} lists nobody: nobody may call", api.clientsFile());
    }
    long period = PERIOD.toMillis();
    var _ = files.thread.scheduleWithFixedDelay(files::look, period, period, TimeUnit.MILLISECONDS);
    return files;
  }

  /** Whoever reads the private key can be the tower. */
  private static void warnIfOthersRead(Path key) {
    try {
      if (Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
        Logger.warn(
            "everybody on this machine can read the private key {}: chmod 640 {}", key, key);
      }
    } catch (IOException | UnsupportedOperationException e) {
      Logger.warn("nobody can say who may read the private key {}: {}", key, e.toString());
    }
  }

  private static boolean open(ApiConfig api) {
    return api.access() == ApiConfig.Access.DEVELOPMENT;
  }

  Clients clients() {
    return clients;
  }

  Optional<ServerTls> tls() {
    return tls;
  }

  /**
   * Takes what has changed. Each by itself: a certificate that is half written must not keep a key
   * in force that somebody has taken out.
   */
  void look() {
    listComplaint = tried(this::readList, listComplaint);
    paperComplaint = tried(this::readPapers, paperComplaint);
  }

  private void readList() throws StartException {
    String listed = listed(api);
    if (!listed.equals(texts.clients())) {
      Texts now = texts.listing(listed);
      Clients next = clients(api, now);
      clients = next;
      texts = now;
      Logger.info("the list of {} clients was read again", next.size());
    }
  }

  private void readPapers() throws StartException {
    Texts now = texts(api).listing(texts.clients());
    if (tls.isPresent() && !now.equals(texts)) {
      tls.get().reload(papers(now));
      texts = now;
      Logger.info("the certificates were read again");
    }
  }

  /** Reads files again. */
  @FunctionalInterface
  private interface Reading {
    void read() throws StartException;
  }

  /** Once, not every time: the log is bounded, and the file stays as it is for hours. */
  private static String tried(Reading reading, String complaint) {
    try {
      reading.read();
      return "";
    } catch (StartException | RuntimeException e) {
      String now = String.valueOf(e.getMessage());
      if (!now.equals(complaint)) {
        Logger.error("what was read before stays in force: {}", now);
      }
      return now;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static String listed(ApiConfig api) throws StartException {
    return open(api) ? "" : text("list of clients", api.clientsFile(), howToMakeOne(api));
  }

  private static Texts texts(ApiConfig api) throws StartException {
    String listed = listed(api);
    if (api.tls().isEmpty()) {
      return new Texts(listed, "", "", "");
    }
    ApiConfig.Tls files = api.tls().get();
    String guide = "docs/network.md says how to make certificates";
    return new Texts(
        listed,
        text("certificate", files.certificateFile(), guide),
        text("private key", files.keyFile(), guide),
        files.clientCaFile().isEmpty() ? "" : text("authority", files.clientCaFile().get(), guide));
  }

  private static String text(String what, Path file, String remedy) throws StartException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new StartException("the " + what + " " + file + " cannot be read", remedy);
    }
  }

  private static String howToMakeOne(ApiConfig api) {
    return "tower-controller keygen shop --may shop prints a key for the shop and a row for this"
        + " file; for development on this machine only, [api] access = \"development\" needs no "
        + api.clientsFile().getFileName();
  }

  private static Clients clients(ApiConfig api, Texts texts) throws StartException {
    try {
      return ClientList.read(texts.clients());
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "the list of clients " + api.clientsFile() + ", " + e.getMessage(), howToMakeOne(api));
    }
  }

  private Optional<ServerTls> tls(Texts texts) throws StartException {
    if (api.tls().isEmpty()) {
      return Optional.empty();
    }
    ServerTls.Clients ask =
        api.tls().get().clientCaFile().isEmpty()
            ? ServerTls.Clients.SHOW_NONE
            : api.tls().get().clientCertificateRequired()
                ? ServerTls.Clients.MUST_SHOW
                : ServerTls.Clients.MAY_SHOW;
    ServerTls.Papers papers = papers(texts);
    try {
      return Optional.of(new ServerTls(papers, ask));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          api.tls().get().certificateFile() + ": " + e.getMessage(),
          "docs/network.md says how to make certificates");
    }
  }

  private ServerTls.Papers papers(Texts texts) throws StartException {
    ApiConfig.Tls files = api.tls().orElseThrow();
    Path file = files.certificateFile();
    try {
      var chain = Pem.certificates(texts.certificate());
      Instant end = chain.getFirst().getNotAfter().toInstant();
      if (end.toEpochMilli() - time.utcMs() < SOON.toMillis()) {
        Logger.warn("the certificate {} is valid until {}", file, end);
      }
      file = files.keyFile();
      var key = Pem.privateKey(texts.key());
      file = files.clientCaFile().orElse(file);
      return new ServerTls.Papers(
          chain,
          key,
          files.clientCaFile().isEmpty() ? List.of() : Pem.certificates(texts.authority()));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          file + ": " + e.getMessage(), "docs/network.md says how to make certificates");
    }
  }
}
