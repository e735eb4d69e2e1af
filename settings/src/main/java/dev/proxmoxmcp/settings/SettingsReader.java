package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Value.Mapping;
import dev.proxmoxmcp.settings.Value.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a file of version 1, of variables, or of both. Used once, by one thread.
 */
final class SettingsReader {
  private final @Nullable Path file;
  private final FilePaths paths;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param file for messages, and for paths that are relative to it; null for variables alone
   * @param environment where settings and secrets can stand
   */
  SettingsReader(@Nullable Path file, Map<String, String> environment) {
    this.file = file;
    this.paths = new FilePaths(file, environment);
    this.environment = Map.copyOf(environment);
  }

  /**
   * The settings.
   *
   * @param text of the file; null if there is none
   * @throws SettingsException with every problem that was found
   */
  Settings read(@Nullable String text) {
    if (file != null && text != null && isOld(text)) {
      return new OldSettings(file, environment).read(text, byVariables());
    }
    Section root = new Section(problems, tree(text));
    if (text != null) {
      version(root);
    }
    root.allowThoseOf("");
    ServerEntry server = new ServerReader(root, paths).read();
    List<ClusterEntry> clusters;
    AuditEntry audit;
    TelemetryEntry telemetry;
    StoreSettings store = store(root);
    try (SecretSource secrets = new SecretSource(environment, store)) {
      clusters = clusters(root, secrets);
      audit = new AuditReader(root, new FilePaths(file, environment), secrets).read();
      telemetry = new TelemetryReader(root, new FilePaths(file, environment), secrets).read();
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    if (root.has("clusters")) {
      Beside.check(
          String.valueOf(file == null ? "PROXMOX_MCP_CLUSTERS_…" : file), clusters, environment);
    }
    Set<Path> files = new HashSet<>(paths.named());
    Stream.of(Optional.ofNullable(file), Optional.ofNullable(store.file()))
        .flatMap(Optional::stream)
        .forEach(files::add);
    return new Settings(server, audit, telemetry, clusters, files);
  }

  /** Whether the file is one of the Python ProxmoxMCP. */
  boolean isOld(String text) {
    return file != null
        && OldReader.looksOld(
            new Section(
                new ArrayList<>(),
                new YamlTree(file, new ArrayList<>()).mapping(YamlText.read(file, text))));
  }

  /** What variables say beside an old file, which knows nothing of it. */
  private OldSettings.Besides byVariables() {
    SettingsReader variables = new SettingsReader(null, environment);
    Section root = new Section(variables.problems, variables.tree(null));
    ServerEntry server = new ServerReader(root, variables.paths).read();
    if (root.has("clusters")) {
      variables.problems.add(
          root.place("clusters")
              + ": "
              + file
              + " is a configuration of the Python ProxmoxMCP, which has one cluster without a"
              + " name. Run `proxmox-mcp migrate "
              + file
              + "` to have both.");
    }
    AuditEntry audit;
    TelemetryEntry telemetry;
    try (SecretSource secrets = new SecretSource(environment, variables.store(root))) {
      audit = new AuditReader(root, variables.paths, secrets).read();
      telemetry = new TelemetryReader(root, variables.paths, secrets).read();
    }
    if (!variables.problems.isEmpty()) {
      throw new SettingsException(variables.problems);
    }
    return new OldSettings.Besides(server, audit, telemetry);
  }

  /**
   * What file and variables say together; what is wrong is kept for {@link #read}.
   *
   * @param text of the file; null if there is none
   */
  Mapping tree(@Nullable String text) {
    Mapping written =
        file == null || text == null
            ? Mapping.empty(Origin.variable("PROXMOX_MCP_…"))
            : new YamlTree(file, problems).mapping(YamlText.read(file, text));
    return new VariableTree(environment, problems).over(written);
  }

  /**
   * Where the secret store is, whatever else {@code text} says.
   *
   * @param problems told what is wrong with that
   */
  static StoreSettings store(
      Path file, String text, List<String> problems, StoreReader reader, FilePaths paths) {
    Section root =
        new Section(problems, new YamlTree(file, problems).mapping(YamlText.read(file, text)));
    return reader.read(root.section("secrets").orElse(null), paths);
  }

  private StoreSettings store(Section root) {
    return new StoreReader(environment, problems::add)
        .read(root.section("secrets").orElse(null), file == null ? null : paths);
  }

  private static void version(Section root) {
    if (!root.has("version")) {
      root.problem("version", "the key version is missing; write `version: 1`.");
      return;
    }
    root.text("version").ifPresent(version -> SettingsVersion.check(root, version));
  }

  private List<ClusterEntry> clusters(Section root, SecretSource secrets) {
    if (root.has("clusters")) {
      return root.section("clusters").map(all -> named(all, secrets)).orElseGet(List::of);
    }
    if (file != null && environment.getOrDefault("PROXMOX_HOST", "").isBlank()) {
      root.problem("clusters", "the key clusters is missing: a mapping from names to clusters.");
      return List.of();
    }
    try {
      return List.of(EnvironmentSettings.read(environment));
    } catch (SettingsException unusable) {
      problems.add(String.valueOf(unusable.getMessage()));
      return List.of();
    }
  }

  private List<ClusterEntry> named(Section section, SecretSource secrets) {
    if (section.keys().isEmpty()) {
      problems.add(section.place() + ": no cluster is named here.");
    }
    Set<String> seen = new HashSet<>();
    List<ClusterEntry> clusters = new ArrayList<>();
    for (String name : section.keys()) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        section.problem(name, "two clusters have this name, in upper or lower case.");
      }
      section
          .section(name)
          .flatMap(cluster -> new ClusterReader(cluster, paths, secrets).read(name, section))
          .ifPresent(clusters::add);
    }
    return clusters;
  }
}
