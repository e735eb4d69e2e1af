package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.api.Authenticator;
import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.api.Login;
import dev.proxmoxmcp.simulator.http.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users, groups and tokens of the cluster; judges credentials. Thread-safe: credentials are
 * judged while others change accounts, which happens in the timeline's turn alone.
 */
public final class Accounts implements Authenticator {
  // pve-access-control: a '=' or a blank may follow the scheme; the value is USER@REALM!NAME=UUID.
  private static final Pattern SCHEME = Pattern.compile("PVEAPIToken(?:=| )(.*)");
  private static final Pattern VALUE =
      Pattern.compile("([^\\s:/!]+@[A-Za-z][A-Za-z0-9.\\-_]+![A-Za-z][A-Za-z0-9.\\-_]+)=(\\S+)");
  private static final Pattern COOKIE = Pattern.compile("(?:.*;\\s*)?PVEAuthCookie=([^;]*).*");

  private static final int MOST_LOGINS = 200;

  private final Map<String, User> users = new ConcurrentSkipListMap<>();
  private final Map<String, ApiToken> tokens = new ConcurrentSkipListMap<>();
  private final Map<String, String> groups = new ConcurrentSkipListMap<>();
  private final AccessList access;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Tickets tickets;
  private final Deque<LoginEvent> logins = new ConcurrentLinkedDeque<>();

  /**
   * Accounts with these tokens; their users exist with them.
   *
   * @param random makes the secrets of new tokens, and the key of tickets
   */
  public Accounts(
      List<User> users,
      List<ApiToken> tokens,
      AccessList access,
      InstantSource clock,
      RandomGenerator random) {
    tokens.forEach(token -> {
      this.tokens.put(token.id(), token);
      this.users.put(token.user(), User.named(token.user()));
    });
    users.forEach(user -> this.users.put(user.id(), user));
    this.access = access;
    this.clock = clock;
    this.random = random;
    this.tickets = new Tickets(random);
    access.groupsOf(user -> find(user).map(User::groups).orElse(Set.of()));
  }

  /** All tokens. */
  List<ApiToken> tokens() {
    return List.copyOf(tokens.values());
  }

  /** The tokens of a user. */
  List<ApiToken> tokensOf(String user) {
    return tokens.values().stream().filter(token -> token.user().equals(user)).toList();
  }

  Optional<ApiToken> token(String id) {
    return Optional.ofNullable(tokens.get(id));
  }

  void put(ApiToken token) {
    tokens.put(token.id(), token);
  }

  void removeToken(String id) {
    tokens.remove(id);
    access.removeSubject(id);
  }

  /** A secret that no token has yet. */
  Secret newSecret() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
    return Secret.simulated(new UUID(high, low).toString());
  }

  /** All users by id. */
  Collection<User> users() {
    return List.copyOf(users.values());
  }

  /** The user of that id, or empty. */
  public Optional<User> find(String user) {
    return Optional.ofNullable(users.get(user));
  }

  void put(User user) {
    users.put(user.id(), user);
  }

  void removeUser(String id) {
    users.remove(id);
    tokensOf(id).forEach(token -> removeToken(token.id()));
    access.removeSubject(id);
  }

  /** Group to comment, which may be empty. */
  Map<String, String> groups() {
    return groups;
  }

  /** Who has which role where. */
  public AccessList access() {
    return access;
  }

  /** The caller that {@code user} would be with a ticket: without a token's limits. */
  Map<String, Boolean> userPrivileges(String user, String path) {
    return TokenCaller.UserRights.of(user, access, path);
  }

  /** The caller behind a token id, whatever its secret. */
  Optional<Caller> caller(String tokenId) {
    return Optional.ofNullable(tokens.get(tokenId)).map(token -> new TokenCaller(token, access));
  }

  /** The latest logins with a password, the first one first. */
  public List<LoginEvent> logins() {
    return List.copyOf(logins);
  }

  /** Notes a login. */
  void loggedIn(String user) {
    logins.add(new LoginEvent(clock.instant(), user));
    if (logins.size() > MOST_LOGINS) {
      logins.poll();
    }
  }

  /** Makes what nobody guesses. */
  RandomGenerator random() {
    return random;
  }

  String newTicket(String user) {
    return tickets.ticket(user, clock.instant());
  }

  String newCsrf(String user) {
    return tickets.csrf(user, clock.instant());
  }

  /** Whether that ticket was made for that user, not long ago. */
  boolean holdsTicket(String user, String ticket) {
    return tickets.user(ticket, clock.instant()).filter(user::equals).isPresent();
  }

  /** Whether a password, or an old ticket in its place, is that of an active user. */
  boolean knows(String user, String password) {
    Instant now = clock.instant();
    return find(user)
        .filter(known -> known.active(now))
        .filter(known ->
            (known.password() != null
                    && !password.isBlank()
                    && known.password().equals(Secret.simulated(password)))
                || tickets.user(password, now).filter(user::equals).isPresent())
        .isPresent();
  }

  @Override
  public Login login(WireRequest request) {
    Optional<Matcher> cookie =
        request.header("cookie").map(COOKIE::matcher).filter(Matcher::matches);
    return cookie.isPresent()
        ? ticketLogin(cookie.get().group(1), request)
        : tokenLogin(request.header("authorization"));
  }

  private Login ticketLogin(String cookie, WireRequest request) {
    Instant now = clock.instant();
    String ticket;
    try {
      ticket = URLDecoder.decode(cookie.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return new Login.Failed("");
    }
    Optional<User> user =
        tickets.user(ticket, now).flatMap(this::find).filter(known -> known.active(now));
    if (user.isEmpty()) {
      return new Login.Failed("");
    }
    String id = user.get().id();
    boolean reads = request.method().equals("GET");
    boolean good =
        reads
            || request
                .header("csrfpreventiontoken")
                .filter(csrf -> tickets.csrfIsGood(csrf, id, now))
                .isPresent();
    return good ? new Login.Known(new UserCaller(id, access)) : new Login.Forged(id);
  }

  private Login tokenLogin(Optional<String> authorization) {
    Optional<Matcher> scheme = authorization.map(SCHEME::matcher).filter(Matcher::matches);
    if (scheme.isEmpty()) {
      return new Login.NoTicket();
    }
    Matcher value = VALUE.matcher(scheme.get().group(1));
    if (!value.matches()) {
      return new Login.Failed("");
    }
    Instant now = clock.instant();
    String id = value.group(1);
    ApiToken token = tokens.get(id);
    if (token == null
        || !token.secret().equals(Secret.simulated(value.group(2)))
        || !now.isBefore(token.expires())
        || find(token.user()).filter(user -> user.active(now)).isEmpty()) {
      return new Login.Failed(id);
    }
    return new Login.Known(new TokenCaller(token, access));
  }
}
