package dev.proxmoxmcp.mcp.transport.http;

import static java.lang.System.Logger.Level.WARNING;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.mcp.api.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Finds out who calls by the header {@code Authorization} (RFC 6750, section 2.1). Thread-safe. */
final class Bearer {
  private static final System.Logger LOG = LazyLogger.of(Bearer.class);
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");

  /** Whoever knocks again and again shall not fill the log. */
  private static final Duration BETWEEN_EVENTS = Duration.ofMinutes(1);

  private final Admission admission;
  private final InstantSource clock;
  private final AtomicReference<Instant> told = new AtomicReference<>(Instant.MIN);

  Bearer(Admission admission, InstantSource clock) {
    this.admission = admission;
    this.clock = clock;
  }

  /**
   * Lets the exchange go on, on behalf of whom its token tells.
   *
   * @throws Refusal if it shows no token that is known
   */
  void admit(Exchange exchange) throws Refusal {
    switch (admission) {
      case Admission.Anyone(Caller caller) -> exchange.admit(caller, () -> true);
      case AccessTokens tokens -> {
        Caller caller = caller(exchange, tokens);
        exchange.admit(caller, () -> tokens.has(caller));
      }
    }
  }

  private Caller caller(Exchange exchange, AccessTokens tokens) throws Refusal {
    String header = HttpHeader.AUTHORIZATION.asString();
    if (!exchange.headers().contains(header)) {
      throw unauthorized(exchange, "Bearer", "show a token: Authorization: Bearer TOKEN");
    }
    @Nullable String shown = exchange.onlyValue(header);
    Matcher credentials = CREDENTIALS.matcher(shown == null ? "" : shown);
    if (!credentials.matches()) {
      throw unknown(exchange);
    }
    return tokens.caller(credentials.group(1)).orElseThrow(() -> unknown(exchange));
  }

  private Refusal unknown(Exchange exchange) {
    return unauthorized(exchange, "Bearer error=\"invalid_token\"", "this token is not known here");
  }

  private Refusal unauthorized(Exchange exchange, String challenge, String line) {
    tell(exchange);
    exchange.answerHeader(HttpHeader.WWW_AUTHENTICATE.asString(), challenge);
    return new Refusal(HttpStatus.UNAUTHORIZED_401, line);
  }

  private void tell(Exchange exchange) {
    Instant now = clock.instant();
    Instant last = told.get();
    if (last.isBefore(now.minus(BETWEEN_EVENTS)) && told.compareAndSet(last, now)) {
      LOG.log(
          WARNING,
          "Without a token that is known nobody calls here; of those who try, one a minute is told."
              + " remote={0}",
          exchange.remote());
    }
  }
}
