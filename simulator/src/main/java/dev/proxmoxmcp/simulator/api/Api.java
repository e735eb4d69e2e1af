package dev.proxmoxmcp.simulator.api;

import dev.proxmoxmcp.simulator.api.ApiRequest.Area;
import dev.proxmoxmcp.simulator.api.ApiRequest.Body;
import dev.proxmoxmcp.simulator.api.Patience.Wait;
import dev.proxmoxmcp.simulator.http.Reaction.Reply;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers requests in the order of checks of a real host. Thread-safe. */
public final class Api {
  private static final String LOGIN_PAGE =
      "<!DOCTYPE html>\n<html><head><title>Proxmox Virtual Environment</title></head>"
          + "<body>Proxmox VE Login</body></html>\n";

  private final Authenticator authenticator;
  private final NodeNames nodes;
  private final RouteTable routes;
  private final Turn turn;
  private final Patience patience;
  private final List<Intervention> interventions;
  private final ShapeOnly shapeOnly;
  private final BodyReader bodies = new BodyReader();

  /** All endpoints, and what may keep them from answering. */
  public record Endpoints(
      RouteTable routes, List<Intervention> interventions, ShapeOnly shapeOnly) {
    public Endpoints {
      interventions = List.copyOf(interventions);
    }
  }

  /** An API of these endpoints. */
  public Api(
      Authenticator authenticator,
      NodeNames nodes,
      Endpoints endpoints,
      Turn turn,
      Patience patience) {
    this.authenticator = authenticator;
    this.nodes = nodes;
    this.routes = endpoints.routes();
    this.interventions = endpoints.interventions();
    this.shapeOnly = endpoints.shapeOnly();
    this.turn = turn;
    this.patience = patience;
  }

  /**
   * Decodes a request; never refuses.
   *
   * @param asked the node at whose address it arrived
   */
  public ApiRequest read(WireRequest wire, String asked) {
    String path = RequestReader.decodedPath(wire);
    Area area = RequestReader.area(path);
    return new ApiRequest(
        wire,
        asked,
        area,
        RequestReader.pathBelow(path, area),
        RequestReader.form(wire.rawQuery()),
        bodies.read(wire),
        authenticator.login(wire));
  }

  /** The page that a real host shows to browsers. */
  public static Reply loginPage() {
    return Reply.of(200, "OK", "text/html", LOGIN_PAGE);
  }

  /** The answer to a request. */
  public Reply answer(ApiRequest request) {
    Optional<Verb> verb = Verb.of(request.wire().method());
    if (verb.isEmpty()) {
      return Reply.of(501, "method '" + request.wire().method() + "' not available", "", "");
    }
    if (request.body() instanceof Body.Unreadable(int status, String text)) {
      return plain(status, text);
    }
    return switch (request.area()) {
      case Area.Elsewhere() when request.path().equals("/") -> loginPage();
      case Area.Elsewhere() -> plain(500, "no such file '" + request.path() + "'\n");
      case Area.Api(String format) -> answer(request, verb.get(), format);
    };
  }

  private Reply answer(ApiRequest request, Verb verb, String format) {
    Optional<RouteTable.Match> match = routes.find(verb, request.path());
    boolean world =
        match.map(m -> m.route().permission() instanceof Permission.World).orElse(false);
    if (!world) {
      Optional<String> refusal = refusal(request.login());
      if (refusal.isPresent()) {
        return unauthenticated(refusal.get());
      }
    }
    return switch (format) {
      case "json" -> answer(request, verb, match, Envelope.JSON);
      case "extjs" -> answer(request, verb, match, Envelope.EXTJS);
      default -> plain(501, "no formatter for uri " + request.path() + ", " + format);
    };
  }

  private static Optional<String> refusal(Login login) {
    return switch (login) {
      case Login.Known _ -> Optional.empty();
      case Login.NoTicket() -> Optional.of("No ticket");
      case Login.Failed _ -> Optional.of("Authentication failed!");
      case Login.Forged _ -> Optional.of("Permission denied - invalid csrf token");
    };
  }

  private Reply unauthenticated(String reason) {
    return Reply.of(401, reason, "", "").later(patience.refusal());
  }

  private static Reply plain(int status, String text) {
    String reason = status == 400 ? "Bad Request" : text.stripTrailing();
    return Reply.of(status, reason, "", text);
  }

  private Reply answer(
      ApiRequest request, Verb verb, Optional<RouteTable.Match> match, Envelope envelope) {
    try {
      RouteTable.Match found =
          match.orElseThrow(() -> new Refusal.NotImplemented(verb, shownPath(request.path())));
      return turn.take(now ->
          isKnownStill(request)
              ? envelope.reply(handle(request, found, now))
              : unauthenticated("Authentication failed!"));
    } catch (Refusal.NoAnswer none) {
      return Reply.of(none.status(), none.text(), "", "").later(patience.of(none.kept()));
    } catch (Refusal refusal) {
      if (refusal instanceof Refusal.NotAllowed && request.path().endsWith("/upload")) {
        // Measured: an upload is refused before it has arrived, by the status line alone.
        return Reply.of(refusal.status(), refusal.text(), "", "");
      }
      return envelope.failure(refusal).later(patience.of(refusal.kept()));
    }
  }

  /** A token may go between the look at it and the request's turn; a host does both at once. */
  private boolean isKnownStill(ApiRequest request) {
    return !(request.login() instanceof Login.Known)
        || authenticator.login(request.wire()) instanceof Login.Known;
  }

  private static String shownPath(String path) {
    String single = path.replaceAll("/{2,}", "/");
    return single.length() > 1 && single.endsWith("/")
        ? single.substring(0, single.length() - 1)
        : single;
  }

  private Answer handle(ApiRequest request, RouteTable.Match match, Instant now) {
    Route route = match.route();
    Map<String, Value> sent = request.parameters();
    Schema.checkDuplicates(match.placeholders(), sent);
    Map<String, String> placeholders = resolved(match.placeholders(), request.asked());
    Caller caller = request.login() instanceof Login.Known(Caller known) ? known : Nobody.INSTANCE;
    if (route.ticketOnly() && caller != Nobody.INSTANCE && !caller.hasTicket()) {
      throw new Refusal.NeedsTicket(request.path());
    }
    Call call = new Call(caller, now, request.asked(), placeholders, sent);
    route.permission().check(caller, call.values());
    forward(request.asked(), placeholders);
    Schema.check(route, placeholders, sent, caller);
    noteShapeOnly(route, sent);
    for (Intervention intervention : interventions) {
      Optional<Answer> instead = intervention.before(route, call);
      if (instead.isPresent()) {
        return instead.get();
      }
    }
    return route.handler().handle(call);
  }

  /** Finds the node of the path first of all, as the proxy does before it forwards. */
  private Map<String, String> resolved(Map<String, String> placeholders, String asked) {
    String name = placeholders.get("node");
    if (name == null) {
      return placeholders;
    }
    Map<String, String> resolved = new LinkedHashMap<>(placeholders);
    resolved.put("node", nodes.resolve(name, asked).orElseThrow(() -> unknownNode(name)));
    return resolved;
  }

  /** Goes to the node of the path, which may not answer. */
  private void forward(String asked, Map<String, String> placeholders) {
    String node = placeholders.get("node");
    if (node != null
        && nodes.passage(asked, node)
            instanceof Passage.Broken(int status, String reason, boolean late)) {
      throw new Refusal.NoAnswer(status, reason, late ? Wait.FORWARDING : Wait.NONE);
    }
  }

  private static Refusal unknownNode(String name) {
    return new Refusal.Died(
        "hostname lookup '%s' failed - failed to get address info for: %s: %s"
            .formatted(name, name, "Temporary failure in name resolution"));
  }

  /** A handler that does not know what was sent keeps nothing of it. */
  private void noteShapeOnly(Route route, Map<String, Value> sent) {
    if (route.coverage() == Coverage.SHAPE) {
      shapeOnly.note(route, "any call");
    } else if (route.contract() != null) {
      sent.keySet().stream()
          .filter(name -> !route.handles(name))
          .findFirst()
          .ifPresent(name -> shapeOnly.note(route, "parameter " + name));
    }
  }

  /** Who calls an endpoint that asks for no login. */
  private enum Nobody implements Caller {
    INSTANCE;

    @Override
    public String tokenId() {
      return "";
    }

    @Override
    public String user() {
      return "";
    }

    @Override
    public Map<String, Boolean> privileges(String path) {
      return Map.of();
    }
  }
}
