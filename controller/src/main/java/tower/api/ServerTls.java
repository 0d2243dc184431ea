package tower.api;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS 1.3 and nothing older: the server's certificate, and the authority of its clients'. What it
 * shows and believes can be changed while it serves; connections that stand keep what they had.
 */
public final class ServerTls {
  /** The key store exists in memory only; it has to have a password all the same. */
  private static final String IN_MEMORY = "in memory";

  /**
   * What is shown and believed.
   *
   * @param chain the server's certificate first, then those between it and its root
   * @param key of that certificate
   * @param clientAuthorities roots of the clients' certificates; empty to ask for none
   */
  public record Papers(
      List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientAuthorities) {
    public Papers {
      chain = List.copyOf(chain);
      clientAuthorities = List.copyOf(clientAuthorities);
    }
  }

  /** What clients must do about certificates. */
  public enum Clients {
    SHOW_NONE,
    MAY_SHOW,
    MUST_SHOW
  }

  private final SslContextFactory.Server factory = new SslContextFactory.Server();

  /**
   * TLS with these papers.
   *
   * @throws IllegalArgumentException when they do not fit together
   */
  public ServerTls(Papers papers, Clients clients) {
    factory.setIncludeProtocols("TLSv1.3");
    factory.setSniRequired(false);
    factory.setNeedClientAuth(clients == Clients.MUST_SHOW);
    factory.setWantClientAuth(clients == Clients.MAY_SHOW);
    set(factory, papers);
  }

  /**
   * Other papers from now on.
   *
   * @throws IllegalArgumentException when they do not fit together; the old ones stay
   */
  public void reload(Papers papers) {
    try {
      factory.reload(f -> set(f, papers));
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalArgumentException("the papers do not fit: " + e, e);
    }
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  private static void set(SslContextFactory factory, Papers papers) {
    requireOwn(papers);
    try {
      KeyStore own = store();
      own.setKeyEntry(
          "tower",
          papers.key(),
          IN_MEMORY.toCharArray(),
          papers.chain().toArray(Certificate[]::new));
      factory.setKeyStore(own);
      factory.setKeyStorePassword(IN_MEMORY);
      factory.setKeyManagerPassword(IN_MEMORY);
      // An empty one believes nobody; none at all would believe every authority of the JDK.
      KeyStore believed = store();
      for (int i = 0; i < papers.clientAuthorities().size(); i++) {
        believed.setCertificateEntry("authority-" + i, papers.clientAuthorities().get(i));
      }
      factory.setTrustStore(believed);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificate and its key cannot be used: " + e, e);
    }
  }

  /** A certificate with another one's key would only fail at the first handshake. */
  private static void requireOwn(Papers papers) {
    if (!KeyPairs.fit(papers.chain().getFirst().getPublicKey(), papers.key())) {
      throw new IllegalArgumentException("the private key is not that of the first certificate");
    }
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
