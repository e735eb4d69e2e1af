package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.backup.Backups;
import dev.proxmoxmcp.client.catalog.ApiCalls;
import dev.proxmoxmcp.client.catalog.CatalogCache;
import dev.proxmoxmcp.client.catalog.Catalogs;
import dev.proxmoxmcp.client.cluster.ClusterApi;
import dev.proxmoxmcp.client.command.CommandBook;
import dev.proxmoxmcp.client.command.ContainerCommands;
import dev.proxmoxmcp.client.command.GuestCommands;
import dev.proxmoxmcp.client.command.GuestFiles;
import dev.proxmoxmcp.client.datastore.Datastores;
import dev.proxmoxmcp.client.guest.GuestAgent;
import dev.proxmoxmcp.client.guest.Guests;
import dev.proxmoxmcp.client.guest.Snapshots;
import dev.proxmoxmcp.client.http.Session;
import dev.proxmoxmcp.client.metric.Metrics;
import dev.proxmoxmcp.client.node.Nodes;
import dev.proxmoxmcp.client.ssh.SshSettings;
import dev.proxmoxmcp.client.storage.Storages;
import dev.proxmoxmcp.client.task.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A cluster behind a gate: the API by features, as the URL tree has them. Cheap to make, so bind
 * one for each call of a person. Thread-safe if its gate is.
 */
public final class BoundCluster {
  private final Session session;
  private final InstantSource clock;
  private final Pause pause;
  private final Reach reach;

  BoundCluster(Session session, InstantSource clock, Pause pause, Reach reach) {
    this.session = session;
    this.clock = clock;
    this.pause = pause;
    this.reach = reach;
  }

  /**
   * What is shared by everybody who uses the cluster, and what reaching into guests needs.
   *
   * @param book the commands under way
   * @param catalogs what its hosts' API can do, as far as asked
   * @param ssh null for none
   * @param connectLimit for an SSH connection
   */
  record Reach(
      CommandBook book, CatalogCache catalogs, @Nullable SshSettings ssh, Duration connectLimit) {}

  /** What people call the cluster here. */
  public String name() {
    return session.cluster();
  }

  /**
   * The same cluster, whose reads may be as old as that. By itself, every read is of now; {@link
   * Tasks#await} always is.
   */
  public BoundCluster reading(Freshness freshness) {
    return new BoundCluster(session.reading(freshness), clock, pause, reach);
  }

  /** Whose API it is: a cluster's, or that of a Backup Server. */
  public Product product() {
    return session.product();
  }

  /** Everything that the API of its hosts can do. */
  public Catalogs catalogs() {
    return new Catalogs(session, reach.catalogs(), product());
  }

  /** Calls of any endpoint, once they are checked. */
  public ApiCalls calls() {
    return new ApiCalls(session);
  }

  /** The cluster as a whole. */
  public ClusterApi cluster() {
    return new ClusterApi(session);
  }

  /** Its nodes. */
  public Nodes nodes() {
    return new Nodes(session);
  }

  /** Its virtual machines and containers. */
  public Guests guests() {
    return new Guests(session);
  }

  /** What the agents of VMs, and containers, tell of themselves. */
  public GuestAgent agent() {
    return new GuestAgent(session);
  }

  /** Commands in its guests. */
  public GuestCommands commands() {
    return new GuestCommands(
        session,
        reach.book(),
        new ContainerCommands(session, reach.ssh(), reach.connectLimit(), pause));
  }

  /** Files of its guests. */
  public GuestFiles files() {
    return new GuestFiles(session, commands());
  }

  /** Backups of its guests. */
  public Backups backups() {
    return new Backups(session);
  }

  /** The snapshots of its guests. */
  public Snapshots snapshots() {
    return new Snapshots(session);
  }

  /** What it does in the background. */
  public Tasks tasks() {
    return new Tasks(session.reading(Freshness.NOW), clock, pause);
  }

  /** Its storages and what lies on them. */
  public Storages storages() {
    return new Storages(session);
  }

  /** The datastores of a Backup Server; a cluster has none. */
  public Datastores datastores() {
    return new Datastores(session);
  }

  /** What it measured over time. */
  public Metrics metrics() {
    return new Metrics(session);
  }

  /** Who we are and what we may. */
  public Access access() {
    return new Access(session);
  }
}
