package dev.proxmoxmcp.simulator.pbs;

/** Answers the calls of one endpoint, in the timeline's turn. */
@FunctionalInterface
interface BackupHandler {
  /**
   * The answer to a call.
   *
   * @throws Refused if the call is to fail
   */
  BackupAnswer handle(BackupCall call);
}
