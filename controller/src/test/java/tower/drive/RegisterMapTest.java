package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tower.drive.RegisterMap.Group;
import tower.drive.RegisterMap.Setting;
import tower.model.DriveProfile;
import tower.model.DriveProfile.Block;
import tower.model.Register;

class RegisterMapTest {
  @Test
  void neighboursTravelInOneFrameAndOthersDoNot() {
    RegisterMap map = new RegisterMap(Reference.LIFT, Reference.linear());
    List<Group> groups =
        map.groups(
            new Setting(Register.PROFILE_VELOCITY, 10_000),
            new Setting(Register.TARGET_POSITION, -1),
            new Setting(Register.PROFILE_DECELERATION, 5_000),
            new Setting(Register.PROFILE_ACCELERATION, 5_000));
    assertThat(groups).hasSize(2);
    assertThat(groups.getFirst().write().address()).isEqualTo(1556);
    assertThat(groups.getLast().write().address()).isEqualTo(6940);
    assertThat(HexFormat.of().formatHex(groups.getLast().write().frame()))
        .startsWith("01101b1c0004" + "08" + "ffffffff" + "00002710");
  }

  @Test
  void valuesTravelHighWordFirstUnlessTheFileSaysOtherwise() {
    assertThat(words(Reference.linear())).isEqualTo("00010002");
    assertThat(words(with(2, false, 0, new Block(6914, 8), new Block(7706, 2))))
        .isEqualTo("00020001");
  }

  @Test
  void oneWordPerValueCarriesTheLowWord() {
    DriveProfile profile = with(1, true, 0, new Block(6914, 8), new Block(7706, 1));
    assertThatThrownBy(() -> new RegisterMap(Reference.LIFT, profile))
        .hasMessageContaining("200000 counts do not fit");
  }

  @Test
  void addressBaseIsTakenOffOnTheWire() {
    DriveProfile profile = with(2, true, 1, new Block(6914, 8), new Block(7706, 2));
    RegisterMap map = new RegisterMap(Reference.LIFT, profile);
    assertThat(map.read(Register.CONTROLWORD).address()).isEqualTo(6913);
    assertThat(map.statusRequest().address()).isEqualTo(6913);
    assertThat(map.positionRequest().address()).isEqualTo(7705);
  }

  // A late status would otherwise pass for a position of the same drive.
  @Test
  void blocksOfOneLengthAreRefused() {
    assertThatThrownBy(() -> map(new Block(6914, 8), new Block(7706, 8)))
        .hasMessageContaining("differ in length");
  }

  @Test
  void blocksWithoutWhatTheyMustShowAreRefused() {
    assertThatThrownBy(() -> map(new Block(6916, 8), new Block(7706, 2)))
        .hasMessageContaining("status block must contain CONTROLWORD");
    assertThatThrownBy(() -> map(new Block(6914, 5), new Block(7706, 2)))
        .hasMessageContaining("status block must contain MODE");
    assertThatThrownBy(() -> map(new Block(6914, 8), new Block(7708, 2)))
        .hasMessageContaining("position block must contain ACTUAL_POSITION");
  }

  private static RegisterMap map(Block status, Block position) {
    return new RegisterMap(Reference.LIFT, with(2, true, 0, status, position));
  }

  private static String words(DriveProfile profile) {
    byte[] frame =
        new RegisterMap(Reference.LIFT, profile).write(Register.CONTROLWORD, 0x10002).frame();
    return HexFormat.of().formatHex(frame, 7, 11);
  }

  private static DriveProfile with(
      int words, boolean highFirst, int base, Block status, Block position) {
    Map<Register, Integer> registers = Reference.registers();
    return new DriveProfile(
        "other", base, words, highFirst, 0, 100, 10, 1, 32, 500, registers, status, position);
  }
}
