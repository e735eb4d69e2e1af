package dev.proxmoxmcp.telemetry;

import dev.proxmoxmcp.base.LazyLogger;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.telemetry.Metrics.Gauge;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Sends what was measured to a collector, some at a time, on a thread of its own. A call never
 * waits for it: what finds no room, or cannot be sent, is counted and forgotten. Thread-safe.
 */
public final class Traces implements Telemetry.Taker, Supplier<List<Gauge>>, AutoCloseable {
  private static final Logger LOG = LazyLogger.of(Traces.class);
  private static final int ROOM = 4096;
  private static final int BATCH = 512;
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration LAST = Duration.ofSeconds(5);

  private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(ROOM);
  private final LongAdder sent = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Sender sender;
  private final Otlp otlp;
  private final Pause pause;
  private final Thread thread;
  private boolean failing;

  /** Takes JSON to the collector. */
  @FunctionalInterface
  public interface Sender {
    /**
     * Takes it there.
     *
     * @throws IOException if the collector did not take it
     */
    void send(byte[] json) throws IOException;
  }

  /**
   * Begins.
   *
   * @param otlp how it is written
   * @param pause how to wait for more
   */
  public Traces(Sender sender, Otlp otlp, Pause pause) {
    this.sender = sender;
    this.otlp = otlp;
    this.pause = pause;
    this.thread = Thread.ofVirtual().name("traces").start(this::run);
  }

  @Override
  public void took(Span span) {
    if (!waiting.offer(span)) {
      lost.increment();
    }
  }

  @Override
  public List<Gauge> get() {
    return List.of(
        new Gauge(
            "proxmox_mcp_spans_sent_total", "Spans that the collector took.", true, sent.sum()),
        new Gauge(
            "proxmox_mcp_spans_lost_total",
            "Spans that found no room, or that the collector did not take.",
            true,
            lost.sum()));
  }

  private void run() {
    try {
      while (true) {
        pause.sleep(BETWEEN);
        flush();
      }
    } catch (InterruptedException _) {
      flush();
    }
  }

  private void flush() {
    List<Span> batch = new ArrayList<>();
    while (waiting.drainTo(batch, BATCH) > 0) {
      send(batch);
      batch.clear();
    }
  }

  /** The first of several failures is told, and that it works again. */
  private void send(List<Span> batch) {
    try {
      sender.send(otlp.json(batch));
      sent.add(batch.size());
      if (failing) {
        LOG.log(Level.INFO, "The collector takes traces again.");
      }
      failing = false;
    } catch (IOException failure) {
      lost.add(batch.size());
      if (!failing) {
        LOG.log(
            Level.WARNING,
            "The collector of telemetry.traces does not take traces, which are lost until it does."
                + " why=\"{0}\"",
            String.valueOf(failure.getMessage()));
      }
      failing = true;
    }
  }

  /** Sends what waits, if that can be done at once. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(LAST)) {
        LOG.log(Level.DEBUG, "The last traces were not sent in time.");
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
