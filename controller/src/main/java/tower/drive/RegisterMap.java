package tower.drive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tower.model.AxisSpec;
import tower.model.Check;
import tower.model.DriveProfile;
import tower.model.DriveProfile.Block;
import tower.model.Register;

/**
 * One axis's drive as registers: ready requests, where values stand in replies, how they are coded.
 */
final class RegisterMap {
  private final DriveProfile profile;
  private final int unit;
  private final Units units;
  private final Request statusRequest;
  private final Request positionRequest;
  private final int controlwordAt;
  private final int statuswordAt;
  private final int modeAt;
  private final int positionAt;

  /** A parameter and the raw value that it shall get. */
  record Setting(Register register, int value) {}

  /** Settings with neighbouring addresses: written in one frame, read back in one frame. */
  record Group(List<Setting> settings, Request write, Request readBack) {}

  RegisterMap(AxisSpec axis, DriveProfile profile) {
    this.profile = profile;
    this.unit = axis.busUnit();
    this.units =
        new Units(axis.name(), profile.unitsPerMmNumerator(), profile.unitsPerMmDenominator());
    Check.that(
        profile.wordsPerValue() == 1 || profile.wordsPerValue() == 2,
        "drive %s: words per value must be 1 or 2",
        profile.name());
    Block status = profile.statusBlock();
    Block position = profile.positionBlock();
    Check.that(
        status.count() != position.count(),
        "drive %s: status and position block must differ in length, so that a late reply to one"
            + " never passes for the other",
        profile.name());
    controlwordAt = offset(Register.CONTROLWORD, status, "status");
    statuswordAt = offset(Register.STATUSWORD, status, "status");
    // What was written to 6060h can be read there at once; 6061h shows what the drive works in.
    modeAt = offset(Register.MODE_DISPLAY, status, "status");
    positionAt = offset(Register.ACTUAL_POSITION, position, "position");
    statusRequest = Request.read(unit, status.first() - profile.addressBase(), status.count());
    positionRequest =
        Request.read(unit, position.first() - profile.addressBase(), position.count());
    checkRange(units.toCounts(axis.travelMin()), axis);
    checkRange(units.toCounts(axis.travelMax()), axis);
    checkRange(units.toCounts(axis.speedMax()), axis);
    checkRange(units.toCounts(axis.acceleration()), axis);
  }

  private int offset(Register register, Block block, String name) {
    int at = profile.wireAddress(register) + profile.addressBase() - block.first();
    Check.that(
        at >= 0 && at + profile.wordsPerValue() <= block.count(),
        "drive %s: the %s block must contain %s",
        profile.name(),
        name,
        register);
    return at;
  }

  private void checkRange(int counts, AxisSpec axis) {
    Check.that(
        profile.wordsPerValue() == 2 || (counts >= Short.MIN_VALUE && counts <= Short.MAX_VALUE),
        "axis %s: %s counts do not fit the one word per value of drive %s",
        axis.name(),
        counts,
        profile.name());
  }

  DriveProfile profile() {
    return profile;
  }

  Units units() {
    return units;
  }

  Request statusRequest() {
    return statusRequest;
  }

  Request positionRequest() {
    return positionRequest;
  }

  /** Reads one parameter. */
  Request read(Register register) {
    return Request.read(unit, profile.wireAddress(register), profile.wordsPerValue());
  }

  /** Writes one parameter. */
  Request write(Register register, int value) {
    return Request.write(unit, profile.wireAddress(register), words(List.of(value)));
  }

  /** Settings ordered by address and merged where the addresses touch. */
  List<Group> groups(Setting... settings) {
    List<Setting> sorted = new ArrayList<>(List.of(settings));
    sorted.sort(Comparator.comparingInt(s -> profile.wireAddress(s.register())));
    List<Group> groups = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || !touches(sorted.get(i - 1), sorted.get(i))) {
        groups.add(group(List.copyOf(sorted.subList(from, i))));
        from = i;
      }
    }
    return List.copyOf(groups);
  }

  private boolean touches(Setting before, Setting after) {
    return profile.wireAddress(after.register())
        == profile.wireAddress(before.register()) + profile.wordsPerValue();
  }

  private Group group(List<Setting> settings) {
    int address = profile.wireAddress(settings.getFirst().register());
    int[] words = words(settings.stream().map(Setting::value).toList());
    return new Group(
        settings, Request.write(unit, address, words), Request.read(unit, address, words.length));
  }

  private int[] words(List<Integer> values) {
    int each = profile.wordsPerValue();
    int[] words = new int[values.size() * each];
    for (int i = 0; i < values.size(); i++) {
      int value = values.get(i);
      int low = value & 0xFFFF;
      int high = value >>> 16;
      if (each == 1) {
        words[i] = low;
      } else {
        words[2 * i] = profile.highWordFirst() ? high : low;
        words[2 * i + 1] = profile.highWordFirst() ? low : high;
      }
    }
    return words;
  }

  /** The signed value that begins at word {@code at} of the line's last reply. */
  int signed(Line line, int at) {
    if (profile.wordsPerValue() == 1) {
      return (short) line.word(at);
    }
    int first = line.word(at);
    int second = line.word(at + 1);
    return profile.highWordFirst() ? (first << 16) | second : (second << 16) | first;
  }

  /** The 16-bit value that begins at word {@code at} of the line's last reply. */
  int unsigned(Line line, int at) {
    return signed(line, at) & 0xFFFF;
  }

  /** True when a reply to {@link Group#readBack} shows what was written. */
  boolean matches(Line line, Group group) {
    for (int i = 0; i < group.settings().size(); i++) {
      int want = group.settings().get(i).value();
      int have = signed(line, i * profile.wordsPerValue());
      if (profile.wordsPerValue() == 1 ? (want & 0xFFFF) != (have & 0xFFFF) : want != have) {
        return false;
      }
    }
    return true;
  }

  /** Of the last reply to {@link #statusRequest}. */
  int controlword(Line line) {
    return unsigned(line, controlwordAt);
  }

  /** Of the last reply to {@link #statusRequest}. */
  int statusword(Line line) {
    return unsigned(line, statuswordAt);
  }

  /** Of the last reply to {@link #statusRequest}. */
  int mode(Line line) {
    return (short) unsigned(line, modeAt);
  }

  /** Of the last reply to {@link #positionRequest}. */
  int counts(Line line) {
    return signed(line, positionAt);
  }
}
