package dev.proxmoxmcp.simulator.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint.
 *
 * @param path with placeholders, such as {@code /nodes/{node}/qemu/{vmid}/config}
 * @param parameters besides those of the path
 * @param ticketOnly whether API tokens are refused
 * @param contract what the schema of the simulated version says, or null where nobody asked it
 * @param coverage how much stands behind its answers
 */
public record Route(
    Verb verb,
    String path,
    Permission permission,
    List<Parameter> parameters,
    boolean ticketOnly,
    Handler handler,
    @Nullable Contract contract,
    Coverage coverage) {

  public Route {
    parameters = List.copyOf(parameters);
  }

  /** Whether its handler knows a parameter of that name. */
  boolean handles(String name) {
    return coverage == Coverage.WHOLE
        || path.contains("{" + name + "}")
        || parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  /** Starts the declaration of an endpoint that any login may call. */
  public static Draft of(Verb verb, String path) {
    return new Draft(verb, path, new Permission.AnyUser(), List.of(), false, Coverage.DECLARED);
  }

  /** Starts the declaration of a GET endpoint that any login may call. */
  public static Draft get(String path) {
    return of(Verb.GET, path);
  }

  /** Starts the declaration of a POST endpoint that any login may call. */
  public static Draft post(String path) {
    return of(Verb.POST, path);
  }

  /** Starts the declaration of a PUT endpoint that any login may call. */
  public static Draft put(String path) {
    return of(Verb.PUT, path);
  }

  /** Starts the declaration of a DELETE endpoint that any login may call. */
  public static Draft delete(String path) {
    return of(Verb.DELETE, path);
  }

  /** A route that lacks its handler. */
  public record Draft(
      Verb verb,
      String path,
      Permission permission,
      List<Parameter> parameters,
      boolean ticketOnly,
      Coverage coverage) {
    public Draft {
      parameters = List.copyOf(parameters);
    }

    /** With that permission. */
    public Draft needs(Permission permission) {
      return new Draft(verb, path, permission, parameters, ticketOnly, coverage);
    }

    /** With these parameters. */
    public Draft takes(Parameter... parameters) {
      return new Draft(verb, path, permission, List.of(parameters), ticketOnly, coverage);
    }

    /** With these parameters. */
    public Draft takes(List<Parameter> parameters) {
      return new Draft(verb, path, permission, parameters, ticketOnly, coverage);
    }

    /** With all parameters that the schema of the simulated version has. */
    public Draft takesAll() {
      return new Draft(verb, path, permission, parameters, ticketOnly, Coverage.WHOLE);
    }

    /** Closed to API tokens. */
    public Draft onlyWithTicket() {
      return new Draft(verb, path, permission, parameters, true, coverage);
    }

    /** The whole route. */
    public Route answers(Handler handler) {
      return new Route(verb, path, permission, parameters, ticketOnly, handler, null, coverage);
    }

    /** The route of a directory, which lists its children the way Proxmox does. */
    public Route lists(String key, String... children) {
      List<?> entries = List.of(children).stream().map(c -> Map.of(key, c)).toList();
      return answers(_ -> Answer.of(entries));
    }
  }
}
