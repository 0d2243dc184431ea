package tower.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * One listener.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param entry how it tells who calls
 * @param tls what it shows and believes; empty for plain HTTP
 * @param bounds how much of it one client may take
 */
public record Door(String host, int port, Entry entry, Optional<ServerTls> tls, Bounds bounds) {
  /** Refuses what nobody may serve. */
  public Door {
    boolean loopback = loopback(host);
    if (entry instanceof Entry.Development && (!loopback || tls.isPresent())) {
      throw new IllegalArgumentException(
          "who need not show a key must be on this machine: use a loopback address, not \""
              + host
              + "\"");
    }
    if (entry instanceof Entry.ByCredentials && !loopback && tls.isEmpty()) {
      throw new IllegalArgumentException(
          "keys would be readable on their way to \""
              + host
              + "\": without TLS use a loopback address");
    }
  }

  /**
   * How much of a listener one client may take.
   *
   * @param clientConnections connections of one credential at a time
   * @param addressConnections connections at a time of an address that has shown no credential
   * @param clientPerSecond requests of one credential
   * @param addressPerSecond requests of an address that show no valid credential
   */
  public record Bounds(
      int clientConnections, int addressConnections, int clientPerSecond, int addressPerSecond) {
    public static final Bounds USUAL = new Bounds(64, 8, 100, 10);
  }

  /** Plain HTTP for everybody on this machine, each address with the bounds of a client. */
  public static Door development(String host, int port) {
    return new Door(host, port, new Entry.Development(), Optional.empty(), Bounds.USUAL);
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
