package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.init.Wishes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which host to set up, and how it proves itself. */
final class HostOptions {
  @Option(
      names = "--host",
      paramLabel = "HOST[:PORT]",
      description = "A node of the cluster, or the Backup Server.")
  private @Nullable String host;

  @Option(
      names = "--kind",
      paramLabel = "pve|pbs",
      description = "Which it is (default: pbs at port 8007).")
  private @Nullable String kind;

  @Option(names = "--cluster", paramLabel = "NAME", description = "What it is called here.")
  private @Nullable String cluster;

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256",
      description = "That of its certificate, compared on the host itself.")
  private @Nullable String fingerprint;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "The authority that signed its certificate, instead of a fingerprint.")
  private @Nullable String authority;

  Wishes.OfHost wishes() {
    return new Wishes.OfHost(host, kind, fingerprint, authority);
  }

  @Nullable String cluster() {
    return cluster;
  }
}
