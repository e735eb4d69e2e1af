package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a settings file of version 1. Used for one file, by one thread. */
final class SettingsReader {
  private static final String VERSION = "1";
  private static final List<String> KEYS = List.of("version", "secrets", "clusters");

  private final Path file;
  private final FilePaths paths;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param file for messages, and for paths that are relative to it
   * @param environment where secrets can stand
   */
  SettingsReader(Path file, Map<String, String> environment) {
    this.file = file;
    this.paths = new FilePaths(file, environment);
    this.environment = Map.copyOf(environment);
  }

  /**
   * The clusters of {@code text}, at least one.
   *
   * @throws SettingsException with every problem that was found
   */
  List<ClusterEntry> read(String text) {
    Section root = new Section(file, problems, YamlText.read(file, text));
    root.allow(KEYS);
    version(root);
    List<ClusterEntry> clusters;
    try (SecretSource secrets = new SecretSource(environment, store(root))) {
      clusters = root.section("clusters").map(all -> clusters(all, secrets)).orElseGet(List::of);
    }
    if (!root.has("clusters")) {
      root.problem("clusters", "the key clusters is missing: a mapping from names to clusters.");
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return clusters;
  }

  /**
   * Where the secret store is, whatever else {@code text} says.
   *
   * @param problems told what is wrong with that
   */
  static StoreSettings store(
      Path file, String text, List<String> problems, StoreReader reader, FilePaths paths) {
    Section root = new Section(file, problems, YamlText.read(file, text));
    return reader.read(root.section("secrets").orElse(null), paths);
  }

  private StoreSettings store(Section root) {
    return new StoreReader(environment, problems::add)
        .read(root.section("secrets").orElse(null), paths);
  }

  private static void version(Section root) {
    if (!root.has("version")) {
      root.problem("version", "the key version is missing; write `version: 1`.");
      return;
    }
    root.text("version")
        .filter(version -> !version.text().equals(VERSION))
        .ifPresent(version ->
            root.problem("version", "this program reads version 1 of the settings file."));
  }

  private List<ClusterEntry> clusters(Section section, SecretSource secrets) {
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
