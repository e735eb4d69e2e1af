package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.base.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file that holds a secret, and that its owner alone can read. Files that a runtime mounts
 * (Docker, Kubernetes, systemd) come with wider rights that the user does not choose: there it is
 * enough that others cannot write.
 */
public final class PrivateFile {
  /** No secret is larger. */
  public static final int MAX_BYTES = 8192;

  /** Names the folder in which systemd puts the credentials of a service. */
  public static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

  private static final List<Path> MOUNTED =
      List.of(Path.of("/run/secrets"), Path.of("/var/run/secrets"));
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> OTHERS_READ =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final Path file;
  private final Optional<Path> credentialsFolder;

  private PrivateFile(Path file, Optional<Path> credentialsFolder) {
    this.file = file;
    this.credentialsFolder = credentialsFolder;
  }

  /** The file at {@code path}; what systemd mounts is known by {@code environment}. */
  public static PrivateFile at(Path path, Map<String, String> environment) {
    return new PrivateFile(path, folder(environment));
  }

  /**
   * The credential that systemd handed to this service (`LoadCredential=`, `SetCredential=`).
   *
   * @throws SecretException if it has none, or {@code name} could leave the folder
   */
  public static PrivateFile credential(String name, Map<String, String> environment) {
    if (!isCredentialName(name)) {
      throw new SecretException(
          "this is no name of a credential; it has up to 255 letters, digits, dots, underscores and"
              + " hyphens, and begins with a letter or digit.");
    }
    Path folder =
        folder(environment)
            .orElseThrow(() ->
                new SecretException(
                    "there are no credentials here ("
                        + CREDENTIALS
                        + " is not set); write LoadCredential="
                        + name
                        + ":/path/to/a/file into the unit of the service."));
    return new PrivateFile(folder.resolve(name), Optional.of(folder));
  }

  /** Whether it names a file in the folder itself. */
  public static boolean isCredentialName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");
  }

  private static Optional<Path> folder(Map<String, String> environment) {
    try {
      return Optional.ofNullable(environment.get(CREDENTIALS))
          .filter(folder -> !folder.isBlank())
          .map(Path::of);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /**
   * What is in it; whoever gets it overwrites it after use.
   *
   * @param content what it should hold, for messages, such as "the token's secret"
   * @param afterwards what to do if others may have read it, such as "rotate the token"
   * @throws SecretException if it is absent, too large or open to others; the message begins with
   *     "the file"
   */
  public byte[] read(String content, String afterwards) {
    try {
      if (Files.isDirectory(file)) {
        throw problem("is a folder; name the file in it");
      }
      Optional<String> open = openness(afterwards);
      if (open.isPresent()) {
        throw problem(open.get());
      }
      return bounded(content);
    } catch (NoSuchFileException _) {
      throw problem("does not exist");
    } catch (AccessDeniedException _) {
      throw problem(Unreadable.says(file));
    } catch (IOException unreadable) {
      throw problem("cannot be read: " + unreadable.getMessage());
    }
  }

  /**
   * The same as a secret.
   *
   * @throws SecretException if it cannot be read
   * @throws IllegalArgumentException if what is in it is none, as {@link Secret#ofUtf8} says
   */
  public Secret secret(String content, String afterwards) {
    byte[] utf8 = read(content, afterwards);
    try {
      return Secret.ofUtf8(utf8);
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  private byte[] bounded(String content) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] read = in.readNBytes(MAX_BYTES + 1);
      if (read.length > MAX_BYTES) {
        Arrays.fill(read, (byte) 0);
        throw problem(
            "is larger than " + MAX_BYTES + " bytes; it should hold " + content + " alone");
      }
      return read;
    }
  }

  /**
   * How the file is open to others than its owner, and how that is mended; it is not read.
   *
   * @param afterwards what to do if others may have read it
   * @return goes on from its name; empty if it is not, if that cannot be told, or if there is none
   *     (which whoever reads it says)
   */
  public Optional<String> openToOthers(String afterwards) {
    try {
      return Files.isRegularFile(file) ? openness(afterwards) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether another secret could take the place of what is in it.
   *
   * @throws SecretException saying why not; the message begins with "the file"
   */
  public void checkReplaceable() {
    try {
      if (Files.exists(file) && mounted(file.toRealPath())) {
        throw problem("is mounted here by a runtime, which takes it from somewhere else");
      }
    } catch (IOException unreadable) {
      throw problem("cannot be looked at: " + unreadable.getMessage());
    }
    WholeFile.at(file).checkReplaceable();
  }

  /**
   * Puts a secret in the place of what is in it, in one line; makes the file if it is not there.
   *
   * @throws SecretException if that fails; then it is as it was
   */
  public void write(Secret secret) {
    byte[] value = secret.utf8();
    byte[] line = Arrays.copyOf(value, value.length + 1);
    line[value.length] = '\n';
    try {
      WholeFile.at(file).replace(line);
    } finally {
      Arrays.fill(value, (byte) 0);
      Arrays.fill(line, (byte) 0);
    }
  }

  private Optional<String> openness(String afterwards) throws IOException {
    Path real = file.toRealPath();
    if (!real.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(real);
    if (rights.stream().anyMatch(OTHERS_WRITE::contains)) {
      return Optional.of("can be changed by others; run `chmod 600 " + file + "`");
    }
    return !mounted(real) && rights.stream().anyMatch(OTHERS_READ::contains)
        ? Optional.of(
            "can be read by others; run `chmod 600 "
                + file
                + "`, and "
                + afterwards
                + " if they may have read it")
        : Optional.empty();
  }

  private boolean mounted(Path real) {
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

  private SecretException problem(String what) {
    return new SecretException("the file " + file + " " + what + ".");
  }
}
