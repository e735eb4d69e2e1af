package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a secret from a file that only its owner can read. Files that a runtime mounts (Docker,
 * Kubernetes, systemd) come with wider rights that the user does not choose: there it is enough
 * that others cannot write.
 */
final class SecretFile {
  private static final long MAX_BYTES = 8192;
  private static final List<Path> MOUNTED =
      List.of(Path.of("/run/secrets"), Path.of("/var/run/secrets"));
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> OTHERS_READ =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final Optional<Path> credentialsFolder;

  /**
   * @param credentialsFolder systemd's {@code $CREDENTIALS_DIRECTORY}, where it is set
   */
  SecretFile(Optional<Path> credentialsFolder) {
    this.credentialsFolder = credentialsFolder;
  }

  /** The same, with the folder that {@code environment} names. */
  static SecretFile of(Map<String, String> environment) {
    return new SecretFile(
        Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of));
  }

  /**
   * The file's text without surrounding blanks.
   *
   * @param variable the setting that named the file; it begins every message
   * @throws SettingsException if the file is absent, empty, too large, no text, or open to others
   */
  Secret read(String variable, Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw problem(variable, file, "is a folder; name the file in it");
      }
      checkRights(variable, file);
      if (Files.size(file) > MAX_BYTES) {
        throw problem(
            variable,
            file,
            "is larger than " + MAX_BYTES + " bytes; it should hold the token's secret alone");
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw problem(variable, file, "is empty; it should hold the token's secret alone");
      }
      return Secret.of(text);
    } catch (NoSuchFileException _) {
      throw problem(variable, file, "does not exist");
    } catch (AccessDeniedException _) {
      throw problem(variable, file, "cannot be read by the user who runs this program");
    } catch (CharacterCodingException _) {
      throw problem(variable, file, "is not text; it should hold the token's secret alone");
    } catch (IOException unreadable) {
      throw problem(variable, file, "cannot be read: " + unreadable.getMessage());
    }
  }

  private void checkRights(String variable, Path file) throws IOException {
    Optional<String> open = openness(file, "rotate the token");
    if (open.isPresent()) {
      throw problem(variable, file, open.get());
    }
  }

  /**
   * How a private key is open to others than its owner, and how that is mended; it is not read.
   *
   * @return goes on from its name; empty if it is not, if that cannot be told, or if there is none
   *     (which whoever reads it says)
   */
  Optional<String> openKey(Path file) {
    try {
      return Files.isRegularFile(file) ? openness(file, "make a new key") : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Optional<String> openness(Path file, String afterwards) throws IOException {
    Path real = file.toRealPath();
    if (!Files.getFileStore(real).supportsFileAttributeView("posix")) {
      return Optional.empty();
    }
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(real);
    if (rights.stream().anyMatch(OTHERS_WRITE::contains)) {
      return Optional.of("can be changed by others; run `chmod 600 " + file + "`");
    }
    return !mounted(file, real) && rights.stream().anyMatch(OTHERS_READ::contains)
        ? Optional.of(
            "can be read by others; run `chmod 600 "
                + file
                + "`, and "
                + afterwards
                + " if they may have read it")
        : Optional.empty();
  }

  private boolean mounted(Path file, Path real) {
    Path absolute = file.toAbsolutePath().normalize();
    return MOUNTED.stream()
            .anyMatch(folder -> absolute.startsWith(folder) || real.startsWith(folder))
        || credentialsFolder
            .filter(folder -> absolute.startsWith(folder.toAbsolutePath().normalize()))
            .isPresent()
        || inKubernetesVolume(real);
  }

  /**
   * Wherever it is mounted, Kubernetes puts a volume's files into a folder such as ..2026_11_22.
   */
  private static boolean inKubernetesVolume(Path real) {
    return real.getParent() != null
        && real.getParent().getFileName() != null
        && real.getParent().getFileName().toString().matches("\\.\\.[0-9]{4}_.*");
  }

  private static SettingsException problem(String variable, Path file, String what) {
    return new SettingsException(variable + ": the file " + file + " " + what + ".");
  }
}
