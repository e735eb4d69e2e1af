package dev.proxmoxmcp.mcp.api;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a call belongs in somebody's trace (W3C Trace Context), as the client sent it in {@code
 * _meta}. Nobody verified it.
 *
 * @param traceparent well-formed
 * @param tracestate at most 512 printable characters; null if there is none
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final Pattern STATE = Pattern.compile("[ -~]{1,512}");

  /** It, if it is well-formed; as the standard wants it, what is malformed is as if it were not. */
  public static Optional<TraceContext> of(@Nullable String traceparent, @Nullable String state) {
    if (traceparent == null || !PARENT.matcher(traceparent).matches()) {
      return Optional.empty();
    }
    boolean usable = state != null && STATE.matcher(state).matches();
    return Optional.of(new TraceContext(traceparent, usable ? state : null));
  }

  /** The id of the whole trace, 32 hexadecimal digits. */
  public String traceId() {
    return traceparent.substring(3, 35);
  }
}
