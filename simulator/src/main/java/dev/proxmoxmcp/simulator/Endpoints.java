package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.access.AccessRoutes;
import dev.proxmoxmcp.simulator.access.Accounts;
import dev.proxmoxmcp.simulator.access.User;
import dev.proxmoxmcp.simulator.agent.AgentRoutes;
import dev.proxmoxmcp.simulator.agent.Agents;
import dev.proxmoxmcp.simulator.api.Api;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.api.RouteTable;
import dev.proxmoxmcp.simulator.api.ShapeOnly;
import dev.proxmoxmcp.simulator.backup.BackupJobs;
import dev.proxmoxmcp.simulator.backup.VzdumpRoutes;
import dev.proxmoxmcp.simulator.catalog.Catalog;
import dev.proxmoxmcp.simulator.catalog.PublishedRoutes;
import dev.proxmoxmcp.simulator.cluster.ClusterLog;
import dev.proxmoxmcp.simulator.cluster.ClusterRoutes;
import dev.proxmoxmcp.simulator.cluster.DatacenterOptions;
import dev.proxmoxmcp.simulator.cluster.Membership;
import dev.proxmoxmcp.simulator.cluster.MetricExport;
import dev.proxmoxmcp.simulator.cluster.NoQuorum;
import dev.proxmoxmcp.simulator.cluster.NotificationTargets;
import dev.proxmoxmcp.simulator.cluster.PoolChanges;
import dev.proxmoxmcp.simulator.cluster.PoolRoutes;
import dev.proxmoxmcp.simulator.cluster.Resources;
import dev.proxmoxmcp.simulator.cluster.TroubledStorages;
import dev.proxmoxmcp.simulator.cluster.Versions;
import dev.proxmoxmcp.simulator.firewall.FirewallRoutes;
import dev.proxmoxmcp.simulator.guest.CloneRoutes;
import dev.proxmoxmcp.simulator.guest.CloudInitRoutes;
import dev.proxmoxmcp.simulator.guest.ConfigRoutes;
import dev.proxmoxmcp.simulator.guest.ConsoleRoutes;
import dev.proxmoxmcp.simulator.guest.ContainerPower;
import dev.proxmoxmcp.simulator.guest.CreateRoutes;
import dev.proxmoxmcp.simulator.guest.DestroyRoutes;
import dev.proxmoxmcp.simulator.guest.DiskRoutes;
import dev.proxmoxmcp.simulator.guest.Disks;
import dev.proxmoxmcp.simulator.guest.FeatureRoutes;
import dev.proxmoxmcp.simulator.guest.GuestRoutes;
import dev.proxmoxmcp.simulator.guest.MachinePower;
import dev.proxmoxmcp.simulator.guest.MigrateRoutes;
import dev.proxmoxmcp.simulator.guest.SnapshotRoutes;
import dev.proxmoxmcp.simulator.ha.HaRoutes;
import dev.proxmoxmcp.simulator.kept.KeptCollections;
import dev.proxmoxmcp.simulator.metric.MetricRoutes;
import dev.proxmoxmcp.simulator.node.BulkPower;
import dev.proxmoxmcp.simulator.node.MachineTypes;
import dev.proxmoxmcp.simulator.node.NetworkRoutes;
import dev.proxmoxmcp.simulator.node.Node;
import dev.proxmoxmcp.simulator.node.NodeHosts;
import dev.proxmoxmcp.simulator.node.NodeInfoRoutes;
import dev.proxmoxmcp.simulator.node.NodeRoutes;
import dev.proxmoxmcp.simulator.node.NodeSettings;
import dev.proxmoxmcp.simulator.replication.ReplicationRoutes;
import dev.proxmoxmcp.simulator.scenario.World;
import dev.proxmoxmcp.simulator.shape.ShapedAnswers;
import dev.proxmoxmcp.simulator.storage.PruneRoutes;
import dev.proxmoxmcp.simulator.storage.StorageChanges;
import dev.proxmoxmcp.simulator.storage.StorageRoutes;
import dev.proxmoxmcp.simulator.storage.TransferRoutes;
import dev.proxmoxmcp.simulator.storage.VolumeRoutes;
import dev.proxmoxmcp.simulator.task.TaskRoutes;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** All endpoints: one line for each feature's table. */
final class Endpoints {
  /** Of addresses and ids that are made up later. */
  private static final long SEED = 7;

  private Endpoints() {}

  /**
   * The endpoints of a version.
   *
   * @param strict whether writes are refused behind which no state is kept
   * @param certificate of the cluster's authority, as PEM
   */
  static Api.Endpoints of(World world, Catalog catalog, boolean strict, String certificate) {
    if (catalog.version().startsWith("8.")) {
      world.accounts().access().asInEight();
    }
    return new Api.Endpoints(
        new RouteTable(routes(world, catalog, certificate)),
        List.of(
            new NoQuorum(world.nodes(), world.tasks()),
            new TroubledStorages(world.infrastructure().storages(), world.guests(), world.tasks())),
        new ShapeOnly(strict));
  }

  private static List<Route> routes(World world, Catalog catalog, String certificate) {
    Accounts accounts = world.accounts();
    var shaped =
        new ShapedAnswers(
            catalog,
            world.nodes().all().stream().map(Node::name).toList(),
            world.guests(),
            world.infrastructure().storages(),
            world.tasks());
    return new PublishedRoutes(catalog, user -> accounts.find(user).map(User::groups))
        .with(written(world, catalog, certificate), shaped::of);
  }

  /** Those with behaviour, of all versions. */
  private static List<Route> written(World world, Catalog catalog, String certificate) {
    var nodes = world.nodes();
    var guests = world.guests();
    var storages = world.infrastructure().storages();
    var volumes = world.infrastructure().volumes();
    var pools = world.infrastructure().pools();
    var tasks = world.tasks();
    var disks = new Disks(storages, volumes);
    var place = new CreateRoutes.Place(guests, disks, volumes, new NodeHosts(nodes));
    var random = new SplittableRandom(SEED);
    var timeline = world.timeline();
    var resources = new Resources(nodes, guests, storages, volumes, pools);
    Map<String, Object> version = Versions.of(catalog.version());
    List<String> nodeNames = nodes.all().stream().map(Node::name).toList();
    Stream<List<Route>> tables =
        Stream.of(
            new ClusterRoutes(nodes, guests, resources, version).routes(),
            new PoolRoutes(pools, resources).routes(),
            new PoolChanges(pools, guests, storages).routes(),
            new NodeRoutes(nodes, guests, version).routes(),
            new NodeInfoRoutes(nodes).routes(),
            MachineTypes.routes(),
            new MetricRoutes(nodes, guests, storages, volumes).routes(),
            new GuestRoutes(guests).routes(),
            new ConfigRoutes(guests, disks, tasks, random.split()).routes(),
            DiskRoutes.routes(guests, disks, tasks),
            new CreateRoutes(place, tasks, timeline, random.split()).routes(),
            DestroyRoutes.routes(guests, disks, tasks),
            CloneRoutes.routes(place, tasks, random.split()),
            MigrateRoutes.routes(place, tasks, timeline),
            new AgentRoutes(guests, new Agents()).routes(),
            new MachinePower(guests, tasks, timeline).routes(),
            new ContainerPower(guests, tasks, timeline).routes(),
            SnapshotRoutes.routes(guests, storages, tasks, timeline),
            new TaskRoutes(tasks, nodeNames, nodes.health()::online).routes(),
            new StorageRoutes(storages, volumes).routes(),
            new StorageChanges(storages).routes(),
            new VolumeRoutes(storages, volumes, tasks).routes(),
            new BackupJobs(guests).routes(),
            new DatacenterOptions().routes(),
            new ClusterLog(world.accounts(), tasks, nodes).routes(),
            new MetricExport(resources).routes(),
            new Membership(nodes).routes(),
            NotificationTargets.routes(),
            new NodeSettings(nodes, tasks).routes(),
            new NetworkRoutes(nodes, tasks).routes(),
            new BulkPower(guests, tasks).routes(),
            new CloudInitRoutes(guests).routes(),
            new ConsoleRoutes(guests, tasks, new SplittableRandom(SEED), certificate).routes(),
            new FeatureRoutes(guests, storages).routes(),
            new PruneRoutes(storages, volumes, tasks).routes(),
            new TransferRoutes(storages, volumes, tasks).routes(),
            new ReplicationRoutes(guests, storages, name -> nodes.find(name).isPresent()).routes(),
            FirewallRoutes.routes(guests),
            KeptCollections.routes(catalog),
            new HaRoutes(guests, nodes::quorate).routes(),
            new VzdumpRoutes(guests, storages, volumes, tasks, timeline).routes(),
            new AccessRoutes(world.accounts(), nodes.clusterName(), resources::pathsInPools)
                .routes());
    return tables.flatMap(List::stream).toList();
  }
}
