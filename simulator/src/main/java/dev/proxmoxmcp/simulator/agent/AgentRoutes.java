package dev.proxmoxmcp.simulator.agent;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /nodes/{node}/qemu/{vmid}/agent/…}, and the interfaces of containers. */
public final class AgentRoutes {
  private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent";
  private static final String GUEST = "/vms/{vmid}";
  private static final String UNRESTRICTED = "VM.GuestAgent.Unrestricted";

  private final Guests guests;
  private final Agents agents;

  /** Routes to the agents of these guests. */
  public AgentRoutes(Guests guests, Agents agents) {
    this.guests = guests;
    this.agents = agents;
  }

  /** The table. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    Set<String> children = new TreeSet<>(AgentCommands.METHODS.keySet());
    children.addAll(List.of("exec", "exec-status", "file-read", "file-write", "set-user-password"));
    routes.add(Route.get(AGENT).lists("name", children.toArray(String[]::new)));
    routes.add(
        Route.post(AGENT)
            .takes(Parameter.text("command").mandatory())
            .answers(call -> asked(call, call.required("command"))));
    AgentCommands.METHODS.forEach((name, verb) ->
        routes.add(Route.of(verb, AGENT + "/" + name).answers(call -> asked(call, name))));
    routes.add(
        Route.post(AGENT + "/set-user-password")
            .takes(
                Parameter.text("username"), Parameter.text("password"), Parameter.flag("crypted"))
            .answers(this::setPassword));
    routes.add(
        Route.post(AGENT + "/exec")
            .needs(Permission.all(GUEST, UNRESTRICTED))
            .takes(Parameter.texts("command").mandatory(), Parameter.text("input-data", 65_536))
            .answers(this::exec));
    routes.add(
        Route.get(AGENT + "/exec-status")
            .needs(Permission.all(GUEST, UNRESTRICTED))
            .takes(Parameter.integer("pid").mandatory())
            .answers(this::execStatus));
    routes.add(
        Route.get(AGENT + "/file-read")
            .needs(Permission.any(GUEST, "VM.GuestAgent.FileRead", UNRESTRICTED))
            .takes(
                Parameter.text("file").mandatory(),
                Parameter.integer("count", 1),
                Parameter.integer("offset", 0),
                Parameter.flag("decode"))
            .answers(this::read));
    routes.add(
        Route.post(AGENT + "/file-write")
            .needs(Permission.any(GUEST, "VM.GuestAgent.FileWrite", UNRESTRICTED))
            .takes(
                Parameter.text("file").mandatory(),
                Parameter.text("content", 61_440).mandatory(),
                Parameter.flag("encode"))
            .answers(this::write));
    routes.add(
        Route.get("/nodes/{node}/lxc/{vmid}/interfaces")
            .needs(Permission.all(GUEST, "VM.Audit"))
            .answers(this::containerInterfaces));
    return routes;
  }

  private Guest machine(Call call) {
    return guests.require(GuestKind.QEMU, call.node(), call.vmid());
  }

  private Agent agent(Call call) {
    return agents.require(machine(call), call.now());
  }

  /** Most of the agent's answers come inside of another envelope. */
  private Answer asked(Call call, String what) {
    Guest guest = machine(call);
    Agent agent = agents.require(guest, call.now());
    return Answer.of(Map.of("result", AgentCommands.answer(what, guest, agent, call.now())));
  }

  /** It has a program do it, which simulated guests have not got. */
  private Answer setPassword(Call call) {
    var _ = agent(call);
    throw new Refusal.Died("Agent error: cannot find 'passwd' program in PATH");
  }

  private Answer exec(Call call) {
    Guest guest = machine(call);
    Agent agent = agents.require(guest, call.now());
    byte[] input = call.text("input-data").map(AgentRoutes::bytes).orElse(new byte[0]);
    return Answer.of(Map.of("pid", agent.start(guest, call.texts("command"), input, call.now())));
  }

  private Answer execStatus(Call call) {
    return Answer.of(agent(call).status(call.number("pid", 0), call.now()));
  }

  private Answer read(Call call) {
    byte[] whole = agent(call).file(call.required("file"));
    int from = (int) Math.min(call.number("offset", 0), whole.length);
    long count = Math.min(call.number("count", Agent.FILE_LIMIT), Agent.FILE_LIMIT);
    int to = (int) Math.min(whole.length, from + count);
    byte[] part = Arrays.copyOfRange(whole, from, to);
    boolean decode = call.text("decode").filter("0"::equals).isEmpty();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("content", decode ? Bytes.shown(part) : Base64.getEncoder().encodeToString(part));
    answer.put("bytes-read", part.length);
    if (to < whole.length) {
      answer.put("truncated", 1);
    }
    return Answer.of(answer);
  }

  private Answer write(Call call) {
    boolean encode = call.text("encode").filter("0"::equals).isEmpty();
    String content = call.required("content");
    agent(call).write(call.required("file"), encode ? bytes(content) : decoded(content));
    return Answer.of(null);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException broken) {
      throw new Refusal.Died("Agent error: invalid base64");
    }
  }

  /** What Perl makes bytes of: a character beyond the 256th has none. */
  private static byte[] bytes(String text) {
    if (text.chars().anyMatch(character -> character > 0xFF)) {
      throw new Refusal.Died(
          "Wide character in subroutine entry at /usr/share/perl5/PVE/QemuServer/Agent.pm line"
              + " 135.");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Measured: null for one that is stopped. */
  private Answer containerInterfaces(Call call) {
    Guest guest = guests.require(GuestKind.LXC, call.node(), call.vmid());
    @Nullable Object interfaces = guest.running() ? AgentFacts.containerInterfaces(guest) : null;
    return Answer.of(interfaces);
  }
}
