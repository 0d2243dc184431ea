package tower.api;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;
import tower.access.Caller;
import tower.access.Clients;
import tower.access.Principal;
import tower.access.Scope;

/** How a listener tells who calls. */
public sealed interface Entry {
  /**
   * By bearer keys, and by certificates where the listener asks for them. A key that is sent
   * decides.
   *
   * @param clients the list as it is now
   * @param utcMs now, or the latest time that is known to have passed
   */
  record ByCredentials(Supplier<Clients> clients, LongSupplier utcMs) implements Entry {
    private static final String SCHEME = "bearer ";

    private Caller byKey(List<String> authorization) {
      String value = authorization.getFirst();
      if (authorization.size() > 1 || !value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
        return Caller.nobody("the Authorization header must be one value: Bearer and a key");
      }
      return clients.get().byKey(value.substring(SCHEME.length()).strip(), utcMs.getAsLong());
    }

    /** A handshake may be long ago: that the certificate is still valid is asked every time. */
    private Caller byCertificate(X509Certificate certificate) {
      long now = utcMs.getAsLong();
      return now > certificate.getNotAfter().toInstant().toEpochMilli()
          ? Caller.nobody("this certificate has expired")
          : clients.get().byCertificate(commonName(certificate), now);
    }

    private static @Nullable String commonName(X509Certificate certificate) {
      try {
        for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
          if (rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String name) {
            return name;
          }
        }
      } catch (InvalidNameException e) {
        // As one without a name.
      }
      return null;
    }
  }

  /**
   * Everybody may do everything: on a loopback address, and only where the configuration says so.
   */
  record Development() implements Entry {}

  /** Everybody sees how the tower is and nothing of its cars. */
  record Local() implements Entry {}

  /** Who may come in by {@link Local}. */
  Principal AT_THE_TOWER = new Principal("local", java.util.Set.of(Scope.TOWER_READ));

  /**
   * Who calls.
   *
   * @param authorization values of the header
   * @param certificate the peer's own, proved to be genuine; null without one
   */
  default Caller caller(List<String> authorization, @Nullable X509Certificate certificate) {
    return switch (this) {
      case Development e -> Caller.of(Principal.DEVELOPMENT);
      case Local e -> Caller.of(AT_THE_TOWER);
      case ByCredentials e when !authorization.isEmpty() -> e.byKey(authorization);
      case ByCredentials e when certificate != null -> e.byCertificate(certificate);
      case ByCredentials e -> Caller.STRANGER;
    };
  }

  /** Nothing needs to be shown. */
  default boolean open() {
    return switch (this) {
      case Development e -> true;
      case Local e -> true;
      case ByCredentials e -> false;
    };
  }
}
