package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Freshness;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Greeting;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Meeting;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wire with a gate before it: the only place from which requests leave, and each asks the gate
 * first. Thread-safe if the gate is.
 */
public final class Session {
  private static final Logger LOG = System.getLogger(Session.class.getName());

  /** The longest that {@link dev.proxmoxmcp.client.Timeouts} can say. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** An answer that is the name of a task. */
  private static final Pattern TASK =
      Pattern.compile("\"data\"\\s*:\\s*\"(UPID:[^\"\\s]{1,200})\"");

  private static final int SHORT = 1024;

  private final String cluster;
  private final Product product;
  private final Gate gate;
  private final ClusterWire wire;
  private final Freshness freshness;

  /** Binds {@code wire} to {@code gate}. */
  public Session(String cluster, Product product, Gate gate, ClusterWire wire) {
    this(cluster, product, gate, wire, Freshness.NOW);
  }

  private Session(
      String cluster, Product product, Gate gate, ClusterWire wire, Freshness freshness) {
    this.cluster = cluster;
    this.product = product;
    this.gate = gate;
    this.wire = wire;
    this.freshness = freshness;
  }

  /** The same, with reads as fresh as that. */
  public Session reading(Freshness wanted) {
    return wanted == freshness ? this : new Session(cluster, product, gate, wire, wanted);
  }

  /** As whom requests are sent now; a token may give way to another one of its user. */
  public AuthId authId() {
    return wire.authId();
  }

  /** Whether it is a cluster of Proxmox VE, and not a Backup Server. */
  public boolean ofCluster() {
    return product == Product.PVE;
  }

  /** Whose API it is. */
  public Product product() {
    return product;
  }

  /** What people call the cluster. */
  public String cluster() {
    return cluster;
  }

  /** What the gate will be shown when {@code call} is sent. */
  public Outgoing.ApiRequest outgoing(Call call) {
    return outgoing(cluster, call);
  }

  static Outgoing.ApiRequest outgoing(String cluster, Call call) {
    Endpoint endpoint = call.endpoint();
    return new Outgoing.ApiRequest(
        cluster,
        endpoint.method().name(),
        call.path().readable(),
        call.parameters(),
        endpoint.tier());
  }

  /**
   * Has the gate decide about something that leaves by another way than this wire.
   *
   * @throws dev.proxmoxmcp.client.Refused if it may not leave
   */
  public void pass(Outgoing outgoing) {
    gate.pass(outgoing);
  }

  /** Tells the gate what became of something that left by another way than this wire. */
  public void answered(Outgoing outgoing, String said) {
    gate.answered(outgoing, said);
  }

  /** Tells the gate that something that left by another way has begun there, or has not. */
  public void ended(Outgoing outgoing) {
    gate.ended(outgoing, 0);
  }

  /** What was being done when a command that left by another way went wrong. */
  public Attempt attempt(String purpose, Outgoing.SshCommand command) {
    return new Attempt(
        cluster, wire.first(), purpose, command.toString(), command.tier(), command.node());
  }

  /**
   * Sends {@code call} and waits for its answer.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException whatever goes wrong
   */
  public Answer send(Call call) {
    return send(call, LONGEST);
  }

  /**
   * Like {@link #send(Call)}, for a caller who has less time than the usual limit.
   *
   * @param limit how long everything together may take, more than zero; the usual limit if that is
   *     shorter
   */
  public Answer send(Call call, Duration limit) {
    Answer answer =
        call.endpoint().tier() == Tier.READ ? answer(call, limit) : toldAnswer(call, limit);
    if (ofCluster()) {
      wire.discovery().afterAnswer(cluster, gate);
    }
    return answer;
  }

  private Answer answer(Call call, Duration limit) {
    Answered answered = exchange(call, limit);
    return Replies.read(answered.attempt(), authId(), answered.reply());
  }

  /** The gate learns what became of what it let pass. */
  private Answer toldAnswer(Call call, Duration limit) {
    try {
      Answered answered = exchange(call, limit);
      Answer answer = Replies.read(answered.attempt(), authId(), answered.reply());
      gate.answered(outgoing(call), said(answered.reply()));
      return answer;
    } catch (Refused stopped) {
      throw stopped;
    } catch (ProxmoxException failure) {
      gate.answered(outgoing(call), failure.getMessage());
      throw failure;
    }
  }

  /** An answer can hold a new secret; the name of a task is all that is told of it. */
  private static String said(Reply reply) {
    Matcher task = TASK.matcher(reply.content().length() < SHORT ? reply.body() : "");
    return task.find() ? task.group(1) : "done";
  }

  /**
   * Fetches a file that the host serves to everybody, through the same gate and over the same
   * verified connections; without the token.
   *
   * @param call of an {@link Endpoint#file}
   * @return its text, which is not trusted; what is longer than an answer may be is refused
   * @throws dev.proxmoxmcp.client.ProxmoxException whatever goes wrong
   */
  public String file(Call call) {
    Answered answered = exchange(call, LONGEST);
    return Replies.file(answered.attempt(), authId(), answered.reply());
  }

  /**
   * Asks one host something for which nobody logs in, over a connection of its own and without the
   * token; through the same gate.
   *
   * @param keep how long the connection is watched afterwards; zero for not at all
   * @throws dev.proxmoxmcp.client.ProxmoxException if it does not answer, or is not the right one
   */
  public Greeting greet(Call call, HostAddress host, Duration keep) {
    Outgoing.ApiRequest request = outgoing(call);
    gate.pass(request);
    return wire.greet(new Errand(call, request, LONGEST, product), host, keep);
  }

  /**
   * Learns the members of the cluster now, and meets each that was learned: nothing is sent to them
   * but a handshake.
   *
   * @return empty where members cannot be verified, so that none is used
   * @throws dev.proxmoxmcp.client.ProxmoxException if the cluster does not tell
   */
  public List<Meeting> meetMembers() throws InterruptedException {
    return wire.discovery().meetMembers(cluster, gate);
  }

  private Answered exchange(Call call, Duration limit) {
    Outgoing.ApiRequest request = outgoing(call);
    gate.pass(request);
    int status = 0;
    try {
      Answered answered = wire.exchange(new Errand(call, request, limit, product), freshness);
      status = answered.reply().status();
      told(answered);
      return answered;
    } finally {
      gate.ended(request, status);
    }
  }

  private void told(Answered answered) {
    Attempt attempt = answered.attempt();
    LOG.log(
        Level.DEBUG,
        () ->
            "Proxmox answered. cluster="
                + cluster
                + " member="
                + attempt.host()
                + " request=\""
                + attempt.request()
                + "\" status="
                + answered.reply().status()
                + " bytes="
                + answered.reply().content().length());
  }
}
