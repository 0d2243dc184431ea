package tower.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The shop's HTTP interface.
 *
 * @param host address to listen on; without TLS a loopback address
 * @param port TCP port, 0 for any free one
 * @param access who may call
 * @param clientsFile list of the clients; not opened by the reader
 * @param tls certificates; empty for plain HTTP
 * @param bounds how much of it one client may take
 * @param local listener for those at the tower
 */
public record ApiConfig(
    String host,
    int port,
    Access access,
    Path clientsFile,
    Optional<Tls> tls,
    Bounds bounds,
    Optional<Local> local) {
  /** The same interface on another port, and none for those at the tower. */
  public ApiConfig onPort(int other) {
    return new ApiConfig(host, other, access, clientsFile, tls, bounds, Optional.empty());
  }

  /** The same interface, open to everybody on this machine. */
  public ApiConfig inDevelopment() {
    return new ApiConfig(
        "127.0.0.1",
        port,
        Access.DEVELOPMENT,
        clientsFile,
        Optional.empty(),
        new Bounds(64, 64, 2_000, 2_000),
        Optional.empty());
  }

  /** Who may call the shop's interface. */
  public enum Access {
    /** Who shows a key or certificate of the list of clients. */
    CREDENTIALS,
    /** Everybody on this machine. */
    DEVELOPMENT
  }

  /**
   * PEM files of TLS; none is opened by the reader.
   *
   * @param certificateFile the server's chain
   * @param keyFile its private key
   * @param clientCaFile authority of the clients' certificates; empty to ask for none
   * @param clientCertificateRequired false when a bearer key is enough
   */
  public record Tls(
      Path certificateFile,
      Path keyFile,
      Optional<Path> clientCaFile,
      boolean clientCertificateRequired) {}

  /**
   * How much of a listener one client may take.
   *
   * @param connectionsPerClient connections of one credential at a time
   * @param connectionsPerAddress connections at a time of an address without a credential
   * @param requestsPerS requests of one credential
   * @param addressRequestsPerS requests of an address without a valid credential
   */
  public record Bounds(
      int connectionsPerClient,
      int connectionsPerAddress,
      int requestsPerS,
      int addressRequestsPerS) {}

  /**
   * The listener for those at the tower, in plain HTTP.
   *
   * @param host loopback or private address
   * @param port TCP port, 0 for any free one
   * @param connectionsPerAddress connections of one address at a time
   * @param addressRequestsPerS requests of one address
   */
  public record Local(String host, int port, int connectionsPerAddress, int addressRequestsPerS) {}
}
