package tower.simulator.hunt;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds from the first to the last, both included.
 *
 * @param first at least 0
 * @param last at least the first
 */
public record SeedRange(long first, long last) {
  public SeedRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(first + ".." + last + " is no range of seeds");
    }
  }

  /** How many. */
  public long size() {
    return last - first + 1;
  }

  /** Reads {@code A..B}, or one number. */
  public static SeedRange parse(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException(text + " is not A..B");
    }
    long first = Long.parseLong(ends[0]);
    return new SeedRange(first, ends.length == 1 ? first : Long.parseLong(ends[1]));
  }

  @Override
  public String toString() {
    return first + ".." + last;
  }

  /** For the command line. */
  public static final class Converter implements ITypeConverter<SeedRange> {
    @Override
    public SeedRange convert(String value) {
      try {
        return parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' is no range of seeds, like 1..100");
      }
    }
  }
}
