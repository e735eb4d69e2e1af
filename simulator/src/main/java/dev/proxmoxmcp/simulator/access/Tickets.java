package dev.proxmoxmcp.simulator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks login tickets ({@code PVE:user:HEXTIME::signature}) and the tokens against
 * request forgery that come with them. Thread-safe.
 */
final class Tickets {
  private static final Duration LIFETIME = Duration.ofHours(2);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Pattern TICKET =
      Pattern.compile("(PVE:([^\\s:]+@[^\\s:]+):([0-9A-F]{8}))::(\\S+)");
  private static final Pattern CSRF = Pattern.compile("([0-9A-F]{8}):(\\S+)");

  private final SecretKeySpec key;

  Tickets(RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  String ticket(String user, Instant now) {
    String text = "PVE:" + user + ":" + hex(now);
    return text + "::" + signature(text);
  }

  String csrf(String user, Instant now) {
    return hex(now) + ":" + signature(hex(now) + ":" + user);
  }

  /** The user of a ticket that is good now, or empty. */
  Optional<String> user(String ticket, Instant now) {
    Matcher form = TICKET.matcher(ticket);
    return form.matches()
            && fresh(form.group(3), now)
            && signature(form.group(1)).equals(form.group(4))
        ? Optional.of(form.group(2))
        : Optional.empty();
  }

  boolean csrfIsGood(String csrf, String user, Instant now) {
    Matcher form = CSRF.matcher(csrf);
    return form.matches()
        && fresh(form.group(1), now)
        && signature(form.group(1) + ":" + user).equals(form.group(2));
  }

  private static boolean fresh(String hex, Instant now) {
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(hex, 16)), now);
    return age.compareTo(SKEW.negated()) >= 0 && age.compareTo(LIFETIME) < 0;
  }

  private static String hex(Instant now) {
    return "%08X".formatted(now.getEpochSecond());
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", absent);
    }
  }
}
