package dev.proxmoxmcp.tools.text;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Who writes what Proxmox answers: the one place that knows. Texts come from endpoints, so the
 * class of a text goes by the endpoint that it was read from, whichever tool shows it. {@code
 * HostileTextTest} plants hostile text in every field that a tool reads: it fails for one that is
 * shown and not in the table of docs/guard.md, and for one that does not taint as this says.
 */
public final class TextClasses {
  private static final String VM = "/nodes/{node}/qemu/{vmid}";
  private static final String CONTAINER = "/nodes/{node}/lxc/{vmid}";

  /** What a guest tells of its network: mostly addresses, which nobody writes at will. */
  private static final Set<String> NETWORKS =
      Set.of(VM + "/agent/network-get-interfaces", CONTAINER + "/interfaces");

  /** Every endpoint whose text a guest can choose. Those that only numbers come from are none. */
  private static final Set<String> BY_GUESTS =
      Set.of(
          VM + "/agent/network-get-interfaces",
          CONTAINER + "/interfaces",
          VM + "/agent",
          VM + "/agent/exec-status",
          VM + "/agent/file-read",
          VM + "/agent/fsfreeze-status",
          VM + "/agent/get-fsinfo",
          VM + "/agent/get-host-name",
          VM + "/agent/get-memory-block-info",
          VM + "/agent/get-memory-blocks",
          VM + "/agent/get-osinfo",
          VM + "/agent/get-time",
          VM + "/agent/get-timezone",
          VM + "/agent/get-users",
          VM + "/agent/get-vcpus",
          VM + "/agent/info",
          "/nodes/{node}/tasks/{upid}/log",
          "/nodes/{node}/replication/{id}/log",
          "/nodes/{node}/syslog",
          "/nodes/{node}/journal",
          "/cluster/log",
          "/nodes/{node}/storage/{storage}/file-restore/list",
          "/admin/datastore/{store}/catalog");

  /** A number, an address with or without its length and its card, or the name of a card. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "-?[0-9]{1,20}(\\.[0-9]{1,20})?"
              + "|[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,3})?"
              + "|[0-9A-Fa-f:]{2,39}(%[A-Za-z0-9_.-]{1,15})?(/[0-9]{1,3})?"
              + "|[A-Za-z0-9_.@:-]{1,15}"
              + "|(Ethernet|Wi-Fi|Local Area Connection|Loopback Pseudo-Interface)( [0-9]{1,3})?");

  /** How an error stands in an answer that a guest's agent made, and not Proxmox. */
  private static final Pattern AGENT_ERROR = Pattern.compile("Proxmox said: \\\\?\"Agent error: ");

  private TextClasses() {}

  /** The endpoints whose text a guest can choose, as paths with placeholders. */
  public static Set<String> byGuests() {
    return BY_GUESTS;
  }

  /** The class of what is shown of an answer of {@code endpoint}: that of its gravest text. */
  public static TextClass of(String endpoint, JsonNode shown) {
    if (!BY_GUESTS.contains(endpoint)) {
      return TextClass.ADMIN_WRITTEN;
    }
    return holdsText(shown, NETWORKS.contains(endpoint)) ? TextClass.GUEST_WRITTEN : TextClass.FACT;
  }

  private static boolean holdsText(JsonNode node, boolean network) {
    if (node.isString()) {
      String text = node.asString();
      return !text.isEmpty() && !(network && isAddress(text));
    }
    if (node.isObject()) {
      // the names of fields come from the agent as well
      return node.properties().stream()
          .anyMatch(one -> !isName(one.getKey()) || holdsText(one.getValue(), network));
    }
    return node.valueStream().anyMatch(one -> holdsText(one, network));
  }

  private static boolean isName(String field) {
    return field.matches("[A-Za-z0-9_-]{1,40}");
  }

  /**
   * Whether a guest that tells {@code text} of its network can say nothing by it: an address, a
   * number, or a name of a card that is short or usual.
   */
  public static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  /** The class of lines of a log. That a task went well is said by Proxmox itself. */
  public static TextClass ofLog(List<String> lines) {
    return lines.stream().allMatch(line -> line.isBlank() || line.equals("TASK OK"))
        ? TextClass.FACT
        : TextClass.GUEST_WRITTEN;
  }

  /** The class of an answer that holds what went wrong: an agent's errors are its guest's words. */
  public static TextClass ofError(String answer) {
    return AGENT_ERROR.matcher(answer).find() ? TextClass.GUEST_WRITTEN : TextClass.ADMIN_WRITTEN;
  }
}
