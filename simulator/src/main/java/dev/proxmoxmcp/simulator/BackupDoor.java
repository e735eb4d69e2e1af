package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.http.Reaction;
import dev.proxmoxmcp.simulator.http.WireRequest;
import dev.proxmoxmcp.simulator.pbs.BackupApi;
import java.time.InstantSource;

/**
 * Records each request to a Backup Server, lets a planned fault strike, or has the API answer.
 * Thread-safe.
 */
record BackupDoor(BackupApi api, RecordedRequests requests, Faults faults, InstantSource clock) {
  private static final System.Logger LOG = System.getLogger(BackupDoor.class.getName());
  private static final String NODE = "backup1";

  Reaction answer(WireRequest wire) {
    try {
      RecordedRequest recorded =
          new RecordedRequest(
              wire.method(),
              wire.rawPath(),
              BackupApi.path(wire),
              BackupApi.shownParameters(wire),
              BackupApi.claimedToken(wire),
              NODE,
              clock.instant());
      requests.add(recorded);
      return faults
          .take(recorded)
          .map(fault -> FaultReactions.of(fault, recorded, () -> api.answer(wire)))
          .orElseGet(() -> api.answer(wire));
    } catch (RuntimeException | Error broken) {
      // The border: a mistake in one handler must not leave a client waiting for ever.
      LOG.log(System.Logger.Level.ERROR, "the simulator failed at " + wire.rawPath(), broken);
      return Reaction.Reply.of(500, "", "text/plain", "internal error of the simulator");
    }
  }
}
