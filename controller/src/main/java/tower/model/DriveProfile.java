package tower.model;

import java.util.Map;

/**
 * A drive as its file under {@code config/drives/} describes it, so that another make plugs in
 * without code.
 *
 * @param name file name without ending
 * @param addressBase subtracted from every address before it goes on the wire (0 or 1)
 * @param wordsPerValue registers per parameter, 1 or 2
 * @param highWordFirst true when the high word has the lower address
 * @param minGapMicros least silence between frames on top of t3.5
 * @param longestAnswerMs longest documented answer time: also the line's quarantine
 * @param unitsPerMmNumerator drive units per mm (linear) or per degree (rotary), numerator
 * @param unitsPerMmDenominator denominator
 * @param identity value that the identity register must read
 * @param nodeGuardMs value that the node-guard register must read back
 * @param registers address of each parameter
 * @param statusBlock first register and count of the cyclic status block
 * @param positionBlock first register and count of the cyclic position block
 */
public record DriveProfile(
    String name,
    int addressBase,
    int wordsPerValue,
    boolean highWordFirst,
    int minGapMicros,
    int longestAnswerMs,
    int unitsPerMmNumerator,
    int unitsPerMmDenominator,
    int identity,
    int nodeGuardMs,
    Map<Register, Integer> registers,
    Block statusBlock,
    Block positionBlock) {
  public DriveProfile {
    registers = Map.copyOf(registers);
    for (Register r : Register.values()) {
      Check.that(registers.containsKey(r), "drive %s has no register for %s", name, r);
    }
  }

  /** A run of registers that is read in one exchange. */
  public record Block(int first, int count) {}

  /** The address of a parameter as it goes on the wire. */
  public int wireAddress(Register register) {
    Integer address = registers.get(register);
    Check.that(address != null, "drive %s has no register for %s", name, register);
    return java.util.Objects.requireNonNull(address) - addressBase;
  }
}
