package dev.proxmoxmcp.simulator.control;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.GuestFaults;
import dev.proxmoxmcp.simulator.PlannedFault;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.RequestFilter;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedNode;
import dev.proxmoxmcp.simulator.SimulatedStorage;
import dev.proxmoxmcp.simulator.control.Command.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** All that the control port does to a cluster. */
final class Commands {
  private static final int MOST_REQUESTS = 10_000;
  private static final int USUAL_REQUESTS = 100;
  private static final String DONE = "done";

  private final SimulatedCluster cluster;
  private final InstantSource clock;

  Commands(SimulatedCluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  List<Command> all() {
    return List.of(
        new Command("GET", "/state", "what is wrong now, and where the nodes are", _ -> state()),
        new Command(
            "GET",
            "/requests",
            "what arrived, by method= and path= (its beginning); limit= of those shown",
            this::requests),
        new Command("DELETE", "/requests", "count requests from 0 again", _ -> forgetRequests()),
        new Command(
            "PUT",
            "/nodes/{name}",
            "condition: well, offline, api_stopped, black_holed, or slow with ms",
            this::node),
        new Command(
            "PUT",
            "/nodes/{name}/certificate",
            "kind: valid, expired, not_yet_valid, self_signed, foreign_authority, other_name",
            this::certificate),
        new Command("PUT", "/storages/{name}", "condition: well, hung or full", this::storage),
        new Command(
            "PUT",
            "/guests/{vmid}",
            "lock: an operation, or empty; agent: silent or answers; next_task: fails (with error"
                + " and log), warns (with log) or never_ends",
            this::guest),
        new Command("DELETE", "/guests/{vmid}", "the guest is as usual", this::liftGuest),
        new Command("PUT", "/quorum", "quorate: true or false", this::quorum),
        new Command("GET", "/faults", "the faults that wait for requests", _ -> faults()),
        new Command(
            "POST",
            "/faults",
            "fault: reset, lost_answer, silence, half_answer, html_page, drip or late (with ms),"
                + " status (with status, reason); for method and path (its beginning); times, or"
                + " until lifted; probability",
            this::plan),
        new Command("DELETE", "/faults", "lift all faults of requests", _ -> clear()),
        new Command("DELETE", "/faults/{id}", "lift one fault of requests", this::liftFault));
  }

  private static Map<String, Object> done(String what) {
    return Map.of(DONE, what);
  }

  /** Turns the cluster's complaint about a name into an answer. */
  private static <T> T known(Supplier<T> named) {
    try {
      return named.get();
    } catch (IllegalArgumentException unknown) {
      throw new Problem(404, String.valueOf(unknown.getMessage()), List.of());
    }
  }

  private Object state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("quorate", cluster.isQuorate());
    List<Object> nodes = new ArrayList<>();
    for (SimulatedNode node : cluster.nodes()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", node.name());
      entry.put("condition", node.condition());
      if (node.listens()) {
        entry.put("address", node.address().toString());
      }
      entry.put("fingerprint", node.fingerprint());
      nodes.add(entry);
    }
    state.put("nodes", nodes);
    state.put(
        "storages",
        cluster.storages().stream()
            .map(storage -> Map.of("name", storage.name(), "condition", storage.condition()))
            .toList());
    state.put("faults", faults());
    state.put("requests", cluster.requests().count());
    state.put("time", clock.instant().toString());
    return state;
  }

  private Object requests(Request request) {
    for (String name : request.query().keySet()) {
      if (!List.of("method", "path", "limit").contains(name)) {
        throw Problem.bad("unknown parameter '" + name + "'", "method", "path", "limit");
      }
    }
    RequestFilter filter =
        new RequestFilter(
            request.query().getOrDefault("method", ""), request.query().getOrDefault("path", ""));
    List<RecordedRequest> found = cluster.requests().list().stream().filter(filter).toList();
    int limit = limit(request.query().getOrDefault("limit", String.valueOf(USUAL_REQUESTS)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("count", found.size());
    answer.put("arrived", cluster.requests().count());
    answer.put(
        "latest",
        found.subList(Math.max(0, found.size() - limit), found.size()).stream()
            .map(Commands::shown)
            .toList());
    return answer;
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MOST_REQUESTS) {
      return Integer.parseInt(text);
    }
    throw Problem.bad("limit must be 0 to " + MOST_REQUESTS);
  }

  private static Map<String, Object> shown(RecordedRequest request) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("method", request.method());
    entry.put("path", request.apiPath());
    entry.put("parameters", request.parameters());
    entry.put("token", request.tokenId());
    entry.put("node", request.node());
    entry.put("at", request.arrivedAt().toString());
    return entry;
  }

  private Object forgetRequests() {
    cluster.requests().clear();
    return done("requests are counted from 0");
  }

  private Object node(Request request) {
    SimulatedNode node = known(() -> cluster.node(request.name()));
    Fields fields = Fields.of(request.body(), "condition", "ms");
    switch (fields.word("condition", "well", "offline", "api_stopped", "black_holed", "slow")) {
      case "well" -> node.comesBack();
      case "offline" -> node.goesOffline();
      case "api_stopped" -> node.stopsItsApi();
      case "black_holed" -> node.isBlackHoled();
      default -> node.slowsDown(fields.milliseconds("ms"));
    }
    return done(node.name() + " is " + node.condition());
  }

  private Object certificate(Request request) {
    SimulatedNode node = known(() -> cluster.node(request.name()));
    if (!node.listens()) {
      throw Problem.bad(node.name() + " has no address of its own");
    }
    Fields fields = Fields.of(request.body(), "kind");
    SimulatedCertificate other =
        switch (fields.word(
            "kind",
            "valid",
            "expired",
            "not_yet_valid",
            "self_signed",
            "foreign_authority",
            "other_name")) {
          case "valid" -> SimulatedCertificate.valid(clock);
          case "expired" -> SimulatedCertificate.expired(clock);
          case "not_yet_valid" -> SimulatedCertificate.notYetValid(clock);
          case "self_signed" -> SimulatedCertificate.selfSigned(clock);
          case "foreign_authority" -> SimulatedCertificate.foreignAuthority(clock);
          default -> SimulatedCertificate.otherName(clock, "pve.example");
        };
    node.presents(other);
    return Map.of(
        DONE, node.name() + " presents another certificate", "fingerprint", node.fingerprint());
  }

  private Object storage(Request request) {
    SimulatedStorage storage = known(() -> cluster.storage(request.name()));
    switch (Fields.of(request.body(), "condition").word("condition", "well", "hung", "full")) {
      case "well" -> storage.comesBack();
      case "hung" -> storage.hangs();
      default -> storage.fills();
    }
    return done(storage.name() + " is " + storage.condition());
  }

  private GuestFaults guestFaults(Request request) {
    if (!request.name().matches("[0-9]{3,9}")) {
      throw Problem.bad("'" + request.name() + "' is no vmid");
    }
    return known(() -> cluster.guestFaults(Integer.parseInt(request.name())));
  }

  private Object guest(Request request) {
    GuestFaults guest = guestFaults(request);
    Fields fields = Fields.of(request.body(), "lock", "agent", "next_task", "error", "log");
    if (!fields.has("lock") && !fields.has("agent") && !fields.has("next_task")) {
      throw Problem.bad("nothing to do", "lock", "agent", "next_task");
    }
    String[] log = fields.lines("log").toArray(String[]::new);
    if (fields.has("next_task")) {
      switch (fields.word("next_task", "fails", "warns", "never_ends")) {
        case "fails" -> guest.failsItsNextTask(fields.text("error").orElse("simulated error"), log);
        case "warns" -> guest.warnsInItsNextTask(log);
        default -> guest.neverEndsItsNextTask();
      }
    }
    if (fields.has("agent")) {
      switch (fields.word("agent", "silent", "answers")) {
        case "silent" -> guest.silencesItsAgent();
        default -> guest.hearsItsAgent();
      }
    }
    String lock = fields.text("lock").orElse("");
    if (!lock.isEmpty()) {
      guest.locks(lock);
    } else if (fields.has("lock")) {
      guest.unlocks();
    }
    return done("guest " + request.name());
  }

  private Object liftGuest(Request request) {
    guestFaults(request).lift();
    return done("guest " + request.name() + " is as usual");
  }

  private Object quorum(Request request) {
    boolean quorate = Fields.of(request.body(), "quorate").truth("quorate");
    if (quorate) {
      cluster.regainsQuorum();
    } else if (cluster.nodes().size() == 1) {
      throw Problem.bad("a node without a cluster has no quorum to lose");
    } else {
      cluster.losesQuorum();
    }
    return Map.of("quorate", cluster.isQuorate());
  }

  private List<Map<String, Object>> faults() {
    return cluster.faults().list().stream().map(Commands::shown).toList();
  }

  private static Map<String, Object> shown(PlannedFault planned) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", planned.id());
    entry.put("requests", planned.requests());
    entry.putAll(FaultWords.shown(planned.fault()));
    if (planned.left() == PlannedFault.UNTIL_LIFTED) {
      entry.put("until", "lifted");
    } else {
      entry.put("left", planned.left());
    }
    entry.put("probability", planned.probability());
    entry.put("struck", planned.struck());
    return entry;
  }

  private Object plan(Request request) {
    Fields fields =
        Fields.of(
            request.body(),
            "fault",
            "status",
            "reason",
            "ms",
            "method",
            "path",
            "times",
            "until",
            "probability");
    Fault fault = FaultWords.read(fields);
    boolean untilLifted = fields.has("until") && fields.word("until", "lifted").equals("lifted");
    if (untilLifted && fields.has("times")) {
      throw Problem.bad("'times' and 'until' exclude each other");
    }
    RequestFilter which =
        new RequestFilter(
            fields.text("method").orElse("").toUpperCase(Locale.ROOT),
            fields.text("path").orElse(""));
    boolean always = untilLifted || fields.has("probability");
    int times = fields.count("times", 1_000_000).orElse(always ? PlannedFault.UNTIL_LIFTED : 1);
    int id =
        cluster.faults().plan(which, fault, times, fields.probability("probability").orElse(1.0));
    return Map.of("id", id);
  }

  private Object clear() {
    cluster.faults().clear();
    return done("no faults wait for requests");
  }

  private Object liftFault(Request request) {
    String id = request.name();
    if (!id.matches("[0-9]{1,9}") || !cluster.faults().lift(Integer.parseInt(id))) {
      List<String> ids =
          cluster.faults().list().stream().map(fault -> String.valueOf(fault.id())).toList();
      throw new Problem(404, "no fault '" + id + "' waits", ids);
    }
    return done("fault " + id + " is lifted");
  }
}
