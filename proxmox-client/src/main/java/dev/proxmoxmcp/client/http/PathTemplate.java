package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path with placeholders, such as {@code /nodes/{node}/qemu/{vmid}/config}; the only way to a
 * concrete path.
 */
public final class PathTemplate {
  /** How a Backup Server writes what may not stand in the id of a task; it decodes none of it. */
  private static final Pattern ESCAPED = Pattern.compile("\\\\x[0-9a-f]{2}");

  /** The one placeholder whose value may have slashes: {@code local:iso/x.iso}. */
  private static final String VOLUME = "{volume}";

  private final String template;
  private final List<String> segments;
  private final long placeholders;

  private PathTemplate(String template, List<String> segments) {
    this.template = template;
    this.segments = segments;
    this.placeholders = segments.stream().filter(PathTemplate::isPlaceholder).count();
  }

  /**
   * Reads a template that the program itself holds.
   *
   * @throws IllegalArgumentException if it does not begin with a slash, or has an empty segment
   */
  public static PathTemplate of(String template) {
    if (template.equals("/")) {
      return new PathTemplate(template, List.of());
    }
    List<String> segments = List.of(template.split("/", -1));
    if (!template.startsWith("/") || segments.subList(1, segments.size()).contains("")) {
      throw new IllegalArgumentException("not a path template: " + template);
    }
    return new PathTemplate(template, segments.subList(1, segments.size()));
  }

  /**
   * Puts {@code values} into the placeholders, in their order.
   *
   * @throws IllegalArgumentException if their number differs, or a value is no segment of its own
   */
  ConcretePath with(List<? extends PathValue> values) {
    if (values.size() != placeholders) {
      throw new IllegalArgumentException(
          template + " takes " + placeholders + " values, got " + values.size());
    }
    List<String> concrete = new ArrayList<>(segments.size());
    int next = 0;
    for (String segment : segments) {
      if (segment.equals(VOLUME)) {
        for (String part : values.get(next++).pathText().split("/", -1)) {
          concrete.add(checked(part));
        }
      } else {
        concrete.add(isPlaceholder(segment) ? checked(values.get(next++).pathText()) : segment);
      }
    }
    return new ConcretePath(concrete);
  }

  private static boolean isPlaceholder(String segment) {
    return segment.startsWith("{");
  }

  /**
   * The second lock behind the grammars of ids: Proxmox decodes a path before it splits it, so no
   * encoding makes a slash harmless.
   */
  private static String checked(String text) {
    String plain = ESCAPED.matcher(text).replaceAll("x");
    boolean harmless =
        !plain.isEmpty()
            && !plain.equals(".")
            && !plain.equals("..")
            && plain.chars().allMatch(c -> c > ' ' && c < 0x7F && "/\\?#%;".indexOf(c) < 0);
    if (!harmless) {
      throw new IllegalArgumentException(
          "'" + ForeignText.line(text, 60) + "' would not stay within its segment of a path");
    }
    return text;
  }

  @Override
  public String toString() {
    return template;
  }
}
