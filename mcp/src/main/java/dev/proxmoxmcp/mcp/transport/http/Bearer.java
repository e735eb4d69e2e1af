package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Finds out who calls by the header {@code Authorization} (RFC 6750, section 2.1). Thread-safe. */
final class Bearer {
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");

  private final Admission admission;

  Bearer(Admission admission) {
    this.admission = admission;
  }

  /**
   * On whose behalf the request is.
   *
   * @throws Refusal if it shows no token that is known
   */
  Caller caller(Exchange exchange) throws Refusal {
    return switch (admission) {
      case Admission.Anyone(Caller caller) -> caller;
      case AccessTokens tokens -> {
        String header = HttpHeader.AUTHORIZATION.asString();
        if (!exchange.headers().contains(header)) {
          throw unauthorized(exchange, "Bearer", "show a token: Authorization: Bearer TOKEN");
        }
        @Nullable String shown = exchange.onlyValue(header);
        Matcher credentials = CREDENTIALS.matcher(shown == null ? "" : shown);
        if (!credentials.matches()) {
          throw unknown(exchange);
        }
        yield tokens.caller(credentials.group(1)).orElseThrow(() -> unknown(exchange));
      }
    };
  }

  private static Refusal unknown(Exchange exchange) {
    return unauthorized(exchange, "Bearer error=\"invalid_token\"", "this token is not known here");
  }

  private static Refusal unauthorized(Exchange exchange, String challenge, String line) {
    exchange.answerHeader(HttpHeader.WWW_AUTHENTICATE.asString(), challenge);
    return new Refusal(HttpStatus.UNAUTHORIZED_401, line);
  }
}
