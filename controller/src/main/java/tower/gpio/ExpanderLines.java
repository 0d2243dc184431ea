package tower.gpio;

import java.util.ArrayList;
import java.util.List;
import tower.model.OutputImage;

/** Which points sit on which of an expander's sixteen lines, bit n being line n. */
final class ExpanderLines {
  private static final int ALL = 0xFFFF;

  private final int[] inputPoint;
  private final int[] inputLine;
  private final int[] outputPoint;
  private final int[] outputLine;
  private final int inputMask;
  private final int inputsActiveLow;
  private final int outputMask;
  private final int outputsActiveLow;

  ExpanderLines(PinMap map, PinMap.Mcp23017 chip) {
    List<PinMap.Pin> inputs = map.inputs().stream().map(PinMap.Input::pin).toList();
    List<PinMap.Pin> outputs = map.outputs().stream().map(PinMap.Output::pin).toList();
    inputPoint = pointsOn(inputs, chip.id());
    inputLine = linesOf(inputs, inputPoint);
    outputPoint = pointsOn(outputs, chip.id());
    outputLine = linesOf(outputs, outputPoint);
    inputMask = mask(inputs, inputPoint, false);
    inputsActiveLow = mask(inputs, inputPoint, true);
    outputMask = mask(outputs, outputPoint, false);
    outputsActiveLow = mask(outputs, outputPoint, true);
  }

  int inputMask() {
    return inputMask;
  }

  int outputMask() {
    return outputMask;
  }

  boolean hasOutputs() {
    return outputMask != 0;
  }

  /**
   * A contact to ground (active low) and a line that nobody uses are pulled up: a broken wire then
   * reads as off, and no line floats. A driven line (active high) is left alone.
   */
  int pullUpMask() {
    return ALL & ~outputMask & (~inputMask | inputsActiveLow);
  }

  /** The latches while every output is off. */
  int offLevels() {
    return outputsActiveLow;
  }

  /** The latches for an image. */
  int levels(OutputImage image) {
    int levels = outputsActiveLow;
    for (int i = 0; i < outputPoint.length; i++) {
      if (image.on(outputPoint[i])) {
        levels ^= 1 << outputLine[i];
      }
    }
    return levels;
  }

  /** Hands out what the port reads. */
  void levels(int port, Levels into) {
    int on = port ^ inputsActiveLow;
    for (int i = 0; i < inputPoint.length; i++) {
      into.set(inputPoint[i], ((on >> inputLine[i]) & 1) != 0);
    }
  }

  void invalidate(Levels into) {
    for (int point : inputPoint) {
      into.invalidate(point);
    }
  }

  private static int[] pointsOn(List<PinMap.Pin> pins, String chip) {
    List<Integer> points = new ArrayList<>();
    for (int point = 0; point < pins.size(); point++) {
      if (pins.get(point).chip().equals(chip)) {
        points.add(point);
      }
    }
    return points.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] linesOf(List<PinMap.Pin> pins, int[] points) {
    int[] lines = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      lines[i] = pins.get(points[i]).line();
    }
    return lines;
  }

  private static int mask(List<PinMap.Pin> pins, int[] points, boolean activeLowOnly) {
    int mask = 0;
    for (int point : points) {
      PinMap.Pin pin = pins.get(point);
      mask |= activeLowOnly && pin.activeHigh() ? 0 : 1 << pin.line();
    }
    return mask;
  }
}
