package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.Unreachable.Reason;
import java.util.Optional;

/** What becomes of a request after a failure: the one place with these rules. */
enum Verdict {
  /** The caller is told. */
  FINAL,
  /** Another member may be asked, at once. */
  ELSEWHERE,
  /** Another member may be asked, or the same again after a pause. */
  AGAIN;

  static Verdict of(Errand errand, ProxmoxException failure, boolean hasty) {
    if (!errand.repeatable()) {
      return ofWrite(failure);
    }
    return switch (failure) {
      case Unreachable gone ->
          switch (gone.reason()) {
            case CLOSED_HERE -> FINAL;
            case UNKNOWN_HOST -> ELSEWHERE;
            case CONNECTION_REFUSED, NO_ROUTE, CONNECT_TIMEOUT, NO_TLS, BROKEN, SILENT -> AGAIN;
          };
      // without haste the caller's own time is over
      case TimedOut _ -> hasty ? ELSEWHERE : FINAL;
      case UnexpectedReply odd -> odd.cutShort() ? AGAIN : FINAL;
      case CertificateRejected _ -> ELSEWHERE;
      // The node itself is asked first where it can be, so of a node that a path names the others
      // would say the same. Without one, it is the member's own daemon that is down.
      case NodeUnreachable _ -> errand.target() == null ? ELSEWHERE : FINAL;
      default -> FINAL;
    };
  }

  /** Of a refused connection alone it is sure that nothing was sent, and nothing is sent later. */
  private static Verdict ofWrite(ProxmoxException failure) {
    return failure instanceof Unreachable gone && gone.reason() == Reason.CONNECTION_REFUSED
        ? ELSEWHERE
        : FINAL;
  }

  /**
   * What a failure says about the member: why it should rest, or empty if it is not to blame.
   * Silence on a request that it forwards is the fault of the node behind it.
   */
  static Optional<Reason> blame(Errand errand, Member member, ProxmoxException failure) {
    return switch (failure) {
      case Unreachable gone ->
          gone.reason() == Reason.CLOSED_HERE ? Optional.empty() : Optional.of(gone.reason());
      case TimedOut late ->
          late.inHandshake() || (errand.endsAt(member) && errand.pace() == Endpoint.Pace.QUICK)
              ? Optional.of(Reason.SILENT)
              : Optional.empty();
      case UnexpectedReply odd -> odd.cutShort() ? Optional.of(Reason.BROKEN) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
