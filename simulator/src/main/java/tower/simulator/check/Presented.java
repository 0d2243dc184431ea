package tower.simulator.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A voucher as its bearer has it, whatever the tower makes of it.
 *
 * @param jti its number
 * @param fromMs its nbf, UTC ms since 1970
 * @param untilMs its exp, UTC ms since 1970
 */
record Presented(String jti, long fromMs, long untilMs) {
  private static final Pattern VOUCHER =
      Pattern.compile("\"voucher\":\"[\\w-]+\\.([\\w-]+)\\.[\\w-]+\"");
  private static final Pattern JTI = Pattern.compile("\"jti\":\"([^\"]*)\"");
  private static final Pattern NBF = Pattern.compile("\"nbf\":([0-9]{1,12})[,}]");
  private static final Pattern EXP = Pattern.compile("\"exp\":([0-9]{1,12})[,}]");

  /** The voucher in the body of an order; empty when it has none that can be read. */
  static Optional<Presented> in(String body) {
    Matcher voucher = VOUCHER.matcher(body);
    if (!voucher.find()) {
      return Optional.empty();
    }
    String claims =
        new String(Base64.getUrlDecoder().decode(voucher.group(1)), StandardCharsets.UTF_8);
    Matcher jti = JTI.matcher(claims);
    Matcher nbf = NBF.matcher(claims);
    Matcher exp = EXP.matcher(claims);
    return jti.find() && nbf.find() && exp.find()
        ? Optional.of(new Presented(jti.group(1), ms(nbf), ms(exp)))
        : Optional.empty();
  }

  private static long ms(Matcher seconds) {
    return Long.parseLong(seconds.group(1)) * 1_000;
  }
}
