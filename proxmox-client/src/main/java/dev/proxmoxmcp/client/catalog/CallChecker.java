package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.Problem.Kind;
import dev.proxmoxmcp.client.catalog.ValueCheck.Encoded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One check. Mutable; belongs to the thread that checks. */
final class CallChecker {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final int MOST_NAMES = 40;

  private final Product product;
  private final ApiEndpoint endpoint;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Encoded> values = new TreeMap<>();

  CallChecker(Product product, ApiEndpoint endpoint) {
    this.product = product;
    this.endpoint = endpoint;
  }

  CallCheck check(Map<String, ?> arguments) {
    List<String> placeholders = endpoint.placeholders();
    arguments.forEach((name, value) -> {
      if (value != null) {
        argument(name, value, placeholders.contains(name));
      }
    });
    for (ApiParameter parameter : endpoint.parameters().values()) {
      boolean wanted = parameter.required() && !parameter.indexed();
      if ((wanted || placeholders.contains(parameter.name())) && !sent(parameter, arguments)) {
        missing(parameter.name(), parameter.type(), "");
      }
    }
    placeholders.stream()
        .filter(name -> !endpoint.parameters().containsKey(name))
        .filter(name -> arguments.get(name) == null)
        .forEach(name -> missing(name, ApiType.Text.ANY, ""));
    required(arguments);
    return problems.isEmpty()
        ? new CallCheck.Ready(CheckedCall.of(product, endpoint, values))
        : new CallCheck.Refused(problems);
  }

  private void argument(String name, Object value, boolean inPath) {
    Optional<ApiParameter> parameter = endpoint.parameter(name);
    if (parameter.isEmpty() && !inPath && !tolerated(name)) {
      problems.add(unknown(name));
      return;
    }
    try {
      Encoded encoded =
          ValueCheck.check(parameter.map(ApiParameter::type).orElse(new ApiType.Anything()), value);
      if (inPath) {
        checkSegment(name, encoded);
      }
      values.put(name, encoded);
    } catch (Mismatch differs) {
      problems.add(differs.of(name));
    }
  }

  private boolean tolerated(String name) {
    return endpoint.is(ApiEndpoint.Trait.MORE_PARAMETERS) && NAME.matcher(name).matches();
  }

  /**
   * Proxmox decodes a path before it splits it, so no encoding would keep such a value in its
   * place. Only the id of a volume has slashes.
   */
  private static void checkSegment(String name, Encoded encoded) throws Mismatch {
    String text = String.join(",", encoded.texts());
    boolean volume = name.equals("volume");
    String plain = PathTree.ESCAPED.matcher(text).replaceAll("x");
    boolean harmless =
        plain.chars().allMatch(c -> c > ' ' && c < 0x7F && "\\?#%;{}".indexOf(c) < 0);
    for (String segment : text.split("/", -1)) {
      harmless &= !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
    }
    if (!harmless || (!volume && text.indexOf('/') >= 0)) {
      throw Mismatch.said(
          Kind.PATH,
          "stands in the path and takes no '/', '?', '#', '%', ';', braces, blanks or dots alone;"
              + " got "
              + Mismatch.shown(text));
    }
  }

  private static boolean sent(ApiParameter parameter, Map<String, ?> arguments) {
    return arguments.entrySet().stream()
        .anyMatch(one -> one.getValue() != null && parameter.isNamedBy(one.getKey()));
  }

  private void required(Map<String, ?> arguments) {
    for (ApiParameter parameter : endpoint.parameters().values()) {
      String other = parameter.requires();
      if (!other.isEmpty() && sent(parameter, arguments) && arguments.get(other) == null) {
        ApiType type = endpoint.parameter(other).map(ApiParameter::type).orElse(ApiType.Text.ANY);
        missing(other, type, parameter.name());
      }
    }
  }

  /**
   * Adds a problem.
   *
   * @param by the parameter that needs it; "" if it is needed anyway
   */
  private void missing(String name, ApiType type, String by) {
    if (problems.stream().noneMatch(one -> one.parameter().equals(name))) {
      problems.add(
          new Problem(
              name,
              by.isEmpty() ? Kind.MISSING : Kind.REQUIRED_BY,
              "Parameter "
                  + name
                  + " is missing"
                  + (by.isEmpty() ? "" : ", which " + by + " needs")
                  + "; it takes "
                  + type.accepted()
                  + "."));
    }
  }

  private Problem unknown(String name) {
    Collection<String> known = endpoint.parameters().keySet();
    String shown = ForeignText.line(name, 60);
    @Nullable String near = Nearest.likely(name, known).orElse(null);
    List<String> names = known.stream().limit(MOST_NAMES).toList();
    return new Problem(
        shown,
        Kind.UNKNOWN,
        endpoint.title()
            + " has no parameter "
            + shown
            + (near == null ? "." : "; did you mean " + near + "?")
            + (known.isEmpty()
                ? " It takes none."
                : " It takes "
                    + String.join(", ", names)
                    + (known.size() > MOST_NAMES ? " … (" + known.size() + " in all)." : ".")));
  }
}
