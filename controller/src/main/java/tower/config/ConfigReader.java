package tower.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tower.model.AxisName;
import tower.model.DriveProfile;

/** Reads the files under {@code config/}. Opens nothing else: no device, no key file. */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * Reads a tower's file and the drive files it names.
   *
   * @throws ConfigException with everything that is wrong in any of them
   */
  public static TowerConfig read(Path file) throws ConfigException {
    Problems problems = new Problems();
    Optional<TomlDocument> document = document(file, problems);
    document.ifPresent(d -> SchemaCheck.run(SchemaTree.TOWER, d, problems));
    Map<String, View> drives = new LinkedHashMap<>();
    document.ifPresent(d -> {
      PlaceChecks.run(View.of(d), problems);
      ContourChecks.run(View.of(d), problems);
      AxisChecks.run(View.of(d), problems);
      PinChecks.run(View.of(d), problems);
      WebhookChecks.run(View.of(d), problems);
      WindowChecks.run(View.of(d), problems);
      ApiChecks.run(View.of(d), problems);
      drives.putAll(drives(file, View.of(d), problems));
      DriveFit.run(View.of(d), drives, problems);
    });
    problems.throwIfAny();
    View tower = View.of(document.orElseThrow());
    return TowerBuilder.build(file, tower, profiles(tower, drives));
  }

  /**
   * Checks a drive's file by itself.
   *
   * @return what its description says
   * @throws ConfigException with everything that is wrong in it
   */
  public static String checkDrive(Path file) throws ConfigException {
    Problems problems = new Problems();
    Optional<View> drive = drive(file, problems);
    problems.throwIfAny();
    return drive.orElseThrow().string("description");
  }

  /** True when a file says of itself that it describes a drive; false when it cannot be read. */
  public static boolean isDrive(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.anyMatch(line -> line.matches("\\s*format\\s*=\\s*\"drive/.*"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static Optional<View> drive(Path file, Problems problems) {
    Optional<TomlDocument> document = document(file, problems);
    document.ifPresent(d -> {
      SchemaCheck.run(SchemaTree.DRIVE, d, problems);
      DriveChecks.run(View.of(d), problems);
    });
    return document.map(View::of);
  }

  /** Every drive file that an axis names, by the axis's name for it. */
  private static Map<String, View> drives(Path file, View tower, Problems problems) {
    Map<String, View> drives = new LinkedHashMap<>();
    for (View axis : tower.table("axes").values()) {
      Optional<String> name = axis.text("drive");
      if (name.isEmpty() || drives.containsKey(name.get())) {
        continue;
      }
      Path path = file.resolveSibling("../drives/" + name.get() + ".toml").normalize();
      if (Files.exists(path)) {
        drive(path, problems).ifPresent(d -> drives.put(name.get(), d));
      } else {
        problems.at(
            axis.document(),
            axis.get("drive").at(),
            "there is no drive file " + path,
            DriveFiles.hint(path, name.get()));
      }
    }
    return drives;
  }

  private static Map<AxisName, DriveProfile> profiles(View tower, Map<String, View> drives) {
    Map<AxisName, DriveProfile> profiles = new EnumMap<>(AxisName.class);
    for (AxisName axis : AxisName.values()) {
      View settings = tower.get("axes").get(axis.key());
      Optional<String> name = settings.text("drive");
      Optional<View> drive = name.map(drives::get);
      drive.ifPresent(d -> profiles.put(axis, DriveBuilder.build(name.orElseThrow(), d, axis)));
    }
    return profiles;
  }

  /** A file's text as a document; empty when there is none, with the reason in the problems. */
  static Optional<TomlDocument> document(Path file, Problems problems) {
    String name = file.toString();
    try {
      return TomlDocument.parse(name, Files.readString(file, StandardCharsets.UTF_8), problems);
    } catch (NoSuchFileException e) {
      problems.add(unreadable(name, "there is no such file", "check the path"));
    } catch (CharacterCodingException e) {
      problems.add(unreadable(name, "is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      problems.add(
          unreadable(
              name,
              Files.isDirectory(file) ? "is a folder" : "cannot be read: " + e.getMessage(),
              "name a file that the user of this process may read"));
    }
    return Optional.empty();
  }

  private static ConfigError unreadable(String name, String message, String hint) {
    return new ConfigError(name, 1, 1, 1, "", message, "", hint);
  }
}
