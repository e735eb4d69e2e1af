package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.CheckedCall;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.plan.Aim;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which guests a call of the API is about. Rather too many than too few: what can reach any guest
 * is about all of them, so that a rule that protects one holds.
 */
final class ApiSubject {
  /** What has nothing to do with any guest, whatever its parameters are. */
  private static final Pattern NO_GUEST =
      Pattern.compile(
          "/access/(users|groups|domains|openid|tfa|password|ticket)(/.*)?"
              + "|/cluster/(acme|metrics|notifications|log|options|sdn|ceph)(/.*)?"
              + "|/nodes/\\{node\\}/(apt|certificates|dns|hosts|time|subscription|syslog|journal"
              + "|report|network|services)(/.*)?");

  /** What makes something that no guest has yet. */
  private static final Set<String> NEW = Set.of("POST /storage", "POST /pools");

  /** What makes a guest, or writes it anew from an archive. */
  private static final Set<String> MAKES_ONE =
      Set.of("POST /nodes/{node}/qemu", "POST /nodes/{node}/lxc");

  /** A path below one guest; what is meant for its storage or firewall among them. */
  private static final Pattern ONE_GUEST =
      Pattern.compile("/nodes/\\{node\\}/(qemu|lxc)/\\{vmid\\}(/.*)?");

  private static final Pattern VMID = Pattern.compile("[1-9][0-9]{2,8}");

  private static final Pattern SEPARATORS = Pattern.compile("[,; ]+");

  private ApiSubject() {}

  /** The guests, read now. */
  static Subject of(CheckedCall call, CallContext context) {
    String template = call.endpoint().template();
    if (context.ofBackupServer()
        || NO_GUEST.matcher(template).matches()
        || NEW.contains(call.endpoint().title())) {
      return Subject.NO_GUEST;
    }
    List<GuestResource> listed = context.cluster().guests().list();
    Set<Integer> vmids = named(call);
    if (MAKES_ONE.contains(call.endpoint().title()) && !vmids.isEmpty()) {
      return new Subject(vmids.stream().map(vmid -> facts(vmid, listed, call)).toList(), true);
    }
    if (!ONE_GUEST.matcher(template).matches()) {
      return new Subject(listed.stream().map(Aim::facts).toList(), seesAll(context));
    }
    List<GuestFacts> facts =
        listed.stream()
            .filter(guest -> vmids.contains(guest.ref().vmid().value()))
            .map(Aim::facts)
            .toList();
    return new Subject(facts, facts.size() == vmids.size());
  }

  /** Of a guest that is there, since it may be written over; else of the one that is made. */
  private static GuestFacts facts(int vmid, List<GuestResource> listed, CheckedCall call) {
    return listed.stream()
        .filter(guest -> guest.ref().vmid().value() == vmid)
        .findFirst()
        .map(Aim::facts)
        .orElseGet(() ->
            new GuestFacts(
                vmid,
                first(call, "name").or(() -> first(call, "hostname")).orElse(""),
                first(call, "pool").orElse(""),
                first(call, "tags").stream()
                    .flatMap(SEPARATORS::splitAsStream)
                    .map(tag -> tag.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet())));
  }

  private static Optional<String> first(CheckedCall call, String parameter) {
    return call.parameters().getOrDefault(parameter, List.of()).stream().findFirst();
  }

  /** Whether a call is about the one guest that its path or its parameters name. */
  static boolean ofOne(CheckedCall call) {
    return ONE_GUEST.matcher(call.endpoint().template()).matches();
  }

  private static boolean seesAll(CallContext context) {
    return context.visibility().hiddenGuests().isEmpty();
  }

  /** The vmids in its path and in its parameters. */
  private static Set<Integer> named(CheckedCall call) {
    Set<Integer> vmids = new LinkedHashSet<>();
    call.pathValues()
        .forEach((name, value) -> {
          if (name.equals("vmid")) {
            add(value, vmids);
          }
        });
    for (Map.Entry<String, List<String>> parameter : call.parameters().entrySet()) {
      if (Set.of("vmid", "vmids", "vms", "target-vmid").contains(parameter.getKey())) {
        parameter
            .getValue()
            .forEach(text -> SEPARATORS.splitAsStream(text).forEach(part -> add(part, vmids)));
      }
    }
    return vmids;
  }

  private static void add(String text, Set<Integer> vmids) {
    if (VMID.matcher(text).matches()) {
      vmids.add(Integer.parseInt(text));
    }
  }
}
