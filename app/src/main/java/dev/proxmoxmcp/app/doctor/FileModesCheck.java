package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.settings.NamedFile;
import dev.proxmoxmcp.settings.NamedFile.Use;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** 4: others cannot change the settings, nor see what is secret. No content is read. */
final class FileModesCheck implements HereCheck {
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  @Override
  public List<Finding> look(Here here) {
    List<NamedFile> there =
        here.named().files().stream().filter(file -> Files.isRegularFile(file.path())).toList();
    List<Finding> findings = new ArrayList<>();
    for (NamedFile file : there) {
      (file.use() == Use.SETTINGS ? settings(file) : secret(file, here)).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                Check.FILE_MODES,
                there.isEmpty()
                    ? "The settings name no file."
                    : there.size() + (there.size() == 1 ? " file is" : " files are") + " private."))
        : findings;
  }

  private static Optional<Finding> settings(NamedFile file) {
    try {
      Path real = file.path().toRealPath();
      boolean open =
          real.getFileSystem().supportedFileAttributeViews().contains("posix")
              && Files.getPosixFilePermissions(real).stream().anyMatch(OTHERS_WRITE::contains);
      return open
          ? Optional.of(
              Finding.problem(
                  Check.FILE_MODES,
                  "The settings file %s can be changed by others.".formatted(file.path()),
                  Mend.run("chmod go-w " + Shell.word(file.path()))))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // whoever reads it says so
    }
  }

  private static Optional<Finding> secret(NamedFile file, Here here) {
    return PrivateFile.at(file.path(), here.environment())
        .openToOthers("")
        .map(open -> open.substring(0, open.indexOf(';')))
        .map(open ->
            Finding.problem(
                Check.FILE_MODES,
                "%s %s %s.".formatted(named(file), file.path(), open),
                Mend.run("chmod 600 " + Shell.word(file.path())),
                Mend.todo("If others may have read it: " + afterwards(file) + ".")));
  }

  private static String named(NamedFile file) {
    return switch (file.use()) {
      case SETTINGS -> "The settings file";
      case SECRET -> "The secret of " + file.place() + " in";
      case SSH_KEY -> "The SSH key";
      case STORE -> "The secret store";
      case STORE_KEY -> "What opens the secret store,";
    };
  }

  private static String afterwards(NamedFile file) {
    return switch (file.use()) {
      case SETTINGS, SECRET -> "make the secret anew";
      case SSH_KEY -> "make a new key";
      case STORE, STORE_KEY -> "`proxmox-mcp secret rekey`, and make anew what the store holds";
    };
  }
}
