package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.tls.CertificateProbe;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.OldConfiguration;
import dev.proxmoxmcp.settings.OldConfiguration.Token;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.secret.Succession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * From a configuration of the Python ProxmoxMCP to a settings file, and a file with the token's
 * secret beside it: the new file never holds it. Nothing is overwritten unless that was asked for.
 */
public final class Migration {
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);

  private static final String UNPINNED = "    # verify_ssl was false.";
  private static final String COMMENTED = "\n    # fingerprints:";

  private final OldConfiguration old;
  private final Path target;
  private final String cluster;

  /**
   * @param old what there was
   * @param target the settings file to write
   */
  public Migration(OldConfiguration old, Path target) {
    this.old = old;
    this.target = target.toAbsolutePath().normalize();
    this.cluster = clusterName(old.endpoint().host());
  }

  /** Whether {@code settings} were migrated, and nobody has written down the fingerprint yet. */
  public static boolean isUnpinned(String settings) {
    int begin = settings.indexOf(UNPINNED);
    return begin >= 0 && settings.indexOf(COMMENTED, begin) >= 0;
  }

  /** The first label of a host's name; an address makes no name. */
  public static String clusterName(String host) {
    String label = host.replaceAll("\\..*$", "").replaceAll("^[_-]+|[_-]+$", "");
    return label.matches("[A-Za-z][A-Za-z0-9_-]{0,62}") ? label : "proxmox";
  }

  /**
   * Writes.
   *
   * @param force whether to replace what is there
   * @return what to tell the person, line by line
   * @throws SettingsException if something is there already
   * @throws IOException if it cannot be written
   */
  public List<String> write(boolean force) throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    Path secret = target.resolveSibling(cluster + ".token");
    boolean ownFile = old.token() instanceof Token.InFile;
    refuseToOverwrite(ownFile ? List.of(target, secret) : List.of(target), force);
    Files.createDirectories(target.resolveSibling("."));
    String pin = pin(said);
    if (old.token() instanceof Token.InFile(var value, boolean _)) {
      create(secret, value.reveal() + "\n");
      said.add("The token's secret is in " + secret + ", readable by you alone.");
    }
    create(target, settings(secret, pin));
    said.addFirst("Settings written to " + target + ": cluster " + cluster + ".");
    said.addAll(old.notes());
    return said;
  }

  private static void refuseToOverwrite(List<Path> files, boolean force) {
    List<String> there =
        files.stream()
            .filter(Files::exists)
            .map(file -> file + " is there already; --force replaces it.")
            .toList();
    if (!force && !there.isEmpty()) {
      throw new SettingsException(there);
    }
  }

  private static void create(Path file, String text) throws IOException {
    Succession.replace(file, text.getBytes(StandardCharsets.UTF_8), _ -> {});
  }

  private String settings(Path secret, String pin) {
    StringBuilder text =
        new StringBuilder("# Made by `proxmox-mcp migrate`; every key is in docs/settings.md.\n")
            .append("version: 1\n");
    String level = old.logLevel();
    if (level != null) {
      text.append("log:\n  level: ").append(level).append('\n');
    }
    text.append("clusters:\n  ").append(cluster).append(":\n");
    if (old.kind() == Kind.PBS) {
      line(text, "kind", "pbs");
    }
    line(text, "host", quoted(old.endpoint().host()));
    line(text, "port", Integer.toString(old.endpoint().port()));
    line(text, "user", quoted(old.user()));
    line(text, "token-name", quoted(old.tokenName()));
    line(
        text,
        "token-value",
        switch (old.token()) {
          case Token.InVariable(String name) -> "env:" + name;
          case Token.InFile _ -> "file:" + secret.getFileName();
        });
    return text.append(pin).toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append("    ").append(key).append(": ").append(value).append('\n');
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9.@_-]*")
        ? text
        : JsonText.write(JsonNodeFactory.instance.stringNode(text));
  }

  /** What stands in the file instead of the verification that was off. */
  private String pin(List<String> said) throws InterruptedException {
    if (old.verified()) {
      return "";
    }
    Product product = old.kind() == Kind.PBS ? Product.PBS : Product.PVE;
    Optional<String> fingerprint = fingerprint(product);
    said.add(
        "verify_ssl was false; here certificates are always verified. "
            + fingerprint
                .map(found ->
                    "The host shows the fingerprint "
                        + found
                        + " now: compare it with what `"
                        + product.certificateCommand()
                        + "` shows on the host itself, and if it is the same, take the # off the"
                        + " line fingerprints.")
                .orElse(
                    "The host did not answer just now: run `"
                        + product.certificateCommand()
                        + "` on it, and write its SHA-256 fingerprint into the line"
                        + " fingerprints."));
    return UNPINNED
        + " Compare with `"
        + product.certificateCommand()
        + "` on the host, then take the # off:"
        + COMMENTED
        + " \""
        + fingerprint.orElse("…")
        + "\"\n";
  }

  private Optional<String> fingerprint(Product product) throws InterruptedException {
    Endpoint endpoint = old.endpoint();
    try {
      HostAddress address = new HostAddress(endpoint.host(), endpoint.port());
      return Optional.of(
          ForeignText.line(
              CertificateProbe.read(address, product, PROBE_LIMIT).fingerprint().toString(), 100));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
