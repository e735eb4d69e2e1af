package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Doors to the consoles of guests: a ticket and a port, which a task keeps open for ten seconds.
 * Nobody can go through them, as the simulator speaks no WebSocket.
 */
public final class ConsoleRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PORT = 5900;

  private final Guests guests;
  private final Tasks tasks;
  private final RandomGenerator random;
  private final String certificate;

  /**
   * Of these guests.
   *
   * @param certificate that answers show, as PEM
   */
  public ConsoleRoutes(Guests guests, Tasks tasks, RandomGenerator random, String certificate) {
    this.guests = guests;
    this.tasks = tasks;
    this.random = random;
    this.certificate = certificate;
  }

  /** The table. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (GuestKind kind : GuestKind.values()) {
      String guest = "/nodes/{node}/" + kind.type() + "/{vmid}";
      for (String door : List.of("vncproxy", "termproxy")) {
        routes.add(
            Route.post(guest + "/" + door).takesAll().answers(call -> open(kind, door, call)));
      }
      routes.add(Route.get(guest + "/vncwebsocket").takesAll().answers(_ -> refuse()));
    }
    return routes;
  }

  private Answer open(GuestKind kind, String door, Call call) {
    Guest guest = guests.require(kind, call.node(), call.vmid());
    Task task =
        tasks.start(
            new Tasks.Subject(
                call.node(), "vncproxy", String.valueOf(guest.vmid()), call.caller().tokenId()),
            waiting -> waiting.after(PATIENCE, () -> waiting.fail("connection timed out")));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user", call.caller().tokenId());
    answer.put("ticket", secret() + ":PVEVNC:" + secret());
    answer.put("port", String.valueOf(PORT));
    answer.put("upid", task.upid().toString());
    if (door.equals("vncproxy")) {
      answer.put("cert", certificate);
      if (call.flag("generate-password") || kind == GuestKind.QEMU) {
        answer.put("password", secret().substring(0, 8));
      }
    }
    return Answer.of(answer);
  }

  private String secret() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Answer refuse() {
    throw Refusal.WrongLogin.because("permission denied - invalid PVEVNC ticket");
  }
}
