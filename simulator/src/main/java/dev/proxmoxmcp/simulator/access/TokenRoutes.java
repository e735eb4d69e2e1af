package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /access/users/{userid}/token}. */
final class TokenRoutes {
  private static final String ONE = "/access/users/{userid}/token/{tokenid}";

  private final Accounts accounts;

  TokenRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/access/users/{userid}/token").answers(this::list),
        Route.get(ONE).answers(call -> Answer.of(described(require(call)))),
        Route.post(ONE)
            .takes(
                Parameter.text("comment"),
                Parameter.integer("expire", 0),
                Parameter.flag("privsep"))
            .answers(this::create),
        Route.put(ONE)
            .takes(
                Parameter.text("comment"),
                Parameter.text("delete"),
                Parameter.integer("expire", 0),
                Parameter.flag("privsep"),
                Parameter.flag("regenerate"))
            .answers(this::change),
        Route.delete(ONE).answers(this::delete));
  }

  private Answer list(Call call) {
    requireSelfOrUserModify(call);
    return Answer.of(
        accounts.tokensOf(call.required("userid")).stream().map(TokenRoutes::listed).toList());
  }

  private ApiToken require(Call call) {
    requireSelfOrUserModify(call);
    String user = call.required("userid");
    String name = call.required("tokenid");
    return accounts
        .token(user + "!" + name)
        .orElseThrow(
            () -> new Refusal.Died("no such token '%s' for user '%s'".formatted(name, user)));
  }

  private static void requireSelfOrUserModify(Call call) {
    // A token is not its user: with one that lacks the right it cannot change itself.
    if (!call.required("userid").equals(call.caller().tokenId())) {
      call.require("/access/groups", "User.Modify");
    }
  }

  private Answer create(Call call) {
    requireSelfOrUserModify(call);
    String user = call.required("userid");
    String name = call.required("tokenid");
    if (accounts.find(user).isEmpty()) {
      throw new Refusal.Died("no such user ('" + user + "')");
    }
    if (accounts.token(user + "!" + name).isPresent()) {
      throw Refusal.BadParameters.about("tokenid", "Token already exists.");
    }
    ApiToken token =
        new ApiToken(
            user,
            name,
            accounts.newSecret(),
            call.text("privsep").filter("0"::equals).isEmpty(),
            expiry(call.number("expire", 0)),
            call.text("comment").orElse(""));
    accounts.put(token);
    // Measured: what was sent comes back as it was sent, as text.
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("privsep", call.text("privsep").<Object>map(text -> text).orElse(1));
    call.text("expire").ifPresent(text -> info.put("expire", text));
    call.text("comment").ifPresent(text -> info.put("comment", text));
    return Answer.of(
        Map.of("full-tokenid", token.id(), "value", token.secret().reveal(), "info", info));
  }

  private Answer change(Call call) {
    ApiToken old = require(call);
    List<String> deleted = call.list("delete");
    boolean again = call.flag("regenerate");
    ApiToken token =
        new ApiToken(
            old.user(),
            old.name(),
            again ? accounts.newSecret() : old.secret(),
            call.text("privsep").map("1"::equals).orElse(old.privilegeSeparation()),
            call.text("expire").isPresent() ? expiry(call.number("expire", 0)) : old.expires(),
            call.text("comment").orElse(deleted.contains("comment") ? "" : old.comment()));
    accounts.put(token);
    Map<String, Object> answer = described(token);
    if (again) {
      answer.put("full-tokenid", token.id());
      answer.put("value", token.secret().reveal());
    }
    return Answer.of(answer);
  }

  private Answer delete(Call call) {
    accounts.removeToken(require(call).id());
    return Answer.of(null);
  }

  /** 0 is never. */
  private static Instant expiry(long seconds) {
    return seconds == 0 ? Instant.MAX : Instant.ofEpochSecond(seconds);
  }

  /** A token in the list of a user's tokens. */
  static Map<String, Object> listed(ApiToken token) {
    Map<String, Object> entry = described(token);
    entry.put("tokenid", token.name());
    return entry;
  }

  /** A token whose name is known. */
  static Map<String, Object> described(ApiToken token) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("expire", token.expires().equals(Instant.MAX) ? 0 : token.expires().getEpochSecond());
    entry.put("privsep", token.privilegeSeparation() ? 1 : 0);
    if (!token.comment().isEmpty()) {
      entry.put("comment", token.comment());
    }
    return entry;
  }
}
