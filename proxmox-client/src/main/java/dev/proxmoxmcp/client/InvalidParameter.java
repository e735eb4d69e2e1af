package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.ForeignText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Proxmox did not accept parameters of a request. */
public final class InvalidParameter extends ProxmoxException {
  private static final long serialVersionUID = 1L;
  private static final int LISTED = 8;
  private static final int SHOWN = 300;

  private final LinkedHashMap<String, String> errors;

  /**
   * @param errors by parameter, as Proxmox said; may be empty
   */
  public InvalidParameter(Attempt attempt, String said, Map<String, String> errors) {
    super(
        Fault.PARAMETERS,
        attempt.failure()
            + ". Proxmox said: "
            + quote(said)
            + (errors.isEmpty() ? "" : " " + list(errors))
            + ". Mend the parameters; this host's version decides what it takes.",
        Delivery.ANSWERED,
        null);
    this.errors = new LinkedHashMap<>(errors);
  }

  /** What is wrong, by parameter, as Proxmox said it; may be empty. */
  public Map<String, String> errors() {
    return Map.copyOf(errors);
  }

  private static String name(String parameter) {
    return parameter.matches("[A-Za-z0-9_.:/-]{1,60}")
        ? parameter
        : ForeignText.quoted(parameter, 60);
  }

  private static String list(Map<String, String> errors) {
    return new TreeMap<>(errors)
        .entrySet().stream()
            .limit(LISTED)
            .map(error -> name(error.getKey()) + ": " + ForeignText.quoted(error.getValue(), SHOWN))
            .collect(Collectors.joining("; ", "(", errors.size() > LISTED ? "; …)" : ")"));
  }
}
