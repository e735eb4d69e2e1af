package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration of the Python ProxmoxMCP says.
 *
 * @param kind what answers there
 * @param endpoint where
 * @param user such as {@code root@pam}
 * @param tokenName of its token
 * @param token its secret
 * @param verified whether certificates were verified
 * @param logLevel as our settings say it; null if nothing is said
 * @param notes what it said that ours does not take, in sentences
 */
public record OldConfiguration(
    Kind kind,
    Endpoint endpoint,
    String user,
    String tokenName,
    Token token,
    boolean verified,
    @Nullable String logLevel,
    List<String> notes) {
  /** Copies the notes. */
  public OldConfiguration {
    notes = List.copyOf(notes);
  }

  /** Where the token's secret was. */
  public sealed interface Token {
    /** In an environment variable, where it may stay. */
    record InVariable(String name) implements Token {}

    /**
     * In the file itself.
     *
     * @param encrypted whether it takes the old program's master key to read it there
     */
    record InFile(Secret secret, boolean encrypted) implements Token {}
  }

  /**
   * Reads one, in its nested or its flat form.
   *
   * @param environment what its {@code ${VARIABLE}} stand for, and its master key
   * @throws SettingsException with every problem that was found
   */
  public static OldConfiguration read(Path file, Map<String, String> environment) {
    return new OldReader(file, environment).read(SettingsFile.text(file));
  }
}
