package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Gives the token of one cluster another name in the settings file. Nothing else of the file
 * changes, comments and order neither. Owned by one thread.
 */
public final class TokenIdEdit {
  private static final String ID = "token-id";
  private static final String NAME = "token-name";

  private final Path file;
  private final String cluster;
  private final String name;

  private TokenIdEdit(Path file, String cluster, String name) {
    this.file = file;
    this.cluster = cluster;
    this.name = name;
  }

  /**
   * An edit that can be done as the file is now.
   *
   * @param file the settings file; null if there is none
   * @param cluster as the file names it
   * @param name of the token, after the exclamation mark
   * @throws SettingsException if the name does not stand in the file, or cannot be replaced there
   */
  public static TokenIdEdit prepare(@Nullable Path file, @Nullable String cluster, String name) {
    if (file == null || cluster == null) {
      throw new SettingsException(
          "the token's name stands in a variable (PROXMOX_TOKEN_NAME), which this program cannot"
              + " change.");
    }
    TokenIdEdit edit = new TokenIdEdit(file, cluster, name);
    edit.replaced(SettingsFile.text(file), name + "-2");
    try {
      WholeFile.at(file).checkReplaceable();
    } catch (SecretException refused) {
      throw new SettingsException(String.valueOf(refused.getMessage()));
    }
    return edit;
  }

  /**
   * Writes the file, as it is by now but for the name.
   *
   * @throws SettingsException if that cannot be done; then it is as it was
   */
  public void to(String next) {
    String text = replaced(SettingsFile.text(file), next);
    try {
      WholeFile.at(file).replace(text.getBytes(StandardCharsets.UTF_8));
    } catch (SecretException failed) {
      throw new SettingsException(String.valueOf(failed.getMessage()));
    }
  }

  private String replaced(String text, String next) {
    ScalarNode scalar = scalar(YamlText.read(file, text)).orElseThrow(this::notHere);
    int start = index(text, scalar.getStartMark());
    int end = index(text, scalar.getEndMark());
    String written = text.substring(start, end);
    int at = written.lastIndexOf(name);
    if (at < 0) {
      throw notHere();
    }
    String changed =
        text.substring(0, start + at) + next + text.substring(start + at + name.length());
    Map<String, String> wanted = names(YamlText.read(file, text));
    wanted.put(cluster, wanted.getOrDefault(cluster, "").replaceAll("[^!]*$", "") + next);
    if (!names(YamlText.read(file, changed)).equals(wanted)) {
      throw notHere(); // an alias, or a form of text that is not read as it is written
    }
    return changed;
  }

  private SettingsException notHere() {
    return new SettingsException(
        "the name "
            + HostText.printable(name)
            + " of the token of "
            + cluster
            + " does not stand in "
            + file
            + " in a form that can be changed there.");
  }

  private Optional<ScalarNode> scalar(MappingNode root) {
    return clusters(root).flatMap(all -> mapping(all, cluster)).flatMap(TokenIdEdit::name);
  }

  private static Optional<MappingNode> clusters(MappingNode root) {
    return mapping(root, "clusters");
  }

  private static Optional<ScalarNode> name(MappingNode cluster) {
    return value(cluster, ID)
        .or(() -> value(cluster, NAME))
        .filter(ScalarNode.class::isInstance)
        .map(ScalarNode.class::cast);
  }

  /** What the file says of the tokens, by cluster. */
  private static Map<String, String> names(MappingNode root) {
    Map<String, String> names = new TreeMap<>();
    clusters(root)
        .ifPresent(all -> {
          for (NodeTuple one : all.getValue()) {
            if (one.getKeyNode() instanceof ScalarNode key
                && one.getValueNode() instanceof MappingNode cluster) {
              name(cluster).ifPresent(name -> names.put(key.getValue(), name.getValue().strip()));
            }
          }
        });
    return names;
  }

  private static Optional<MappingNode> mapping(MappingNode in, String key) {
    return value(in, key).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
  }

  private static Optional<Node> value(MappingNode in, String key) {
    return in.getValue().stream()
        .filter(one -> one.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  /** YAML counts characters, Java their halves. */
  private static int index(String text, Optional<Mark> mark) {
    return mark.map(at -> text.offsetByCodePoints(0, at.getIndex())).orElse(0);
  }
}
