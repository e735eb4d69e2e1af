package dev.proxmoxmcp.settings.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says of a file that the system does not let this process read whose it is, and what to do. */
public final class Unreadable {
  private Unreadable() {}

  /** Two sentences that follow the file's name, the last without its full stop. */
  public static String says(Path file) {
    return says(file, System.getProperty("user.name", "?"));
  }

  /**
   * @param user who runs this program; {@code ?} for one without a name
   */
  static String says(Path file, String user) {
    return "cannot be read by the user who runs this program. " + step(file, user);
  }

  private static String step(Path file, String user) {
    String named = user.equals("?") ? "USER" : user;
    try {
      String owner = Files.getOwner(file).getName();
      return owner.equals(user)
          ? "It is the file of that user, %s: run `chmod u+r %s`".formatted(user, file)
          : "It belongs to %s: run `sudo chown %s %s`, or start this program as %1$s"
              .formatted(owner, named, file);
    } catch (IOException | UnsupportedOperationException _) {
      return "A folder above it keeps %s out: `namei -l %s` shows which".formatted(named, file);
    }
  }
}
