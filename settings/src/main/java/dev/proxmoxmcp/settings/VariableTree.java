package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.settings.Value.Keyed;
import dev.proxmoxmcp.settings.Value.Mapping;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys of the settings as environment variables: {@code PROXMOX_MCP_LOG_LEVEL} is {@code
 * log.level}, {@code PROXMOX_MCP_CLUSTERS_LAB_SSH_USER} is {@code ssh.user} of the cluster {@code
 * lab}. They add to what the file says; what both say must be the same. Used once, by one thread.
 */
final class VariableTree {
  private static final String CLUSTERS = Key.PREFIX + "CLUSTERS_";

  private final Map<String, String> environment;
  private final List<String> problems;

  /** A variable of a cluster, taken apart. */
  private record Part(String cluster, Key key) {
    List<String> path() {
      List<String> path = new ArrayList<>(List.of("clusters", cluster));
      path.addAll(parts(key.path().substring(Key.CLUSTER.length() + 1)));
      return path;
    }
  }

  /**
   * Where the value of a variable belongs.
   *
   * @param path the keys that lead to it
   */
  private record Target(List<String> path, Key key) {}

  VariableTree(Map<String, String> environment, List<String> problems) {
    this.environment = new TreeMap<>(environment);
    this.problems = problems;
  }

  /** {@code file} with what the variables say. */
  Mapping over(Mapping file) {
    Mapping whole = file;
    List<String> clusters = names(file);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (OwnVariables.is(name, variable.getValue())) {
        Optional<Target> target = target(name, clusters);
        if (target.isPresent()) {
          whole = with(whole, target.get(), new Variable(name, variable.getValue().strip()));
        }
      }
    }
    return whole;
  }

  private static List<String> names(Mapping file) {
    Keyed clusters = file.entries().get("clusters");
    return clusters != null && clusters.value() instanceof Mapping named
        ? List.copyOf(named.entries().keySet())
        : List.of();
  }

  /** Empty if it is no key's, which is reported. */
  private Optional<Target> target(String name, List<String> clusters) {
    if (name.startsWith(CLUSTERS)) {
      return part(name, clusters).map(part -> new Target(part.path(), part.key()));
    }
    if (StoreReader.LITERALS.contains(name)) {
      return Optional.empty(); // refused there, with a reason
    }
    List<Key> keys =
        Keys.ALL.stream().filter(key -> !key.ofCluster() && key.hasVariable()).toList();
    String plain = withoutFile(name);
    Optional<Key> meant = keys.stream().filter(key -> key.variable().equals(plain)).findFirst();
    if (meant.isEmpty()) {
      unknown(name, keys);
    }
    return meant.map(key -> new Target(parts(key.path()), key));
  }

  private static List<String> parts(String path) {
    return Arrays.asList(path.split("\\.", -1));
  }

  /** Which cluster and which key: a name may end like a key begins. */
  private Optional<Part> part(String name, List<String> clusters) {
    String rest = withoutFile(name.substring(CLUSTERS.length()));
    List<Part> possible =
        Keys.ALL.stream()
            .filter(key -> key.ofCluster() && key.hasVariable())
            .filter(key -> rest.endsWith("_" + key.variableEnd()))
            .map(key ->
                new Part(rest.substring(0, rest.length() - key.variableEnd().length() - 1), key))
            .filter(part -> !part.cluster().isEmpty())
            .toList();
    List<Part> known =
        possible.stream()
            .flatMap(part ->
                clusters.stream()
                    .filter(cluster -> inVariable(cluster).equals(part.cluster()))
                    .map(cluster -> new Part(cluster, part.key())))
            .toList();
    if (known.size() > 1) {
      problems.add(
          name
              + ": this could be "
              + known.getFirst().key().name()
              + " of "
              + known.getFirst().cluster()
              + " or "
              + known.getLast().key().name()
              + " of "
              + known.getLast().cluster()
              + "; write it into the file.");
      return Optional.empty();
    }
    if (known.size() == 1) {
      return Optional.of(known.getFirst());
    }
    if (possible.isEmpty()) {
      unknown(name, Keys.ALL.stream().filter(Key::ofCluster).toList());
    }
    // The longest key, which leaves the shortest name.
    return possible.stream()
        .min((a, b) -> a.cluster().length() - b.cluster().length())
        .map(part -> new Part(part.cluster().toLowerCase(Locale.ROOT), part.key()));
  }

  /** Secrets alone can stand in a file that a variable names. */
  private static String withoutFile(String rest) {
    return Keys.ALL.stream()
        .filter(Key::secret)
        .map(key -> "_" + key.variableEnd() + "_FILE")
        .filter(rest::endsWith)
        .findFirst()
        .map(_ -> rest.substring(0, rest.length() - "_FILE".length()))
        .orElse(rest);
  }

  private void unknown(String name, List<Key> keys) {
    List<String> names = keys.stream().filter(Key::hasVariable).map(Key::variable).toList();
    problems.add(
        name
            + ": no setting has this variable"
            + Nearest.likely(name, names).map(near -> "; did you mean " + near + "?").orElse(".")
            + " Accepted: "
            + String.join(", ", names)
            + ".");
  }

  private static String inVariable(String cluster) {
    return cluster.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private Mapping with(Mapping whole, Target target, Variable variable) {
    String key = target.path().getFirst();
    Keyed here = whole.entries().get(key);
    if (target.path().size() == 1) {
      Keyed said = new Keyed(variable.origin(), variable.value(target.key(), problems::add));
      if (here == null) {
        return whole.with(key, said);
      }
      if (!target.key().section().equals("secrets")) { // whose reader says it
        compare(here.value(), said.value(), target.key());
      }
      return whole;
    }
    if (here != null && !(here.value() instanceof Mapping)) {
      return whole; // whoever reads the file says that it is none
    }
    Mapping inner =
        here != null && here.value() instanceof Mapping mapping
            ? mapping
            : Mapping.empty(variable.origin());
    Target rest = new Target(target.path().subList(1, target.path().size()), target.key());
    return whole.with(
        key, new Keyed(here == null ? variable.origin() : here.key(), with(inner, rest, variable)));
  }

  private void compare(Value here, Value said, Key key) {
    if (!here.texts().equals(said.texts())) {
      problems.add(
          "%s and %s say different things about %s%s; keep one of them."
              .formatted(
                  said.origin().text(),
                  here.origin().text(),
                  key.name(),
                  key.secret() ? "" : ": " + shown(said) + " and " + shown(here)));
    }
  }

  private static String shown(Value value) {
    return HostText.printable(String.join(", ", value.texts()));
  }
}
