package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.Greeting;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Meeting;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.http.Answer;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cluster as a whole. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class ClusterApi {
  private static final Endpoint VERSION = Endpoint.read("/version");
  private static final Endpoint STATUS = Endpoint.read("/cluster/status");

  /** Everybody may ask, without logging in, and no host takes its time over it. */
  private static final Endpoint REALMS = Endpoint.read("/access/domains");

  private static final Endpoint RESOURCES = Endpoint.read("/cluster/resources");

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public ClusterApi(Session session) {
    this.session = session;
  }

  /** {@code GET /version}: any token that is valid may ask. */
  public Version version() {
    Fields version = session.send(VERSION.call("read the version")).object();
    String release = version.required("release");
    // A Backup Server counts its patch level there: 4.1 and 4.
    return session.ofCluster()
        ? new Version(version.required("version"), release)
        : new Version(version.required("version") + "." + release, version.required("version"));
  }

  /**
   * {@code GET /access/domains} of one host, for which nobody logs in: over a connection of its
   * own, without the token. Shows what answers there, and what stands in between.
   *
   * @param keep how long the connection is watched afterwards; zero for not at all
   */
  public Greeting greet(HostAddress host, Duration keep) {
    return session.greet(REALMS.call("see what answers at " + host), host, keep);
  }

  /**
   * {@code GET /cluster/status}, then a handshake with each member that it tells and the settings
   * do not name: nothing else is sent to them.
   *
   * @return empty where other members are never used, since nothing is there to verify them by
   * @throws InterruptedException if the caller is interrupted
   */
  public List<Meeting> meetMembers() throws InterruptedException {
    return session.meetMembers();
  }

  /** {@code GET /cluster/status}: wants Sys.Audit on {@code /}. */
  public ClusterStatus status() {
    Answer answer = session.send(STATUS.call("read the cluster's status"));
    Optional<Fields> cluster =
        answer.list(Function.identity()).stream().filter(entry -> is(entry, "cluster")).findFirst();
    List<ClusterStatus.Member> members =
        answer.list(ClusterApi::member).stream().flatMap(Optional::stream).toList();
    return cluster
        .map(own -> new ClusterStatus(own.required("name"), own.flag("quorate"), members))
        .orElseGet(() -> new ClusterStatus(null, true, members));
  }

  /**
   * {@code GET /cluster/resources}: everything that the token may see. An empty list can mean that
   * it may see nothing.
   */
  public List<Resource> resources() {
    return resources(RESOURCES.call("list the resources"));
  }

  /** Like {@link #resources()}, of one type. */
  public List<Resource> resources(ResourceType type) {
    return resources(
        RESOURCES
            .call("list the resources of type " + type.parameter())
            .with("type", type.parameter()));
  }

  /** Every guest that the token may see, of both kinds, on all nodes, in one request. */
  public List<GuestResource> guests() {
    return resources(RESOURCES.call("list the guests").with("type", ResourceType.VM.parameter()))
        .stream()
        .filter(GuestResource.class::isInstance)
        .map(GuestResource.class::cast)
        .toList();
  }

  private List<Resource> resources(Call call) {
    return session.send(call).list(ResourceFields::read).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for an entry that is no node: the cluster itself, or what later versions may add. */
  private static Optional<ClusterStatus.Member> member(Fields entry) {
    return is(entry, "node")
        ? Optional.of(
            new ClusterStatus.Member(
                entry.required("name", NodeName::new),
                entry.flag("online"),
                entry.text("ip"),
                entry.flag("local")))
        : Optional.empty();
  }

  private static boolean is(Fields entry, String type) {
    return type.equals(entry.text("type"));
  }
}
