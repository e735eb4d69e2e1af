package dev.proxmoxmcp.client;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host answered, but the node that it forwards to did not: status 595 to 599. Where no
 * connection came about (595) or the two nodes could not agree on a certificate, nothing reached
 * that node; else it may have.
 */
public final class NodeUnreachable extends ProxmoxException {
  private static final long serialVersionUID = 1L;
  private static final int CONNECTING_FAILED = 595;
  private static final int BROKEN_OFF = 596;
  private static final Pattern ENCRYPTION =
      Pattern.compile("certificate|\\b(?:tls|ssl)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TIME_OUT =
      Pattern.compile("time[d -]*out", Pattern.CASE_INSENSITIVE);
  private static final Pattern NO_WAY =
      Pattern.compile("refused|no route|unreachable|not resolve", Pattern.CASE_INSENSITIVE);

  private final transient @Nullable NodeName node;
  private final int status;
  private final String said;

  /**
   * @param status 595 to 599
   * @param said the reason phrase, which tells what was the matter
   */
  public NodeUnreachable(Attempt attempt, int status, String said) {
    super(
        Cause.of(status, said).fault, message(attempt, status, said), delivery(status, said), null);
    this.node = attempt.node();
    this.status = status;
    this.said = said;
  }

  /** The node, if the path named one. */
  public Optional<NodeName> node() {
    return Optional.ofNullable(node);
  }

  /** 595 to 599. */
  public int status() {
    return status;
  }

  /** What Proxmox said, word for word: untrusted text. */
  public String said() {
    return said;
  }

  /** Whether the node's own daemon took the request and broke off the connection over it. */
  public boolean brokenByDaemon() {
    return status == BROKEN_OFF && said.strip().equalsIgnoreCase("Broken pipe");
  }

  private static String message(Attempt attempt, int status, String said) {
    String node = attempt.node() == null ? "the node" : "node " + attempt.node();
    Delivery delivery = delivery(status, said);
    Cause cause = Cause.of(status, said);
    return attempt.failure()
        + ": "
        + attempt.host()
        + cause.problem
        + node
        + ". Proxmox said: "
        + status
        + " "
        + quote(said)
        + ". "
        + String.format(Locale.ROOT, cause.nextStep, node)
        + attempt.fate(delivery)
        + (attempt.fate(delivery).isEmpty() ? "" : " Look at its state before sending it again.");
  }

  /** A certificate is refused before anything is sent; other failures of TLS may come later. */
  private static Delivery delivery(int status, String said) {
    boolean refused = Cause.of(status, said) == Cause.TLS && said.contains("certificate");
    return status == CONNECTING_FAILED || refused ? Delivery.ANSWERED : Delivery.UNKNOWN;
  }

  /** What was the matter; the next step takes the node's name. */
  private enum Cause {
    TLS(
        Fault.NODE_TLS,
        " could not agree on TLS with ",
        "The node that forwards does not accept the certificate of %1$s: run `pvecm updatecerts`"
            + " on %1$s, then try again."),
    DOWN(
        Fault.NODE_DOWN,
        " cannot reach ",
        "See whether %1$s is up, whether the network between the nodes works, and `systemctl status"
            + " pveproxy` there."),
    SLOW(
        Fault.NODE_BROKEN,
        " lost the connection to ",
        "%1$s took longer than 30 s: a storage that is slow or hangs does that."),
    BROKEN(
        Fault.NODE_BROKEN,
        " lost the connection to ",
        "See `journalctl -u pveproxy -u pvedaemon` on %1$s for what broke off.");

    private final Fault fault;
    private final String problem;
    private final String nextStep;

    Cause(Fault fault, String problem, String nextStep) {
      this.fault = fault;
      this.problem = problem;
      this.nextStep = nextStep;
    }

    /** The reason phrase decides; the status alone says only whether there was a connection. */
    static Cause of(int status, String said) {
      if (ENCRYPTION.matcher(said).find()) {
        return TLS;
      }
      // a connection that is not taken in time never got as far as a storage
      if (status == CONNECTING_FAILED || NO_WAY.matcher(said).find()) {
        return DOWN;
      }
      return TIME_OUT.matcher(said).find() ? SLOW : BROKEN;
    }
  }
}
