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

  /**
   * Takes one for the caller of the exchange, who has it until the exchange ends.
   *
   * @throws Refusal if that one has as many as may be
   */
  void take(Exchange exchange) throws Refusal {
    Caller caller = exchange.caller();
    // The count of before is the answer: one more than may be is not kept.
    int count = taken.merge(caller, 1, Integer::sum);
    if (count > most) {
      giveBack(caller);
      exchange.answerHeader(HttpHeader.RETRY_AFTER.asString(), "1");
      throw new Refusal(
          HttpStatus.TOO_MANY_REQUESTS_429,
          "you have " + most + " " + what + " at once, which is the limit; try again in a moment");
    }
    exchange.beforeEnd(() -> giveBack(caller));
  }

  private void giveBack(Caller caller) {
    taken.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }
}
