package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.api.RequestReader;
import dev.proxmoxmcp.simulator.catalog.CatalogFacts;
import dev.proxmoxmcp.simulator.catalog.SchemaScript;
import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests in the order of checks of a real Backup Server. Thread-safe. */
public final class BackupApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BASE = "/api2/json";
  private static final String SCHEMA = "/docs/api-viewer/apidata.js";
  private static final int LONGEST_TARGET = 3072;

  private final BackupState state;
  private final Handlers handlers;
  private final ShapeOnly shapes;
  private final Duration refusalDelay;
  private final Map<String, List<ApiFact>> facts = new HashMap<>();

  /** The description of the API, made when it is first asked for. */
  private static final class Script {
    private static final String TEXT = SchemaScript.of(CatalogFacts.ofBackupServer());
  }

  private record Match(ApiFact fact, Map<String, String> placeholders) {}

  /**
   * An API of all that the catalog has.
   *
   * @param refusalDelay how long a refusal of credentials takes, in real time
   */
  public BackupApi(BackupState state, Duration refusalDelay) {
    this.state = state;
    this.refusalDelay = refusalDelay;
    List<ApiFact> all = CatalogFacts.ofBackupServer().stream().map(ApiFact::of).toList();
    for (ApiFact fact : all) {
      facts
          .computeIfAbsent(fact.method() + fact.segments().size(), _ -> new ArrayList<>())
          .add(fact);
    }
    this.handlers = AllHandlers.of(state);
    this.shapes = new ShapeOnly(all);
  }

  /** What is answered by its shape alone, and how often that was. */
  public ShapeOnly shapes() {
    return shapes;
  }

  /** All endpoints, such as {@code GET /version}, and whether state stands behind each. */
  public Map<String, Boolean> endpoints() {
    Map<String, Boolean> all = new TreeMap<>();
    facts
        .values()
        .forEach(some -> some.forEach(fact -> all.put(fact.key(), handlers.has(fact.key()))));
    return all;
  }

  /** The path of a request, below that of the API where it is there. */
  public static String path(WireRequest wire) {
    String path = RequestReader.decodedPath(wire);
    return path.startsWith(BASE + "/") ? path.substring(BASE.length()) : path;
  }

  /** The parameters of a request, for its record. */
  public static Map<String, String> shownParameters(WireRequest wire) {
    Map<String, String> shown = new LinkedHashMap<>();
    RequestReader.form(wire.rawQuery()).forEach((name, value) -> shown.put(name, value.shown()));
    String type = wire.header("content-type").orElse("");
    if (type.startsWith("application/x-www-form-urlencoded")) {
      RequestReader.form(wire.body()).forEach((name, value) -> shown.put(name, value.shown()));
    }
    return shown;
  }

  /** The id of the token that a request claims to have; empty for none. */
  public static String claimedToken(WireRequest wire) {
    return Accounts.claimed(wire);
  }

  /** The answer to a request. */
  public Reply answer(WireRequest wire) {
    if (wire.target().length() > LONGEST_TARGET) {
      return plain(414, "Uri too long");
    }
    String path = RequestReader.decodedPath(wire);
    if (path.equals(SCHEMA) && wire.method().equals("GET")) {
      return Reply.of(200, "OK", "application/javascript", Script.TEXT);
    }
    if (path.equals("/")) {
      return Reply.of(200, "OK", "text/html;charset=UTF-8", "<html>Proxmox Backup Server</html>\n");
    }
    if (!path.equals(BASE) && !path.startsWith(BASE + "/")) {
      return plain(404, "Path '" + path + "' not found.");
    }
    try {
      return state.timeline().take(now -> handle(wire, path.substring(BASE.length()), now));
    } catch (Refused refused) {
      Reply reply = plain(refused.status(), refused.text());
      return refused.status() == 401 ? reply.later(refusalDelay) : reply;
    }
  }

  private static Reply plain(int status, String text) {
    return Reply.of(status, "", "text/plain", text);
  }

  private Reply handle(WireRequest wire, String path, Instant now) {
    Optional<Match> match = find(wire.method(), ApiFact.segments(path));
    Optional<AuthId> login = state.accounts().login(wire, now).or(() -> state.ticket(wire));
    boolean world = match.map(found -> found.fact().isForWorld()).orElse(false);
    if (login.isEmpty() && !world) {
      throw Refused.unauthenticated("authentication failed");
    }
    Match found = match.orElseThrow(() -> Refused.missing("Path '" + BASE + path + "' not found."));
    AuthId caller = login.orElse(AuthId.NOBODY);
    ApiFact fact = found.fact();
    new PermissionCheck(state.rights(), caller, found.placeholders()).check(fact);
    Map<String, Object> values = ParameterCheck.check(fact, found.placeholders(), sent(wire));
    BackupCall call = new BackupCall(caller, now, fact, values);
    BackupAnswer answer =
        handlers
            .find(fact)
            .map(handler -> handler.handle(call))
            .orElseGet(() -> shapes.answer(call));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("data", answer.data());
    content.putAll(answer.beside());
    return Reply.of(200, "OK", "application/json;charset=UTF-8", JSON.writeValueAsString(content));
  }

  private Optional<Match> find(String method, List<String> asked) {
    Optional<Match> best = Optional.empty();
    for (ApiFact fact : facts.getOrDefault(method + asked.size(), List.of())) {
      Optional<Map<String, String>> values = fact.match(asked);
      boolean better = best.isEmpty() || fact.placeholders() < best.get().fact().placeholders();
      if (values.isPresent() && better) {
        best = Optional.of(new Match(fact, values.get()));
      }
    }
    return best;
  }

  private static Map<String, Object> sent(WireRequest wire) {
    Map<String, Object> sent = new LinkedHashMap<>(RequestReader.form(wire.rawQuery()));
    if (wire.body().isEmpty()) {
      return sent;
    }
    String type = wire.header("content-type").orElse("application/x-www-form-urlencoded");
    if (type.startsWith("application/x-www-form-urlencoded")) {
      sent.putAll(RequestReader.form(wire.body()));
    } else if (type.startsWith("application/json")) {
      sent.putAll(object(wire.body()));
    } else {
      throw Refused.bad("unsupported content type '" + type + "'");
    }
    return sent;
  }

  private static Map<String, Object> object(String text) {
    try {
      if (JSON.readValue(text, Object.class) instanceof Map<?, ?> object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.forEach((name, value) -> {
          if (value != null) {
            values.put(String.valueOf(name), value);
          }
        });
        return values;
      }
    } catch (JacksonException broken) {
      throw Refused.bad("unable to parse json parameters");
    }
    throw Refused.bad("Expected JSON object as request body");
  }
}
