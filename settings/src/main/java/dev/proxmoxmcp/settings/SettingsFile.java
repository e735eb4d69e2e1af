package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.secret.Unreadable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the settings file, and reads it. Nothing of YAML is loaded where there is none. */
public final class SettingsFile {
  /** Names the file, where the command line does not. */
  public static final String VARIABLE = "PROXMOX_MCP_CONFIG";

  /** Instead of a name: no file counts, wherever one stands. */
  private static final String NONE = "none";

  private static final String IN_FOLDER = "proxmox-mcp/settings.yaml";
  private static final Path OF_SYSTEM = Path.of("/etc").resolve(IN_FOLDER);
  private static final long MAX_BYTES = 256 << 10;
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private SettingsFile() {}

  /**
   * The file that counts: the one of the command line, of {@value #VARIABLE}, of the user's
   * configuration folder, of the system. Never one of the working folder: clients start this
   * program inside of folders that others wrote.
   *
   * @param named on the command line; null for none
   * @throws PathProblem if the one of the command line is no path; whether it is there shows when
   *     it is read
   * @throws SettingsException if the one of the variable is no path
   */
  public static Optional<Path> find(@Nullable String named, Map<String, String> environment) {
    String variable = environment.getOrDefault(VARIABLE, "").strip();
    if (named != null) {
      return Optional.of(path("--config", named));
    }
    if (variable.equals(NONE)) {
      return Optional.empty();
    }
    if (!variable.isEmpty()) {
      return Optional.of(HomePath.of(VARIABLE, variable, environment).toAbsolutePath().normalize());
    }
    return there(environment).findFirst();
  }

  /**
   * Files that stand where a settings file may, and are not read since another one there counts.
   *
   * @param named on the command line; null for none
   */
  public static List<Path> passedOver(@Nullable String named, Map<String, String> environment) {
    boolean chosen = named != null || !environment.getOrDefault(VARIABLE, "").isBlank();
    return chosen ? List.of() : there(environment).skip(1).toList();
  }

  /** The folder of the user in which programs keep what is no configuration. */
  public static Optional<Path> ofUserState(Map<String, String> environment) {
    return folder(environment, "XDG_STATE_HOME")
        .or(() -> folder(environment, "HOME").map(home -> home.resolve(".local/state")))
        .map(base -> base.resolve("proxmox-mcp"));
  }

  /**
   * Where a new one belongs: the user's configuration folder.
   *
   * @throws SettingsException if the user has none
   */
  public static Path usual(Map<String, String> environment) {
    List<Path> places = ofUser(environment);
    if (places.isEmpty()) {
      throw new SettingsException("HOME is not set; name the file to write with --to FILE.");
    }
    return places.getFirst();
  }

  /** The files that are there, most usual first. */
  private static Stream<Path> there(Map<String, String> environment) {
    return Stream.concat(ofUser(environment).stream(), Stream.of(OF_SYSTEM)).filter(Files::exists);
  }

  /** Where the user's file may stand, most usual first. */
  static List<Path> ofUser(Map<String, String> environment) {
    Optional<Path> home = folder(environment, "HOME");
    Optional<Path> config = folder(environment, "XDG_CONFIG_HOME");
    List<Path> places = new ArrayList<>();
    if (config.isPresent()) {
      places.add(config.get().resolve(IN_FOLDER));
    }
    if (home.isPresent()) {
      if (config.isEmpty()) {
        places.add(home.get().resolve(".config").resolve(IN_FOLDER));
      }
      places.add(home.get().resolve("Library/Application Support").resolve(IN_FOLDER));
    }
    return places;
  }

  /** A relative folder would be one of the working folder. */
  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    String text = environment.getOrDefault(variable, "");
    try {
      Path folder = Path.of(text);
      return folder.isAbsolute() ? Optional.of(folder) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /**
   * The absolute path that {@code text} means on a command line.
   *
   * @param option begins the message
   * @throws PathProblem if it is none
   */
  public static Path path(String option, String text) {
    return HomePath.ofOption(option, text).toAbsolutePath().normalize();
  }

  /** Where the secret store is; all else in the file may be wrong. */
  static StoreSettings store(
      Path file, Map<String, String> environment, List<String> problems, StoreReader reader) {
    FilePaths paths = new FilePaths(file, environment);
    return SettingsReader.store(file, text(file), problems, reader, paths);
  }

  /**
   * The text of {@code file}.
   *
   * @throws SettingsException if it cannot be read, or others can change it
   */
  static String text(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new SettingsException(file + ": this is a folder; name the file in it.");
      }
      Path real = file.toRealPath();
      if (real.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.getPosixFilePermissions(real).stream().anyMatch(OTHERS_WRITE::contains)) {
        throw new SettingsException(
            file
                + ": the file can be changed by others, and so the server that gets the tokens; run"
                + " `chmod go-w "
                + file
                + "`.");
      }
      if (Files.size(real) > MAX_BYTES) {
        throw new SettingsException(
            file + ": the file is larger than " + MAX_BYTES + " bytes, so it is no settings file.");
      }
      return Files.readString(real);
    } catch (NoSuchFileException _) {
      throw new SettingsException(file + ": this settings file does not exist.");
    } catch (AccessDeniedException _) {
      throw new SettingsException(file + ": the file " + Unreadable.says(file) + ".");
    } catch (CharacterCodingException _) {
      throw new SettingsException(file + ": the file is no text in UTF-8.");
    } catch (IOException unreadable) {
      throw new SettingsException(
          file + ": the file cannot be read: " + unreadable.getMessage() + ".");
    }
  }
}
