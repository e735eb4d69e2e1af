package dev.proxmoxmcp.simulator.agent;

import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Verb;
import dev.proxmoxmcp.simulator.guest.Guest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an agent does without parameters, by {@code agent/NAME} and by the older {@code agent}. */
final class AgentCommands {
  private static final long MEMORY_BLOCK = 128 << 20;

  /** The method by which each is asked for. */
  static final Map<String, Verb> METHODS = methods();

  private AgentCommands() {}

  private static Map<String, Verb> methods() {
    Map<String, Verb> methods = new TreeMap<>();
    List.of(
            "get-fsinfo",
            "get-host-name",
            "get-memory-block-info",
            "get-memory-blocks",
            "get-osinfo",
            "get-time",
            "get-timezone",
            "get-users",
            "get-vcpus",
            "info",
            "network-get-interfaces")
        .forEach(name -> methods.put(name, Verb.GET));
    List.of(
            "fsfreeze-freeze",
            "fsfreeze-status",
            "fsfreeze-thaw",
            "fstrim",
            "ping",
            "shutdown",
            "suspend-disk",
            "suspend-hybrid",
            "suspend-ram")
        .forEach(name -> methods.put(name, Verb.POST));
    return methods;
  }

  /**
   * What the agent of a guest answers to one of them.
   *
   * @throws Refusal.Died if the guest cannot do it
   */
  static Object answer(String name, Guest guest, Agent agent, Instant now) {
    return switch (name) {
      case "get-fsinfo" -> AgentFacts.fileSystems(guest);
      case "get-host-name" -> Map.of("host-name", guest.name());
      case "get-memory-block-info" -> Map.of("size", MEMORY_BLOCK);
      case "get-memory-blocks" -> memoryBlocks(guest);
      case "get-osinfo" -> AgentFacts.system(guest);
      case "get-time" -> now.toEpochMilli() * 1_000_000;
      case "get-timezone" -> Map.of("zone", "UTC", "offset", 0);
      case "get-users" -> List.of();
      case "get-vcpus" -> processors(guest);
      case "info" -> AgentFacts.info();
      case "network-get-interfaces" -> AgentFacts.interfaces(guest);
      case "fsfreeze-freeze" -> agent.freeze(AgentFacts.fileSystems(guest).size());
      case "fsfreeze-status" -> agent.frozen() > 0 ? "frozen" : "thawed";
      case "fsfreeze-thaw" -> agent.thaw();
      case "fstrim" -> Map.of("paths", trimmed(guest));
      case "shutdown" -> {
        guest.stop();
        yield Map.of();
      }
      case "suspend-disk", "suspend-hybrid", "suspend-ram" ->
          throw new Refusal.Died(
              ("VM %d qga command 'guest-%s' failed - the requested suspend mode is not supported"
                      + " by the guest")
                  .formatted(guest.vmid(), name));
      default -> Map.of();
    };
  }

  private static List<Map<String, Object>> processors(Guest guest) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int number = 0; number < guest.size().cpus(); number++) {
      all.add(Map.of("logical-id", number, "online", true, "can-offline", number > 0));
    }
    return all;
  }

  private static List<Map<String, Object>> memoryBlocks(Guest guest) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (long number = 0; number * MEMORY_BLOCK < guest.size().memory(); number++) {
      all.add(Map.of("phys-index", number, "online", true, "can-offline", number > 0));
    }
    return all;
  }

  private static List<Map<String, Object>> trimmed(Guest guest) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> mounted : AgentFacts.fileSystems(guest)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("path", mounted.get("mountpoint"));
      row.put("trimmed", 0);
      row.put("minimum", 0);
      all.add(row);
    }
    return all;
  }
}
