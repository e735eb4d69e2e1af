package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.Problem.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call comes to before it is sent: ready, or what is wrong with it. A host is never sent
 * what its own schema refuses.
 */
public sealed interface CallCheck {
  /** It may be sent. */
  record Ready(CheckedCall call) implements CallCheck {}

  /** It is not sent. */
  record Refused(List<Problem> problems) implements CallCheck {
    /** Copies the problems. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Checks a call of an endpoint that was found by a concrete path.
   *
   * @param arguments by name: texts, numbers, truth values, lists of them, for a property string
   *     also an object; what is null counts as not sent. Nothing of it is trusted
   */
  static CallCheck of(Product product, PathMatch.Found found, Map<String, ?> arguments) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> all = new LinkedHashMap<>(found.values());
    arguments.forEach((name, value) -> {
      Object inPath = found.values().get(name);
      if (inPath != null && value != null && !inPath.equals(String.valueOf(value))) {
        problems.add(
            new Problem(
                name,
                Kind.PATH,
                "Parameter "
                    + name
                    + " is "
                    + Mismatch.shown(value)
                    + ", and "
                    + Mismatch.shown(inPath)
                    + " in the path."));
      } else if (value != null) {
        all.putIfAbsent(name, value);
      }
    });
    CallCheck rest = of(product, found.endpoint(), all);
    if (problems.isEmpty()) {
      return rest;
    }
    if (rest instanceof Refused refused) {
      problems.addAll(refused.problems());
    }
    return new Refused(problems);
  }

  /** Like the other, with the values of the placeholders among the arguments. */
  static CallCheck of(Product product, ApiEndpoint endpoint, Map<String, ?> arguments) {
    return new CallChecker(product, endpoint).check(arguments);
  }
}
