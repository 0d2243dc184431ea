package tower.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tower.access.Caller;
import tower.access.Principal;
import tower.access.Rates;
import tower.core.Problem;

/**
 * Stands at a listener's door: tells who calls, and turns away whoever has too many connections or
 * asks too often, before anything of the call is read. Addresses are those of the connections; what
 * a header says of them is not believed.
 */
final class Gate extends Handler.Wrapper implements Connection.Listener {
  private static final String CALLER = "tower.caller";
  private static final String AGAIN = "tower.caller.again";

  /** Loopback, as it is written in a URL. */
  private static final Pattern OWN =
      Pattern.compile(
          "localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?",
          Pattern.CASE_INSENSITIVE);

  /** Names whose rates are kept. */
  private static final int NAMES = 1024;

  private final Api api;
  private final Entry entry;
  private final Connections connections;
  private final Rates ofClients;
  private final Rates ofAddresses;
  private final String host;
  private final LongSupplier nanos;
  private final Supplier<String> ids;

  Gate(Api api, Door door, LongSupplier nanos, Supplier<String> ids) {
    this.api = api;
    this.entry = door.entry();
    host = door.host();
    this.nanos = nanos;
    this.ids = ids;
    connections = new Connections(door.bounds());
    ofClients = new Rates(door.bounds().clientPerSecond(), NAMES);
    ofAddresses = new Rates(door.bounds().addressPerSecond(), NAMES);
  }

  /** Who calls, as the gate has found. */
  static Caller caller(Request request) {
    return caller(request.getAttribute(CALLER));
  }

  /** What the credential of a call proves now: it may have ended since. */
  static boolean mayStill(Request request) {
    return !(request.getAttribute(AGAIN) instanceof Supplier<?> again)
        || caller(again.get()).principal().equals(caller(request).principal());
  }

  /** The same where a servlet's request has it. */
  static Caller caller(jakarta.servlet.http.HttpServletRequest request) {
    return caller(request.getAttribute(CALLER));
  }

  private static Caller caller(@Nullable Object found) {
    return found instanceof Caller caller ? caller : Caller.STRANGER;
  }

  /** The connection under all layers. */
  static EndPoint line(Connection connection) {
    EndPoint line = connection.getEndPoint();
    while (line instanceof EndPoint.Wrapper wrapper) {
      line = wrapper.unwrap();
    }
    return line;
  }

  @Override
  public void onOpened(Connection connection) {
    EndPoint line = line(connection);
    String address = address(line);
    long now = nanos.getAsLong();
    boolean taken =
        entry.open()
            ? connections.shown(line, "", address, now)
            : connections.opened(line, address, now);
    if (!taken) {
      api.turnedAway(Problem.TOO_MANY_CONNECTIONS, from(line));
      line.close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.closed(line(connection));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    EndPoint line = line(connection);
    String address = address(line);
    List<String> shown = List.copyOf(request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION));
    X509Certificate certificate = certificate(connection);
    Supplier<Caller> again = () -> entry.caller(shown, certificate);
    Caller caller = again.get().at(from(line));
    request.setAttribute(CALLER, caller);
    request.setAttribute(AGAIN, again);
    if (entry instanceof Entry.Development && !meant(Request.getServerName(request))) {
      String detail = "the tower does not answer as " + shortened(Request.getServerName(request));
      Refusal no = new Refusal(Problem.WRONG_HOST, detail);
      Wire.send(response, api.refused(ids.get(), caller, "any", no), callback);
      return true;
    }
    long now = nanos.getAsLong();
    String name = name(caller.principal(), address);
    if (!name.equals(address) && !connections.shown(line, address, name, now)) {
      // It would hold the place that it is refused.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      refuse(
          caller,
          new Refusal(Problem.TOO_MANY_CONNECTIONS, "this credential has as many as it may have"),
          1,
          response,
          callback);
      return true;
    }
    long waitNanos = (caller.principal().known() ? ofClients : ofAddresses).ask(name, now);
    if (waitNanos > 0) {
      long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(waitNanos);
      String who = caller.principal().known() ? "this credential" : "this address";
      refuse(
          caller,
          new Refusal(Problem.TOO_MANY_REQUESTS, who + " asks too often"),
          seconds,
          response,
          callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  /**
   * Nobody shows a key here, so a browser must not be led here under a name that is not this
   * machine's: its pages could command the tower.
   */
  private boolean meant(@Nullable String name) {
    return name == null || name.equalsIgnoreCase(host) || OWN.matcher(name).matches();
  }

  private static String shortened(@Nullable String name) {
    return name == null ? "" : name.substring(0, Math.min(name.length(), 100));
  }

  private void refuse(
      Caller caller, Refusal refusal, long seconds, Response response, Callback callback) {
    Reply reply = api.refused(ids.get(), caller, "any", refusal);
    Wire.send(response, reply.with("Retry-After", Long.toString(seconds)), callback);
  }

  /** Where nobody needs to show anything, each address is a client of its own. */
  private String name(Principal principal, String address) {
    return principal.known() && !entry.open() ? "client " + principal.name() : address;
  }

  private static @Nullable X509Certificate certificate(Connection connection) {
    EndPoint.SslSessionData tls = connection.getEndPoint().getSslSessionData();
    X509Certificate[] shown = tls == null ? null : tls.peerCertificates();
    return shown == null || shown.length == 0 ? null : shown[0];
  }

  /** The address for the journal. */
  private static String from(EndPoint line) {
    return line.getRemoteSocketAddress() instanceof InetSocketAddress socket
            && socket.getAddress() != null
        ? socket.getAddress().getHostAddress()
        : "";
  }

  /** Who has one address of IPv6 has its whole /64. */
  private static String address(EndPoint line) {
    SocketAddress remote = line.getRemoteSocketAddress();
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return "unknown";
    }
    InetAddress address = socket.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
        : address.getHostAddress();
  }
}
