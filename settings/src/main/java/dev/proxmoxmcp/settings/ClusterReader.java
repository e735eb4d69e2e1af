package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.ClusterEntry.Endpoint;
import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.ClusterEntry.Login;
import dev.proxmoxmcp.settings.ClusterEntry.Places;
import dev.proxmoxmcp.settings.Section.Text;
import dev.proxmoxmcp.settings.key.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one cluster of the settings file. */
final class ClusterReader {
  private static final int MOST_FINGERPRINTS = 2;

  private final Section section;
  private final FilePaths paths;
  private final SecretSource secrets;

  ClusterReader(Section section, FilePaths paths, SecretSource secrets) {
    this.section = section;
    this.paths = paths;
    this.secrets = secrets;
  }

  /**
   * The cluster; empty if something is wrong with it, which is then reported.
   *
   * @param all where the cluster stands
   */
  Optional<ClusterEntry> read(String name, Section all) {
    section.allowThoseOf(Key.CLUSTER);
    Kind kind = kind();
    List<Endpoint> endpoints = endpoints(kind);
    LoginReader logins = new LoginReader(section, paths, secrets, name);
    Optional<Login> login = logins.read(kind);
    Optional<TrustSettings> trust = trust();
    Optional<SshEntry> ssh =
        section.section("ssh").flatMap(keys -> new SshReader(keys, paths).read());
    if (kind == Kind.PBS && section.has("ssh")) {
      section.problem(
          "ssh", "ssh is for commands in containers, and a Backup Server has none; remove it.");
    }
    if (endpoints.isEmpty() || login.isEmpty() || trust.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterEntry(
            name,
            endpoints,
            login.get(),
            trust.get(),
            new TlsEntry(listed("tls-versions"), listed("tls-ciphers"), listed("revoked")),
            ssh.orElse(null),
            new Places(
                all.place(name),
                place(section.has("endpoints") ? "endpoints" : "host"),
                place(section.has("token-id") ? "token-id" : "user"),
                place(section.has("password") ? "password" : "token-value"),
                place(section.has("ca-file") ? "ca-file" : "fingerprints"),
                logins.home())));
  }

  private String place(String key) {
    return section.place(key) + ": " + key;
  }

  private TlsEntry.Listed listed(String key) {
    return new TlsEntry.Listed(place(key), section.texts(key).stream().map(Text::text).toList());
  }

  private Kind kind() {
    Optional<Text> text = section.text("kind");
    Optional<Kind> known = text.flatMap(written -> KindText.read(written.text()));
    if (text.isPresent() && known.isEmpty()) {
      section.problem(text.get(), "kind is " + KindText.ACCEPTED + ".");
    }
    return known.orElse(Kind.PVE);
  }

  private List<Endpoint> endpoints(Kind kind) {
    Optional<Integer> port = section.text("port").flatMap(this::port);
    if (section.has("host") == section.has("endpoints")) {
      section.problem(
          "endpoints",
          section.has("host")
              ? "host and endpoints are two answers to one question; keep one of them."
              : "host is missing: name or address of a node (or endpoints: a list of several).");
      return List.of();
    }
    List<Text> texts =
        section.has("host") ? section.text("host").stream().toList() : section.texts("endpoints");
    List<Endpoint> endpoints = new ArrayList<>();
    for (Text text : texts) {
      HostText.read(text.text(), problem -> section.problem(text, problem))
          .ifPresent(host -> {
            Endpoint endpoint = endpoint(host, port.orElse(null), kind, text);
            if (endpoints.contains(endpoint)) {
              section.problem(text, endpoint + " stands here twice.");
            }
            endpoints.add(endpoint);
          });
    }
    return endpoints;
  }

  private Endpoint endpoint(HostText host, @Nullable Integer port, Kind kind, Text text) {
    Integer own = host.port();
    if (own != null && port != null && !own.equals(port)) {
      section.problem(text, "port is " + port + ", but this says " + own + "; keep one of them.");
    }
    return new Endpoint(
        host.host(),
        Objects.requireNonNullElse(own, Objects.requireNonNullElse(port, kind.port())));
  }

  private Optional<Integer> port(Text text) {
    return HostText.port(text.text(), problem -> section.problem(text, problem));
  }

  private Optional<TrustSettings> trust() {
    Optional<Path> authorities =
        section.text("ca-file").flatMap(text -> path(section, paths, "ca-file", text));
    if (section.isSection("fingerprints")) {
      return section
          .section("fingerprints")
          .map(
              nodes -> new TrustSettings.NodeFingerprints(byNode(nodes), authorities.orElse(null)));
    }
    if (section.has("ca-file") && section.has("fingerprints")) {
      section.problem(
          "fingerprints",
          "ca-file and fingerprints of hosts are two answers to one question; keep one of them, or"
              + " give the fingerprints by node.");
    }
    if (section.has("fingerprints")) {
      return Optional.of(section.texts("fingerprints"))
          .filter(list -> !list.isEmpty())
          .map(list -> new TrustSettings.Fingerprints(pins(section, "fingerprints", list)));
    }
    return section.has("ca-file")
        ? authorities.map(TrustSettings.AuthorityFile::new)
        : Optional.of(new TrustSettings.SystemAuthorities());
  }

  private static Map<String, List<String>> byNode(Section nodes) {
    Map<String, List<String>> pins = new LinkedHashMap<>();
    if (nodes.keys().isEmpty()) {
      nodes.report(nodes.place() + ": fingerprints names no node.");
    }
    nodes.keys().forEach(node -> pins.put(node, pins(nodes, node, nodes.texts(node))));
    return pins;
  }

  private static List<String> pins(Section section, String key, List<Text> texts) {
    if (texts.size() > MOST_FINGERPRINTS) {
      section.problem(
          key,
          "at most two fingerprints are taken, while a certificate is being replaced; found "
              + texts.size()
              + ".");
    }
    return texts.stream().map(Text::text).toList();
  }

  /** The path of {@code key}; what is none is reported. */
  static Optional<Path> path(Section section, FilePaths paths, String key, Text text) {
    try {
      return Optional.of(paths.at(text.origin()).path(text.place() + ": " + key, text.text()));
    } catch (SettingsException none) {
      section.report(String.valueOf(none.getMessage()));
      return Optional.empty();
    }
  }
}
