package tower.voucher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static tower.voucher.Papers.NEXT_SHOP;
import static tower.voucher.Papers.REVOKED;
import static tower.voucher.Papers.ROOT;
import static tower.voucher.Papers.SHOP;
import static tower.voucher.Papers.STRANGER;
import static tower.voucher.Papers.json;
import static tower.voucher.Papers.listClaims;
import static tower.voucher.Papers.quoted;
import static tower.voucher.Papers.voucherClaims;
import static tower.voucher.Papers.with;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes hostile vouchers and key lists out of genuine ones. Wrongly accepted is whatever passes and
 * is not, character by character, what shop or root have really made for this tower.
 */
final class VoucherFuzz {
  /**
   * What came of it.
   *
   * @param wrong texts that passed and must not have, with the way they were made
   * @param genuine genuine ones that passed, as they must
   * @param refusals by the way they were made
   * @param flaws how often each was told
   */
  record Outcome(
      List<String> wrong, int genuine, Map<String, Integer> refusals, Map<Flaw, Integer> flaws) {}

  private static final int PAPERS = 64;
  private static final int POOL = 128;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Full-width and zero-width characters, a letter that folds into ASCII, and other bait. */
  private static final String TRICKS = "\uff0e\uff21\u200b\u2024\u212a\u0000\ufeff=+/ \n.\u00e9";

  private final Random random;
  private final List<String> vouchers = new ArrayList<>();
  private final List<String> lists = new ArrayList<>();
  private final Map<String, Supplier<String>> ways = new LinkedHashMap<>();

  VoucherFuzz(long seed) {
    random = new Random(seed);
    for (int i = 0; i < PAPERS; i++) {
      vouchers.add((i % 2 == 0 ? SHOP : NEXT_SHOP).voucher(json(someClaims(i))));
      lists.add(ROOT.list(json(with(listClaims(), "version", "" + (i + 1)))));
    }
    edits();
    forgeries();
    mistakes();
  }

  /** So many hostile texts, with a genuine one before every eighth. */
  Outcome run(int count) {
    List<String> names = List.copyOf(ways.keySet());
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> refusals = new TreeMap<>();
    Map<Flaw, Integer> flaws = new EnumMap<>(Flaw.class);
    int genuine = 0;
    for (int i = 0; i < count; i++) {
      if (i % 8 == 0) {
        genuine += flaw(any(vouchers)) == null ? 1 : 0;
      }
      String way = names.get(i % names.size());
      String text = ways.get(way).get();
      Flaw flaw = flaw(text);
      if (flaw != null) {
        refusals.merge(way, 1, Integer::sum);
        flaws.merge(flaw, 1, Integer::sum);
      } else if (!isGenuine(text)) {
        wrong.add(way + ": " + text);
      }
    }
    return new Outcome(wrong, genuine, refusals, flaws);
  }

  /** What is told of it as a voucher or, when it has not the header of one, as a list; or null. */
  private static @Nullable Flaw flaw(String text) {
    return Papers.VERIFIER.verify(text, Papers.LIST) instanceof Refused asVoucher
            && Papers.LISTS.accept(null, text) instanceof Refused asList
        ? asVoucher.flaw() == Flaw.WRONG_HEADER ? asList.flaw() : asVoucher.flaw()
        : null;
  }

  /** Made by whoever may make it: a voucher that passes for a list is not. */
  private boolean isGenuine(String text) {
    return Papers.VERIFIER.verify(text, Papers.LIST) instanceof Refused
        ? lists.contains(text)
        : vouchers.contains(text);
  }

  /** The text of a genuine one is changed, its signature is not made anew. */
  private void edits() {
    ways.put("one character", () -> splice(any(), 1, "" + (char) random.nextInt(0x80)));
    ways.put("one letter", () -> splice(any(), 1, letter()));
    ways.put("a tricky character", () -> splice(any(), random.nextInt(2), trick()));
    ways.put("cut off", () -> cut(any(), 0, random.nextInt(300)));
    ways.put("begun late", () -> cut(any(), random.nextInt(300), 0));
    ways.put("a piece left out", () -> splice(any(), 1 + random.nextInt(8), ""));
    ways.put("two in a row", () -> any() + (random.nextBoolean() ? "." : "") + any());
    ways.put("a part twice", () -> part(any(), 0) + "." + any());
    ways.put("another signature", () -> joined(any(), 0, any(), 1, any(), 2));
    ways.put("another's payload", this::swappedPayload);
    ways.put("spare bits", this::spareBits);
    ways.put("padded", () -> any().replaceAll("(\\.|$)", "=$1"));
    ways.put("base64 of the other alphabet", () -> any().replace('-', '+').replace('_', '/'));
    ways.put("bits of the signature", () -> bits(2));
    ways.put("bits of the payload", () -> bits(1));
    ways.put("bits of the header", () -> bits(0));
    ways.put("S + L", this::secondForm);
    ways.put("no signature", () -> part(any(), 0) + "." + part(any(), 1) + ".");
    ways.put("random signature", () -> signedWith(any(), bytes(64)));
    ways.put("zero signature", () -> signedWith(any(), new byte[64]));
    ways.put("JSON said in another way", this::otherJson);
    ways.put("header said in another way", this::otherHeader);
    ways.put("a longer life", this::longerLife);
  }

  /** Everything is signed, by somebody who must not. */
  private void forgeries() {
    signed("a stranger's", () -> stranger().voucher(json(claims())));
    signed("a stranger's under a good name", () -> underName(stranger(), SHOP));
    signed("a colleague's under another name", () -> underName(NEXT_SHOP, SHOP));
    signed("a revoked key's", () -> REVOKED.voucher(json(claims())));
    signed("the root's", () -> ROOT.voucher(json(claims())));
    signed("a list by the shop", () -> SHOP.list(json(listClaims())));
    signed("a list under the root's name", this::forgedList);
    signed("HMAC with the public key", this::hmac);
    signed(
        "its own key in the header",
        () ->
            STRANGER.jws(
                STRANGER.header("voucher+jwt").replace("}", ",\"jwk\":" + STRANGER.jwk() + "}"),
                json(claims()).getBytes(UTF_8)));
  }

  /** Signed by the right key, and still nothing that this tower may take. */
  private void mistakes() {
    signed("another tower's", () -> SHOP.voucher(json(with(claims(), "aud", "\"t-43\""))));
    signed("every tower's", () -> SHOP.voucher(json(with(claims(), "aud", "\"*\""))));
    signed("another shop's", () -> SHOP.voucher(json(with(claims(), "iss", "\"x\""))));
    signed("a claim twice", this::duplicated);
    signed("one claim less", () -> SHOP.voucher(json(with(claims(), anyName(), ""))));
    signed("one claim more", () -> SHOP.voucher(json(with(claims(), "x" + letter(), "1"))));
    signed(
        "no whole number",
        () -> SHOP.voucher(json(with(claims(), "exp", Papers.NOW + 3600 + ".0"))));
    signed("null", () -> SHOP.voucher(json(with(claims(), anyName(), "null"))));
    signed("text behind", () -> SHOP.voucher(json(claims()) + "{}"));
    signed("another header", this::anotherHeader);
    signed("a list as a voucher", () -> ROOT.jws(ROOT.header("voucher+jwt"), list()));
    signed("a voucher as a list", () -> ROOT.list(json(claims())));
    signed("too long", () -> SHOP.voucher(json(claims()) + " ".repeat(1500)));
  }

  /** Signing is slow, and these do not differ much: after a while they come again. */
  private void signed(String way, Supplier<String> maker) {
    List<String> pool = new ArrayList<>();
    ways.put(
        way,
        () -> {
          if (pool.size() == POOL) {
            return any(pool);
          }
          pool.add(maker.get());
          return pool.getLast();
        });
  }

  private static Map<String, String> someClaims(int i) {
    Map<String, String> claims = voucherClaims();
    claims.put("jti", quoted("v-" + i));
    claims.put("sub", quoted("c".repeat(1 + i)));
    claims.put("exp", "" + (Papers.NOW + (i + 1) * 3600L));
    return claims;
  }

  private Map<String, String> claims() {
    return someClaims(random.nextInt(PAPERS));
  }

  private byte[] list() {
    return json(listClaims()).getBytes(UTF_8);
  }

  private String any() {
    return any(random.nextInt(4) == 0 ? lists : vouchers);
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String anyName() {
    return any(List.copyOf(voucherClaims().keySet()));
  }

  private String letter() {
    return "" + ALPHABET.charAt(random.nextInt(64));
  }

  private String trick() {
    return "" + TRICKS.charAt(random.nextInt(TRICKS.length()));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private Signer stranger() {
    return random.nextBoolean() ? STRANGER : REVOKED;
  }

  private String splice(String text, int out, String in) {
    int at = random.nextInt(text.length() - out);
    return text.substring(0, at) + in + text.substring(at + out);
  }

  private static String cut(String text, int front, int end) {
    return text.substring(front, Math.max(front, text.length() - end));
  }

  private static String part(String text, int number) {
    return text.split("\\.", -1)[number];
  }

  private static String joined(String a, int i, String b, int j, String c, int k) {
    return part(a, i) + "." + part(b, j) + "." + part(c, k);
  }

  private String swappedPayload() {
    String text = any(vouchers);
    return joined(text, 0, any(vouchers), 1, text, 2);
  }

  private String spareBits() {
    String text = any();
    int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
    return cut(text, 0, 1) + ALPHABET.charAt(last ^ (1 + random.nextInt(15)));
  }

  private static String signedWith(String text, byte[] signature) {
    return part(text, 0) + "." + part(text, 1) + "." + Base64Url.encode(signature);
  }

  private String bits(int number) {
    String text = any();
    byte[] bytes = Base64Url.decode(part(text, number));
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return replaced(text, number, bytes);
  }

  private static String replaced(String text, int number, byte[] bytes) {
    String[] parts = text.split("\\.", -1);
    parts[number] = Base64Url.encode(bytes);
    return String.join(".", parts);
  }

  private String secondForm() {
    String text = any();
    byte[] signature = Base64Url.decode(part(text, 2));
    byte[] s = Arrays.copyOfRange(signature, 32, 64);
    byte[] larger = Curve.little(Curve.number(s).add(Curve.L));
    System.arraycopy(larger, 0, signature, 32, 32);
    return signedWith(text, signature);
  }

  private String otherJson() {
    String text = any();
    String said = new String(Base64Url.decode(part(text, 1)), UTF_8);
    String other =
        switch (random.nextInt(4)) {
          case 0 -> said.replace(",", ", ");
          case 1 -> said.replace("\"iss\"", "\"\\u0069ss\"");
          case 2 -> said + " ";
          default -> said.replaceFirst("\\{(.*?),(.*)\\}", "{$2,$1}");
        };
    return replaced(text, 1, other.getBytes(UTF_8));
  }

  private String otherHeader() {
    String text = any();
    String said = new String(Base64Url.decode(part(text, 0)), UTF_8);
    String other =
        switch (random.nextInt(5)) {
          case 0 -> said.replace(",", ", ");
          case 1 -> said.replace("EdDSA", "none");
          case 2 -> said.replace("EdDSA", "Ed25519");
          case 3 -> said.replace("voucher+jwt", "JWT");
          default -> said.replace("}", ",\"crit\":[]}");
        };
    return replaced(text, 0, other.getBytes(UTF_8));
  }

  private String longerLife() {
    String text = any(vouchers);
    String said = new String(Base64Url.decode(part(text, 1)), UTF_8);
    String later = said.replaceFirst("\"exp\":\\d+", "\"exp\":" + (Papers.NOW + 99 * Papers.DAY));
    return replaced(text, 1, later.getBytes(UTF_8));
  }

  private String underName(Signer signer, Signer name) {
    return signer.jws(name.header("voucher+jwt"), json(claims()).getBytes(UTF_8));
  }

  private String forgedList() {
    String claims = json(with(listClaims(), "keys", "[" + Papers.listed(STRANGER) + "]"));
    return STRANGER.jws(ROOT.header("voucher-keys+jwt"), claims.getBytes(UTF_8));
  }

  private String hmac() {
    String header =
        SHOP.header("voucher+jwt").replace("EdDSA", random.nextBoolean() ? "HS256" : "EdDSA");
    String text =
        Base64Url.encode(header.getBytes(UTF_8))
            + "."
            + Base64Url.encode(json(claims()).getBytes(UTF_8));
    try {
      Mac mac = Mac.getInstance(random.nextBoolean() ? "HmacSHA256" : "HmacSHA512");
      mac.init(new SecretKeySpec(Base64Url.decode(SHOP.key().x()), "HMAC"));
      return text + "." + Base64Url.encode(mac.doFinal(text.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String duplicated() {
    String name = anyName();
    Map<String, String> claims = claims();
    String again = quoted(name) + ":" + claims.get(name);
    String said = json(claims);
    return SHOP.voucher(
        random.nextBoolean()
            ? said.replace("}", "," + again + "}")
            : "{" + again + "," + said.substring(1));
  }

  private String anotherHeader() {
    String header = SHOP.header("voucher+jwt");
    String other =
        switch (random.nextInt(6)) {
          case 0 -> header.replace("EdDSA", "none");
          case 1 -> header.replace("EdDSA", "Ed25519");
          case 2 -> header.replace("voucher+jwt", "JWT");
          case 3 -> header.replace("}", ",\"crit\":[\"exp\"]}");
          case 4 -> header.replace("}", ",\"alg\":\"EdDSA\"}");
          default -> new String(bytes(20), ISO_8859_1);
        };
    return SHOP.jws(other, json(claims()).getBytes(UTF_8));
  }
}
