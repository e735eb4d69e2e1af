package dev.proxmoxmcp.simulator.agent;

import java.time.Duration;

/**
 * A run of a program: what it wrote, how long it takes on the cluster's clock, and how it ends.
 * Mutable; used while the program is run.
 */
final class Execution {
  private final Bytes out = new Bytes();
  private final Bytes err = new Bytes();
  private Duration length = Duration.ZERO;
  private Ended end = new Ended.WithCode(0);

  Bytes out() {
    return out;
  }

  Bytes err() {
    return err;
  }

  Duration length() {
    return length;
  }

  Ended end() {
    return end;
  }

  /** Whether nothing more can run in it. */
  boolean over() {
    return !(end instanceof Ended.WithCode);
  }

  void takes(Duration more) {
    length = length.plus(more);
  }

  void ends(Ended how) {
    end = how;
  }

  void fails(int code, String complaint) {
    err.write(complaint + "\n");
    end = new Ended.WithCode(code);
  }
}
