package tower.voucher;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The curve of Ed25519 by the formulas of RFC 8032, slow and apart from the product's code. */
final class Curve {
  static final BigInteger P = new BigInteger("2").pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);

  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);

  /** A point by its coordinates. */
  record Point(BigInteger x, BigInteger y) {
    static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE);

    Point plus(Point o) {
      BigInteger xx = x.multiply(o.x).mod(P);
      BigInteger yy = y.multiply(o.y).mod(P);
      BigInteger k = D.multiply(xx).multiply(yy).mod(P);
      BigInteger sumX = x.multiply(o.y).add(o.x.multiply(y));
      BigInteger sumY = yy.add(xx);
      return new Point(
          sumX.multiply(BigInteger.ONE.add(k).modInverse(P)).mod(P),
          sumY.multiply(BigInteger.ONE.subtract(k).modInverse(P)).mod(P));
    }

    Point times(BigInteger scalar) {
      Point sum = ZERO;
      for (int i = scalar.bitLength() - 1; i >= 0; i--) {
        sum = sum.plus(sum);
        sum = scalar.testBit(i) ? sum.plus(this) : sum;
      }
      return sum;
    }

    byte[] encoded() {
      return Curve.encoded(y, x.testBit(0));
    }
  }

  private Curve() {}

  /** 32 bytes, the least significant first, the sign of x in the last bit; y may be too large. */
  static byte[] encoded(BigInteger y, boolean odd) {
    byte[] bytes = little(y);
    bytes[31] |= (byte) (odd ? 0x80 : 0);
    return bytes;
  }

  static byte[] little(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static BigInteger number(byte[] little) {
    BigInteger number = BigInteger.ZERO;
    for (int i = little.length - 1; i >= 0; i--) {
      number = number.shiftLeft(8).add(BigInteger.valueOf(little[i] & 0xff));
    }
    return number;
  }

  /** The point with this y and an even x, if there is one. */
  static Optional<Point> withY(BigInteger y) {
    BigInteger yy = y.multiply(y);
    BigInteger xx =
        yy.subtract(BigInteger.ONE)
            .multiply(D.multiply(yy).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(xx)) {
      x = x.multiply(BigInteger.TWO.modPow(P.shiftRight(2), P)).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(xx)) {
      return Optional.empty();
    }
    return Optional.of(new Point(x.testBit(0) ? P.subtract(x).mod(P) : x, y));
  }

  /** The points whose order divides 8: L times any point is one of them. */
  static Set<Point> ofSmallOrder() {
    Set<Point> points = new LinkedHashSet<>();
    for (int y = 2; points.size() < 8; y++) {
      withY(BigInteger.valueOf(y))
          .map(point -> point.times(L))
          .ifPresent(torsion -> {
            for (int i = 0; i < 8; i++) {
              points.add(torsion.times(BigInteger.valueOf(i)));
            }
          });
    }
    return points;
  }
}
