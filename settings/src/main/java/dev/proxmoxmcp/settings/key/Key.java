package dev.proxmoxmcp.settings.key;

import java.util.List;
import java.util.Locale;

/**
 * One key of the settings.
 *
 * @param path from the root of the file, parted by dots; a {@code *} stands for a name of one's
 *     choice, such as that of a cluster, or for the place in a list
 * @param form what it takes
 * @param meaning for people, in Markdown, without a full stop at its end
 * @param otherwise what counts without it, as it would be written; empty for nothing
 * @param origin since when there is the key, and what it was called before there was a file
 * @param change when another value takes effect
 */
public record Key(
    String path, Form form, String meaning, String otherwise, Origin origin, Change change) {
  /** What the variable of every key begins with. */
  public static final String PREFIX = "PROXMOX_MCP_";

  /** The section of a cluster. */
  public static final String CLUSTER = "clusters.*";

  /**
   * Where a key comes from.
   *
   * @param since the version of the file that first had it
   * @param variables of one host without a file, which mean the same
   */
  public record Origin(int since, List<String> variables) {
    /** Copies the list. */
    public Origin {
      variables = List.copyOf(variables);
    }
  }

  /** When another value takes effect. */
  public enum Change {
    /** While the program runs; calls under way end as they began. */
    AT_ONCE("at once"),
    /** While the program runs if less is allowed than before, else when it starts again. */
    NARROWER_AT_ONCE("less at once, more at the next start"),
    /** When the program starts again. */
    AT_START("at the next start");

    private final String label;

    Change(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }
  }

  /** What stands in the file. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The path of the section that it belongs to; empty for the file itself. */
  public String section() {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Whether each cluster has its own. */
  public boolean ofCluster() {
    return path.startsWith(CLUSTER + ".");
  }

  /** Whether it is a value, and no section of others. */
  public boolean isValue() {
    return switch (form.shape()) {
      case SECTION, SECTIONS, NAMED_SECTIONS -> false;
      case TEXT,
          WORD,
          WORDS,
          FLAG,
          PORT,
          NUMBER,
          COUNT,
          PATH,
          SECRET,
          TEXTS,
          TEXTS_OR_BY_NODE,
          BY_NODE,
          BY_NAME,
          GUESTS,
          CONDITIONS ->
          true;
    };
  }

  /** Whether its value is never shown. */
  public boolean secret() {
    return form.shape() == Shape.SECRET;
  }

  /** Whether it stands in a list, or in a section of a name of one's choice, but a cluster's. */
  public boolean isRepeated() {
    return path.contains("*") && !ofCluster();
  }

  /**
   * Whether a variable can say it: all but the version of the file, sections, and what stands in
   * lists.
   */
  public boolean hasVariable() {
    return isValue() && !isRepeated() && !path.equals(Keys.VERSION);
  }

  /**
   * What the name of its variable ends with, after {@value #PREFIX} or the cluster's name: {@code
   * LOG_LEVEL}.
   */
  public String variableEnd() {
    String rest = ofCluster() ? path.substring(CLUSTER.length() + 1) : path;
    return rest.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** The whole name of its variable, with {@code <NAME>} for the cluster's name. */
  public String variable() {
    return PREFIX + (ofCluster() ? "CLUSTERS_<NAME>_" : "") + variableEnd();
  }
}
