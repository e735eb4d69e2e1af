package dev.proxmoxmcp.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The values of cookies, and of the tokens in forms that belong to them. A visit, which shows
 * nothing but the log-in, is kept nowhere: it is sealed by a key that lives as long as this object.
 * So whoever calls without a passphrase takes no memory. Thread-safe.
 */
final class Tickets {
  /** Of a visit from its begin, of a session from its log-in. */
  static final Duration LIFE = Duration.ofMinutes(10);

  /** Each of them took a passphrase. */
  private static final int MOST_SESSIONS = 64;

  private static final int BYTES = 32;
  private static final String MAC = "HmacSHA256";
  private static final Pattern VISIT =
      Pattern.compile(
          "(?<open>[A-Za-z0-9_-]{43}\\.(?<until>[0-9]{1,12}))\\.(?<mark>[A-Za-z0-9_-]{43})");

  private final InstantSource clock;
  private final SecureRandom random;
  private final SecretKeySpec key;

  /** By a mark of the cookie's value, the oldest first; guarded by itself. */
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  /**
   * @param secure whether its cookie goes over TLS alone
   */
  private record Session(Instant until, boolean secure) {}

  Tickets(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, MAC);
  }

  /** A new visit. */
  String visit() {
    String open = random() + "." + clock.instant().plus(LIFE).getEpochSecond();
    return open + "." + mark("visit", open);
  }

  /** Whether it was made here, and is not over. */
  boolean isVisit(String value) {
    Matcher parts = VISIT.matcher(value);
    return parts.matches()
        && same(parts.group("mark"), mark("visit", parts.group("open")))
        && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts.group("until"))));
  }

  /**
   * A new session.
   *
   * @param secure whether its cookie goes over TLS alone
   */
  String session(boolean secure) {
    String value = random();
    synchronized (sessions) {
      Instant now = clock.instant();
      sessions.values().removeIf(one -> !now.isBefore(one.until()));
      if (sessions.size() >= MOST_SESSIONS) {
        sessions.remove(sessions.keySet().iterator().next());
      }
      sessions.put(mark("session", value), new Session(now.plus(LIFE), secure));
    }
    return value;
  }

  /** Whether it was begun here, with such a cookie, and is not over. */
  boolean isSession(String value, boolean secure) {
    synchronized (sessions) {
      Session session = sessions.get(mark("session", value));
      return session != null
          && session.secure() == secure
          && clock.instant().isBefore(session.until());
    }
  }

  /** Ends a session, if it is one. */
  void end(String value) {
    synchronized (sessions) {
      sessions.remove(mark("session", value));
    }
  }

  /**
   * What a form holds, so that nobody else can have made it.
   *
   * @param cookie the visit or session in which it is shown
   * @param form where it is sent to
   */
  String token(String cookie, String form) {
    return mark("form " + form, cookie);
  }

  /** Whether {@code token} is that of this form in this session; takes the same time if not. */
  boolean fits(String token, String cookie, String form) {
    return same(token, token(cookie, form));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String random() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return text(bytes);
  }

  private String mark(String purpose, String value) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return text(mac.doFinal((purpose + "\0" + value).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
