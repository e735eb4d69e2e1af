package dev.proxmoxmcp.mcp.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a message to the client matters, least first: the levels of RFC 5424. */
public enum LogLevel {
  DEBUG,
  INFO,
  NOTICE,
  WARNING,
  ERROR,
  CRITICAL,
  ALERT,
  EMERGENCY;

  /** Its name in the protocol: {@code warning}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of that name in the protocol. */
  public static Optional<LogLevel> of(String wireName) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(wireName)).findFirst();
  }
}
