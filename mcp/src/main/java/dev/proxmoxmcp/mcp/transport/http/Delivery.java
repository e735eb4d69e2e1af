package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.Messages;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Runs what answers a request on the request's own thread, and sends what it says: at its end from
 * there, which costs no other thread, or by one of its own as soon as it says something before, or
 * has said nothing for a while. Thread-safe.
 */
final class Delivery {
  private final Silence silence;

  /**
   * @param patience how long nothing may be said
   */
  Delivery(Scheduler scheduler, Duration patience) {
    this.silence = new Silence(scheduler, patience);
  }

  /** How long nothing may be said. */
  Duration patience() {
    return silence.patience();
  }

  /** What answers a request, now or later. */
  @FunctionalInterface
  interface Work {
    /** Fills the log. */
    void run() throws RpcException, InterruptedException;
  }

  /**
   * Runs {@code work}, and {@code send} once, here or elsewhere.
   *
   * @param log that the work fills
   * @param send sends what is in the log, and what comes, until its end
   * @throws RpcException if the work refuses the request; then nothing is sent
   */
  void deliver(Exchange exchange, Request request, EventLog log, Work work, Exchange.Step send)
      throws RpcException, Refusal, IOException, InterruptedException {
    log.whenMore(() -> exchange.handOver(send));
    try (Silence.Call _ = silence.watch(() -> exchange.handOver(send))) {
      work.run();
    } catch (RpcException broken) {
      if (exchange.answersHere()) {
        throw broken;
      }
      log.fail(Messages.error(request.id(), broken.error()), broken.error().code());
    } catch (RuntimeException | Error defect) {
      log.noAnswer(); // for whoever waits for one, if that is another thread
      throw defect;
    }
    if (exchange.answersHere()) {
      send.run();
    }
  }
}
