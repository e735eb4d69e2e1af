package dev.proxmoxmcp.simulator.api;

/** Answers one endpoint. Called with the cluster's lock held, so it must not block. */
@FunctionalInterface
public interface Handler {
  /**
   * The answer to a call whose permission and parameters were checked.
   *
   * @throws Refusal for an answer that is an error
   */
  Answer handle(Call call);
}
