package dev.proxmoxmcp.simulator.pbs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of an endpoint, its parameters checked and typed.
 *
 * @param now the time of the call
 * @param values of all parameters, those of the path among them
 */
record BackupCall(AuthId caller, Instant now, ApiFact fact, Map<String, Object> values) {
  /** A parameter of the path, or a mandatory one. */
  String text(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException(fact.key() + " has no parameter " + name));
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(String::valueOf);
  }

  boolean flag(String name, boolean fallback) {
    return values.get(name) instanceof Boolean truth ? truth : fallback;
  }

  long number(String name, long fallback) {
    return values.get(name) instanceof Long number ? number : fallback;
  }

  Optional<Long> number(String name) {
    return values.get(name) instanceof Long number ? Optional.of(number) : Optional.empty();
  }

  List<String> list(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** The namespace; empty for the root. */
  String namespace() {
    return find("ns").orElse("");
  }
}
