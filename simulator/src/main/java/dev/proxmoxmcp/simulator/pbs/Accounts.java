package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Users and their tokens. Mutable; guarded by the timeline's turn. */
final class Accounts {
  private static final Pattern HEADER =
      Pattern.compile("PBSAPIToken[ =](?<user>[^!:=]+)!(?<token>[^:=]+):(?<secret>.*\\S.*)");

  private final Map<String, Map<String, Object>> users = new TreeMap<>();
  private final Map<String, Map<String, Object>> tokens = new TreeMap<>();
  private final Map<String, Secret> secrets = new LinkedHashMap<>();
  private final Map<String, Secret> passwords = new LinkedHashMap<>();
  private final Rights rights = new Rights();

  /** Who may what. */
  Rights rights() {
    return rights;
  }

  /** The properties of all users. */
  List<Map<String, Object>> users() {
    return List.copyOf(users.values());
  }

  Optional<Map<String, Object>> user(String id) {
    return Optional.ofNullable(users.get(id));
  }

  void put(String id, Map<String, Object> user) {
    users.put(id, user);
  }

  void password(String id, Secret password) {
    passwords.put(id, password);
  }

  boolean knows(String id, Secret password) {
    return matches(password, passwords.get(id)) && active(users.get(id), Instant.MIN);
  }

  void remove(String id) {
    users.remove(id);
    passwords.remove(id);
    tokensOf(id).forEach(token -> removeToken(String.valueOf(token.get("tokenid"))));
    rights.forget(id);
  }

  /** The properties of a user's tokens. */
  List<Map<String, Object>> tokensOf(String user) {
    return tokens.entrySet().stream()
        .filter(token -> token.getKey().startsWith(user + "!"))
        .map(Map.Entry::getValue)
        .toList();
  }

  Optional<Map<String, Object>> token(String id) {
    return Optional.ofNullable(tokens.get(id));
  }

  void putToken(String id, Map<String, Object> token) {
    tokens.put(id, token);
  }

  void secret(String id, Secret secret) {
    secrets.put(id, secret);
  }

  void removeToken(String id) {
    tokens.remove(id);
    secrets.remove(id);
    rights.forget(id);
  }

  /** The token id that a request claims, whether its secret is right or not; empty for none. */
  static String claimed(WireRequest wire) {
    Matcher header = HEADER.matcher(wire.header("authorization").orElse(""));
    return header.matches() ? header.group("user") + "!" + header.group("token") : "";
  }

  /** Whose token a request carries; empty if it carries none that is good. */
  Optional<AuthId> login(WireRequest wire, Instant now) {
    Matcher header = HEADER.matcher(wire.header("authorization").orElse(""));
    if (!header.matches()) {
      return Optional.empty();
    }
    AuthId who = new AuthId(header.group("user"), header.group("token"));
    Secret sent = Secret.simulated(decoded(header.group("secret")));
    boolean good =
        matches(sent, secrets.get(who.toString()))
            && active(users.get(who.user()), now)
            && active(tokens.get(who.toString()), now);
    return good ? Optional.of(who) : Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEscaped) {
      return text;
    }
  }

  private static boolean matches(Secret sent, @Nullable Secret known) {
    return known != null && sent.equals(known);
  }

  private static boolean active(@Nullable Map<String, Object> account, Instant now) {
    if (account == null || Boolean.FALSE.equals(account.get("enable"))) {
      return false;
    }
    return !(account.get("expire") instanceof Number end)
        || end.longValue() == 0
        || now.isBefore(Instant.ofEpochSecond(end.longValue()));
  }
}
