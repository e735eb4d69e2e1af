package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.catalog.ApiParameter;
import dev.proxmoxmcp.client.catalog.ApiType;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** How a parameter of an endpoint is told. Its texts may be a host's, so they are quoted. */
final class ParameterText {
  private static final int LONGEST_LINE = 260;
  private static final int LONGEST_SAID = 300;
  private static final int MOST_KEYS = 40;

  private ParameterText() {}

  /** On one line: name, what it takes, what it is by default, what it needs beside it. */
  static String line(ApiParameter parameter) {
    return name(parameter)
        + ": "
        + ForeignText.line(taken(parameter), LONGEST_LINE)
        + beside(parameter);
  }

  private static String taken(ApiParameter parameter) {
    return parameter.type().accepted();
  }

  private static String name(ApiParameter parameter) {
    return ForeignText.line(parameter.name(), 64);
  }

  private static String beside(ApiParameter parameter) {
    return (parameter.byDefault().isEmpty()
            ? ""
            : "; default " + ForeignText.line(parameter.byDefault(), 60))
        + (parameter.requires().isEmpty()
            ? ""
            : "; needs " + ForeignText.line(parameter.requires(), 64));
  }

  /** All that is known of it: also each key of a property string, and what the host says. */
  static List<String> lines(ApiParameter parameter) {
    List<String> lines = new ArrayList<>();
    if (parameter.type() instanceof ApiType.PropertyString string) {
      lines.add(
          name(parameter)
              + ": key=value pairs separated by commas"
              + (string.defaultKey().isEmpty()
                  ? ""
                  : "; the first may be " + string.defaultKey() + " without its name")
              + beside(parameter));
      string.keys().values().stream()
          .filter(key -> !string.aliases().containsKey(key.name()))
          .sorted(Comparator.comparing((ApiParameter key) -> !key.required()))
          .limit(MOST_KEYS)
          .forEach(key ->
              lines.add(
                  "    "
                      + name(key)
                      + (key.required() ? " (required)" : "")
                      + ": "
                      + ForeignText.line(taken(key), LONGEST_LINE)
                      + beside(key)));
      if (!string.aliases().isEmpty()) {
        lines.add(
            "    short forms of a key and its value: "
                + ForeignText.line(
                    String.join(", ", new TreeSet<>(string.aliases().keySet())), LONGEST_LINE));
      }
      if (string.keys().size() > MOST_KEYS) {
        lines.add("    … " + string.keys().size() + " keys in all");
      }
    } else {
      lines.add(line(parameter));
    }
    if (!parameter.description().isBlank()) {
      lines.add("    The host says: " + Foreign.quoted(parameter.description(), LONGEST_SAID));
    }
    return lines;
  }

  /** What an answer holds, in a line. */
  static String answer(ApiType returns) {
    return switch (returns) {
      case ApiType.Nothing _ -> "nothing";
      case ApiType.ListOf(ApiType.Structure row) when !row.properties().isEmpty() ->
          "a list; fields " + names(row);
      case ApiType.ListOf _ -> "a list";
      case ApiType.Structure object when !object.properties().isEmpty() ->
          "an object; fields " + names(object);
      case ApiType.Structure _ -> "an object";
      case ApiType.Text _ -> "a text, or the UPID of a task, which is awaited";
      case ApiType.Anything _ -> "not said";
      case ApiType.Choice _,
          ApiType.Numeric _,
          ApiType.Truth _,
          ApiType.Joined _,
          ApiType.PropertyString _,
          ApiType.OneOf _ ->
          ForeignText.line(returns.accepted(), LONGEST_LINE);
    };
  }

  private static String names(ApiType.Structure structure) {
    List<String> names = structure.properties().values().stream().map(ParameterText::name).toList();
    return String.join(", ", names.stream().limit(25).toList())
        + (names.size() > 25 ? " … (" + names.size() + ")" : "");
  }
}
