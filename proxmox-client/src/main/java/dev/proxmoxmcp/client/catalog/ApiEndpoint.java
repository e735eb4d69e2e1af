package dev.proxmoxmcp.client.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of an API.
 *
 * @param template its path with placeholders: {@code /nodes/{node}/qemu/{vmid}/config}
 * @param parameters by name, those of the path among them
 * @param returns what the answer's data is
 * @param permissions who may call it, as the JSON that the product publishes, without texts; "" if
 *     it says nothing
 */
public record ApiEndpoint(
    ApiMethod method,
    String template,
    Map<String, ApiParameter> parameters,
    ApiType returns,
    String permissions,
    Notes notes) {

  /** Keeps the order of the parameters. */
  public ApiEndpoint {
    parameters = Collections.unmodifiableMap(parameters);
  }

  /**
   * What else is known.
   *
   * @param handler the product's own name of the call; "" for PBS
   * @param proxyTo the parameter that names the node which does the work; "" for none
   * @param description what a host says about it, untrusted and made harmless to show; "" in a
   *     built-in catalog
   */
  public record Notes(String handler, String proxyTo, String description, Set<Trait> traits) {
    /** Copies the traits. */
    public Notes {
      traits = Set.copyOf(traits);
    }
  }

  /** Something that is not so for most endpoints. */
  public enum Trait {
    /** Runs as root on the node. */
    PROTECTED,
    /** Answers with a file, not with JSON. */
    DOWNLOAD,
    /** Refuses API tokens. */
    NO_TOKEN,
    /** Takes parameters that it does not name. */
    MORE_PARAMETERS
  }

  /** Whether it has {@code trait}. */
  public boolean is(Trait trait) {
    return notes.traits().contains(trait);
  }

  /** The names in the path, in their order: {@code [node, vmid]}. */
  public List<String> placeholders() {
    List<String> names = new ArrayList<>();
    for (String segment : template.split("/", -1)) {
      if (segment.startsWith("{")) {
        names.add(segment.substring(1, segment.length() - 1));
      }
    }
    return names;
  }

  /** The parameter that {@code sent} names: {@code net0} finds {@code net[n]}. */
  public Optional<ApiParameter> parameter(String sent) {
    ApiParameter exact = parameters.get(sent);
    return exact != null
        ? Optional.of(exact)
        : parameters.values().stream().filter(one -> one.isNamedBy(sent)).findFirst();
  }

  /** Method and template: {@code GET /nodes/{node}/qemu}. */
  public String title() {
    return method + " " + template;
  }
}
