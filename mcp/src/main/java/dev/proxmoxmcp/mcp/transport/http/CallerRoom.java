package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** How many of something each caller has at once, so that nobody takes all. Thread-safe. */
final class CallerRoom {
  private final int most;
  private final String what;
  private final ConcurrentMap<Caller, Integer> taken = new ConcurrentHashMap<>();

  /**
   * @param most of one caller
   * @param what they are, as in "64 requests at once"
   */
  CallerRoom(int most, String what) {
    this.most = most;
    this.what = what;
  }

  /** One that was taken; closing it, once, gives it back. */
  final class Share implements AutoCloseable {
    private final Caller caller;

    private Share(Caller caller) {
      this.caller = caller;
    }

    @Override
    public void close() {
      taken.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * Takes one for the caller of the exchange.
   *
   * @throws Refusal if that one has as many as may be
   */
  Share take(Exchange exchange) throws Refusal {
    Caller caller = exchange.caller();
    // The count of before is the answer: one more than may be is not kept.
    int count = taken.merge(caller, 1, Integer::sum);
    if (count > most) {
      taken.computeIfPresent(caller, (_, now) -> now == 1 ? null : now - 1);
      exchange.answerHeader(HttpHeader.RETRY_AFTER.asString(), "1");
      throw new Refusal(
          HttpStatus.TOO_MANY_REQUESTS_429,
          "you have " + most + " " + what + " at once, which is the limit; try again in a moment");
    }
    return new Share(caller);
  }
}
