package dev.proxmoxmcp.mcp.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what the server does by itself, once a client did something. */
final class Eventually {
  private Eventually() {}

  static void holds(BooleanSupplier condition, String reason) {
    long end = System.nanoTime() + Duration.ofSeconds(Workbench.PATIENCE_SECONDS).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    assertThat(condition.getAsBoolean()).as(reason).isTrue();
  }
}
