package dev.proxmoxmcp.simulator.agent;

/** How a program ended. */
sealed interface Ended {
  /** By itself. */
  record WithCode(int code) implements Ended {}

  /** By a signal. */
  record BySignal(int number) implements Ended {}

  /** Not at all: it runs until its VM stops. */
  record Never() implements Ended {}
}
