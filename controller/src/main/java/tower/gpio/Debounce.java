package tower.gpio;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tower.model.InputImage;

/**
 * Makes an image out of raw levels: a new level counts once it has lasted for the point's debounce
 * time. Used by one thread; time comes in with the samples.
 *
 * <p>A stop input's first open (off) sample counts at once: a loose contact shall stop the tower,
 * and only its closing has to prove itself. A point whose chip falls silent is invalid at once, and
 * valid again only after equal reads that span its debounce time, two at least: what a chip says
 * first after a fault is not believed.
 *
 * <p>While nothing changes the same image comes back and nothing is allocated.
 */
public final class Debounce {
  private static final long NONE = Long.MIN_VALUE;

  private final int[] debounceMs;
  private final boolean[] stop;
  private final int[] all;
  private final int[] header;

  /** What the image says, unpacked. */
  private final boolean[] on;

  private final boolean[] valid;

  /** The level that differs from the image's, and since when; {@link #NONE} when none differs. */
  private final boolean[] candidate;

  private final long[] sinceMs;

  private InputImage image;

  /** Starts with no point valid. */
  public Debounce(PinMap map) {
    List<PinMap.Input> inputs = map.inputs();
    int points = inputs.size();
    debounceMs = inputs.stream().mapToInt(PinMap.Input::debounceMs).toArray();
    stop = new boolean[points];
    for (int point = 0; point < points; point++) {
      stop[point] = inputs.get(point).stop();
    }
    all = IntStream.range(0, points).toArray();
    header = IntStream.range(0, points).filter(map::onHeader).toArray();
    on = new boolean[points];
    valid = new boolean[points];
    candidate = new boolean[points];
    sinceMs = new long[points];
    Arrays.fill(sinceMs, NONE);
    image = InputImage.unknown(points);
  }

  /** The image as of the last samples. */
  public InputImage image() {
    return image;
  }

  /**
   * Takes a sample of every point.
   *
   * @param nowMs monotonic time of the sample, ms
   * @return the image, the same instance as before when nothing changed
   */
  public InputImage feed(Levels levels, long nowMs) {
    return feed(all, levels, nowMs);
  }

  /** As {@link #feed(Levels, long)}, for the header's points only: the others stay as they were. */
  public InputImage feedHeader(Levels levels, long nowMs) {
    return feed(header, levels, nowMs);
  }

  private InputImage feed(int[] points, Levels levels, long nowMs) {
    if (levels.size() != on.length) {
      throw new IllegalArgumentException(levels.size() + " levels for another map");
    }
    for (int point : points) {
      if (!levels.valid(point)) {
        silent(point, nowMs);
      } else if (valid[point] && levels.on(point) == on[point]) {
        sinceMs[point] = NONE;
      } else {
        differs(point, levels.on(point), nowMs);
      }
    }
    return image;
  }

  private void silent(int point, long nowMs) {
    sinceMs[point] = NONE;
    if (valid[point]) {
      show(point, on[point], false, nowMs);
    }
  }

  private void differs(int point, boolean level, long nowMs) {
    boolean opens = stop[point] && !level;
    boolean first = sinceMs[point] == NONE || candidate[point] != level;
    if (first) {
      candidate[point] = level;
      sinceMs[point] = nowMs;
    }
    // Nobody believes a single read of a point that was invalid, except that a stop has opened.
    boolean proven = nowMs - sinceMs[point] >= debounceMs[point] && (valid[point] || !first);
    if (opens || proven) {
      show(point, level, true, nowMs);
    }
  }

  private void show(int point, boolean level, boolean isValid, long nowMs) {
    on[point] = level;
    valid[point] = isValid;
    sinceMs[point] = NONE;
    image = image.with(point, level, isValid, nowMs);
  }
}
