package dev.proxmoxmcp.app.clients;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a client starts this server over standard input and output. It holds no secret and no
 * variable: those are in the settings.
 *
 * @param name under which the client shows it; letters, digits, inner {@code _} and {@code -}
 * @param command an absolute path, or a name that is looked for where programs are
 * @param args what follows it
 */
public record ServerEntry(String name, String command, List<String> args) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9])?");

  /** Whether {@code name} is one that this program would give. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public ServerEntry {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a server's name has 1 to 64 letters, digits, inner _ and -, not \"" + name + "\"");
    }
    if (command.isBlank()) {
      throw new IllegalArgumentException("a server without a command");
    }
    args = List.copyOf(args);
  }
}
