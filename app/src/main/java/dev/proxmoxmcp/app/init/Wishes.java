package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.settings.secret.KeySource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says; what it does not say is asked, or is as usual.
 *
 * @param cluster the name of the cluster here
 * @param toolsets labels; empty for none said
 * @param client which client to configure
 */
public record Wishes(
    OfHost host,
    OfLogin login,
    OfToken token,
    OfStore store,
    @Nullable String cluster,
    List<String> toolsets,
    @Nullable String client) {
  /** Copies the list. */
  public Wishes {
    toolsets = List.copyOf(toolsets);
  }

  /** Of the host: address, {@code pve} or {@code pbs}, and how it proves itself. */
  public record OfHost(
      @Nullable String host,
      @Nullable String kind,
      @Nullable String fingerprint,
      @Nullable String authority) {}

  /** Of the one login: the user, and files with what proves it. */
  public record OfLogin(
      @Nullable String user, @Nullable Path passwordFile, @Nullable Path totpSecretFile) {}

  /**
   * Of the token.
   *
   * @param id such as {@code mcp@pve!assistant}
   * @param role with which the names of its roles begin
   * @param days until it expires
   * @param secretFile of one that was made by a script
   */
  public record OfToken(
      @Nullable String id, @Nullable String role, int days, @Nullable Path secretFile) {}

  /** Of what is written here: the settings file and the secret store. */
  public record OfStore(@Nullable String config, @Nullable Path file, @Nullable KeySource key) {}
}
