package tower.voucher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * A compact JWS (RFC 7515, 7.1) with a pinned header, before anybody has looked at its signature.
 * Up to here a hostile text has cost its own length and one JSON of at most {@link #MOST_HEADER}
 * bytes.
 *
 * @param kid thumbprint of the key that is said to have signed it
 * @param signed the bytes that the signature is over, as they were received
 * @param payload what was signed
 * @param signature {@link Ed25519Key#SIGNATURE_BYTES} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and gone before anybody could change it
record CompactJws(String kid, byte[] signed, byte[] payload, byte[] signature) {
  /**
   * The registered algorithm of RFC 8037. RFC 9864 has since given Ed25519 a name of its own; here
   * the key decides the curve anyway, a second name would be a second text for one voucher, and
   * every library speaks this one.
   */
  static final String ALGORITHM = "EdDSA";

  /** Three names, a type and a kid take about 100. */
  private static final int MOST_HEADER = 256;

  /**
   * Takes a text apart.
   *
   * @param most characters that it may have
   * @param type the only {@code typ} it may have (RFC 8725, 3.11)
   * @throws RefusedException when it is too large, not canonical, or has another header
   */
  static CompactJws parse(String text, int most, String type) throws RefusedException {
    if (text.length() > most) {
      throw new RefusedException(
          Flaw.TOO_LARGE, "it has " + text.length() + " characters, at most are allowed " + most);
    }
    int first = text.indexOf('.');
    int last = text.lastIndexOf('.');
    // A fourth part would be in the payload's, which then is no base64url.
    if (first == last) {
      throw new RefusedException(Flaw.MALFORMED, "it does not have three parts");
    }
    byte[] header = part(text.substring(0, first), "header");
    byte[] payload = part(text.substring(first + 1, last), "payload");
    byte[] signature = part(text.substring(last + 1), "signature");
    if (signature.length != Ed25519Key.SIGNATURE_BYTES) {
      throw new RefusedException(
          Flaw.MALFORMED, "its signature has " + signature.length + " bytes and not 64");
    }
    byte[] signed = text.substring(0, last).getBytes(StandardCharsets.US_ASCII);
    return new CompactJws(kid(header, type), signed, payload, signature);
  }

  private static byte[] part(String text, String name) throws RefusedException {
    byte[] bytes = Base64Url.decode(text);
    if (bytes == null) {
      throw new RefusedException(Flaw.MALFORMED, "its " + name + " is not canonical base64url");
    }
    return bytes;
  }

  /** Exactly three members: there is no way to bring a key, or to ask for another algorithm. */
  private static String kid(byte[] bytes, String type) throws RefusedException {
    if (bytes.length > MOST_HEADER) {
      throw new RefusedException(Flaw.WRONG_HEADER, "its header is longer than " + MOST_HEADER);
    }
    ObjectNode header = StrictJson.object(bytes);
    if (header == null) {
      throw new RefusedException(Flaw.WRONG_HEADER, "its header is not one JSON object");
    }
    require(header, "alg", ALGORITHM);
    require(header, "typ", type);
    JsonNode kid = header.get("kid");
    if (kid == null || !Ed25519Key.isThumbprint(kid)) {
      throw new RefusedException(Flaw.WRONG_HEADER, "its kid is not a thumbprint");
    }
    if (header.size() != 3) {
      throw new RefusedException(Flaw.WRONG_HEADER, "its header has more than alg, typ and kid");
    }
    return kid.textValue();
  }

  private static void require(ObjectNode header, String name, String value)
      throws RefusedException {
    JsonNode found = header.get(name);
    if (found == null || !found.isTextual() || !found.textValue().equals(value)) {
      throw new RefusedException(Flaw.WRONG_HEADER, "its " + name + " is not \"" + value + "\"");
    }
  }
}
