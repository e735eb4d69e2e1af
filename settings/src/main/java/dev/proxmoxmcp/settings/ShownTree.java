package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import dev.proxmoxmcp.settings.Value.Keyed;
import dev.proxmoxmcp.settings.Value.Mapping;
import dev.proxmoxmcp.settings.Value.Nothing;
import dev.proxmoxmcp.settings.Value.Origin;
import dev.proxmoxmcp.settings.Value.Scalar;
import dev.proxmoxmcp.settings.Value.Sequence;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every value in force, and where it comes from. For settings in which nothing is wrong. */
final class ShownTree {
  private final List<Shown> shown = new ArrayList<>();

  private ShownTree() {}

  /**
   * All values.
   *
   * @param root what file and variables say together
   * @param environment where the variables of one host are, if {@code root} names no cluster
   */
  static List<Shown> of(Mapping root, Map<String, String> environment) {
    ShownTree tree = new ShownTree();
    tree.add("", "", root, Keys.ALL.stream().filter(key -> !key.ofCluster()).toList());
    List<Key> keys = Keys.ALL.stream().filter(Key::ofCluster).toList();
    Keyed clusters = root.entries().get("clusters");
    if (clusters != null && clusters.value() instanceof Mapping named) {
      named
          .entries()
          .forEach((name, cluster) -> {
            if (cluster.value() instanceof Mapping said) {
              tree.add(Key.CLUSTER + ".", "clusters." + name + ".", said, keys);
            }
          });
    } else {
      tree.add(Key.CLUSTER + ".", "", ofOneHost(environment, keys), keys);
    }
    return tree.shown;
  }

  private void add(String pattern, String prefix, Mapping said, List<Key> keys) {
    for (Key key : keys) {
      String path = key.path().substring(pattern.length());
      if (key.isRepeated()) {
        repeated(prefix, said, key);
      } else if (key.isValue()) {
        Optional<Value> value = find(said, List.of(path.split("\\.", -1)));
        if (value.isPresent()) {
          shown.add(
              new Shown(
                  prefix + path, value.get().texts(), value.get().origin().text(), key.secret()));
        } else if (!key.otherwise().isEmpty() && (!path.startsWith("ssh.") || has(said, "ssh"))) {
          shown.add(new Shown(prefix + path, List.of(otherwise(key, said)), Shown.DEFAULT, false));
        }
      }
    }
  }

  /** What stands in each place of a list, from 1, or under each name. */
  private void repeated(String prefix, Mapping said, Key key) {
    int star = key.path().indexOf(".*.");
    String outer = key.path().substring(0, star);
    List<String> inner = List.of(key.path().substring(star + 3).split("\\.", -1));
    each(find(said, List.of(outer.split("\\.", -1))).orElse(Mapping.empty(said.origin())))
        .forEach((name, one) ->
            find(one, inner)
                .ifPresent(value ->
                    shown.add(
                        new Shown(
                            prefix + outer + "." + name + "." + String.join(".", inner),
                            value.texts(),
                            value.origin().text(),
                            key.secret()))));
  }

  private static Map<String, Mapping> each(Value outer) {
    Map<String, Mapping> each = new LinkedHashMap<>();
    switch (outer) {
      case Sequence list -> {
        for (int at = 0; at < list.values().size(); at++) {
          if (list.values().get(at) instanceof Mapping one) {
            each.put(Integer.toString(at + 1), one);
          }
        }
      }
      case Mapping named ->
          named
              .entries()
              .forEach((name, entry) -> {
                if (entry.value() instanceof Mapping one) {
                  each.put(name, one);
                }
              });
      case Scalar _, Nothing _ -> {}
    }
    return each;
  }

  private static boolean has(Mapping said, String key) {
    return said.entries().containsKey(key);
  }

  private static Optional<Value> find(Mapping mapping, List<String> path) {
    Keyed here = mapping.entries().get(path.getFirst());
    if (here == null || path.size() == 1) {
      return Optional.ofNullable(here).map(Keyed::value);
    }
    return here.value() instanceof Mapping inner
        ? find(inner, path.subList(1, path.size()))
        : Optional.empty();
  }

  /** The one default that depends on another key. */
  private static String otherwise(Key key, Mapping said) {
    boolean port = key.path().equals(Key.CLUSTER + ".port");
    return port
            && find(said, List.of("kind"))
                .filter(
                    kind -> KindText.read(kind.texts().getFirst()).equals(Optional.of(Kind.PBS)))
                .isPresent()
        ? Integer.toString(Kind.PBS.port())
        : key.otherwise();
  }

  private static Mapping ofOneHost(Map<String, String> environment, List<Key> keys) {
    Mapping said = Mapping.empty(Origin.variable("PROXMOX_…"));
    for (Key key : keys) {
      for (String variable : key.origin().variables()) {
        String text = environment.getOrDefault(variable, "").strip();
        if (!text.isEmpty()) {
          Value value = new Variable(variable, text).value(key, _ -> {});
          said = with(said, key.path().substring(Key.CLUSTER.length() + 1), value);
        }
      }
    }
    return said;
  }

  private static Mapping with(Mapping mapping, String path, Value value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return mapping.with(path, new Keyed(value.origin(), value));
    }
    String section = path.substring(0, dot);
    Keyed here = mapping.entries().get(section);
    Mapping inner =
        here != null && here.value() instanceof Mapping known
            ? known
            : Mapping.empty(value.origin());
    return mapping.with(
        section, new Keyed(value.origin(), with(inner, path.substring(dot + 1), value)));
  }
}
