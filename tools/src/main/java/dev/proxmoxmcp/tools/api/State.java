package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.catalog.CheckedCall;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** An object as it was read beside a change of it. */
sealed interface State {
  /** There it is. */
  record Seen(JsonNode data) implements State {}

  /** Proxmox says that there is none. */
  record Absent() implements State {}

  /**
   * It could not be read.
   *
   * @param why a sentence or more
   */
  record Unreadable(String why) implements State {}

  /** How Proxmox says that something is not there, where it is no status of its own. */
  Pattern NONE =
      Pattern.compile("(?i)no such|does not exist|not found|unknown|not defined|no .* defined");

  /** Reads {@code path} now, and decides nothing by it. */
  static State of(BoundCluster cluster, Looks looks, String path) {
    Optional<CheckedCall> call = looks.call(path, Map.of());
    if (call.isEmpty()) {
      return new Unreadable("GET " + path + " cannot be sent.");
    }
    try {
      return new Seen(Looks.read(cluster, call.get()));
    } catch (Interrupted stop) {
      throw stop;
    } catch (NotFound none) {
      return new Absent();
    } catch (ProxmoxException failure) {
      return NONE.matcher(failure.getMessage()).find()
          ? new Absent()
          : new Unreadable(failure.getMessage());
    }
  }
}
