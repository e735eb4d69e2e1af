package dev.proxmoxmcp.simulator.pbs;

/** All endpoints with state; one line for each area. */
final class AllHandlers {
  private AllHandlers() {}

  static Handlers of(BackupState state) {
    Handlers handlers = new Handlers();
    new NodeHandlers(state).register(handlers);
    new TaskHandlers(state).register(handlers);
    new AccessHandlers(state).register(handlers);
    new StoreHandlers(state).register(handlers);
    new SnapshotHandlers(state).register(handlers);
    new WorkHandlers(state).register(handlers);
    new ConfigHandlers(state).register(handlers);
    new JobHandlers(state).register(handlers);
    return handlers;
  }
}
