package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.client.NodeName;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the members of one cluster, each by what is known of it: see {@link Trust}. Here, and
 * nowhere else, a learned address becomes one that may receive credentials.
 */
final class MemberTrust extends ServerTrust {
  private final Claim.Register register;
  private final ServerTrust ofConfigured;
  private final Map<NodeName, PinTrust> ofNodes;
  private final @Nullable ServerTrust ofOthers;
  private final TlsRules rules;

  /**
   * @param ofConfigured by which a host of the settings is verified
   * @param ofNodes the nodes that have pins of their own; these alone decide about such a node
   * @param ofOthers by which other learned nodes are verified; null if they cannot be
   * @param rules which certificates nothing else can vouch for
   */
  MemberTrust(
      Claim.Register register,
      ServerTrust ofConfigured,
      Map<NodeName, PinTrust> ofNodes,
      @Nullable ServerTrust ofOthers,
      TlsRules rules) {
    this.register = register;
    this.ofConfigured = ofConfigured;
    this.ofNodes = Map.copyOf(ofNodes);
    this.ofOthers = ofOthers;
    this.rules = rules;
  }

  @Override
  void check(X509Certificate[] chain, String authType, Peer peer) throws CertificateException {
    refuseRevoked(chain);
    ServerTrust judge =
        switch (register.at(peer.address())) {
          case Claim.Configured() -> ofConfigured;
          case Claim.Learned(NodeName node) ->
              ofNodes.containsKey(node) ? ofNodes.get(node) : ofOthers;
          case Claim.Unknown() -> null;
        };
    if (judge == null) {
      throw new CertificateRefusal(
          PresentedCertificate.of(chain[0]), CertificateProblem.NO_PIN_OF_NODE, null);
    }
    judge.check(chain, authType, peer);
  }

  /** An authority on the list takes with it what it signed, if it is in the chain at all. */
  private void refuseRevoked(X509Certificate[] chain) throws CertificateException {
    for (X509Certificate certificate : chain) {
      if (rules.revokes(certificate)) {
        throw new CertificateRefusal(
            PresentedCertificate.of(chain[0]), CertificateProblem.REVOKED, null);
      }
    }
  }

  /** Any of several will do; the last one's refusal is told. */
  static ServerTrust anyOf(List<? extends ServerTrust> judges) {
    return new ServerTrust() {
      @Override
      void check(X509Certificate[] chain, String authType, Peer peer) throws CertificateException {
        CertificateException refusal = new CertificateException("nobody is trusted");
        for (ServerTrust judge : judges) {
          try {
            judge.check(chain, authType, peer);
            return;
          } catch (CertificateException refused) {
            refusal = refused;
          }
        }
        throw refusal;
      }
    };
  }
}
