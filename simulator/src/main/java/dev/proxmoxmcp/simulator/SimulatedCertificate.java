package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.http.CertificateMaker;
import dev.proxmoxmcp.simulator.http.CertificateMaker.Made;
import dev.proxmoxmcp.simulator.http.CertificateMaker.Names;
import dev.proxmoxmcp.simulator.http.CertificateMaker.Recipe;
import dev.proxmoxmcp.simulator.http.CertificateMaker.Validity;
import dev.proxmoxmcp.simulator.http.ServerIdentity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A certificate that a simulated cluster presents, with its key: a good one, or one of those that a
 * client must refuse. Every call makes new keys. Immutable.
 */
public final class SimulatedCertificate {
  private static final String HOST = "localhost";
  private static final Duration VALID_BEFORE = Duration.ofDays(1);
  private static final Duration VALID_AFTER = Duration.ofDays(730);

  private final ServerIdentity identity;
  private final X509Certificate authority;

  private SimulatedCertificate(Made made) {
    this.identity = made.identity();
    this.authority = made.authority();
  }

  /** For localhost and 127.0.0.1, of an authority of its own, valid now. */
  public static SimulatedCertificate valid(InstantSource clock) {
    return signed(around(clock), HOST);
  }

  /**
   * One for each node, all of one authority, as the nodes of a cluster have them.
   *
   * @param addresses node to IP address
   */
  static SequencedMap<String, SimulatedCertificate> ofNodes(
      InstantSource clock, SequencedMap<String, String> addresses) {
    List<Names> names =
        addresses.entrySet().stream()
            .map(node -> new Names(List.of(node.getKey(), HOST), List.of(node.getValue())))
            .toList();
    List<Made> made = CertificateMaker.signed(around(clock), names);
    SequencedMap<String, SimulatedCertificate> certificates = new LinkedHashMap<>();
    for (String node : addresses.keySet()) {
      certificates.put(node, new SimulatedCertificate(made.get(certificates.size())));
    }
    return certificates;
  }

  /** Like {@link #valid}, but it was valid until yesterday. */
  public static SimulatedCertificate expired(InstantSource clock) {
    Instant now = clock.instant();
    return signed(new Validity(now.minus(VALID_AFTER), now.minus(Duration.ofDays(1))), HOST);
  }

  /** Like {@link #valid}, but it is valid from tomorrow on. */
  public static SimulatedCertificate notYetValid(InstantSource clock) {
    Instant now = clock.instant();
    return signed(new Validity(now.plus(Duration.ofDays(1)), now.plus(VALID_AFTER)), HOST);
  }

  /** Signed by itself: its own authority, as the fingerprint of a pin would accept. */
  public static SimulatedCertificate selfSigned(InstantSource clock) {
    return new SimulatedCertificate(CertificateMaker.selfSigned(around(clock), HOST));
  }

  /**
   * Signed by an authority that nobody is given: {@link SimulatedCluster#caCertificatePem} shows
   * another authority of the same name.
   */
  public static SimulatedCertificate foreignAuthority(InstantSource clock) {
    Validity validity = around(clock);
    return new SimulatedCertificate(
        CertificateMaker.signed(validity, HOST)
            .withAuthority(CertificateMaker.signed(validity, HOST).authority()));
  }

  /** Like {@link #valid}, but for another host only. */
  public static SimulatedCertificate otherName(InstantSource clock, String host) {
    return signed(around(clock), host);
  }

  /** Like {@link #valid}, but its key is one of RSA with 1024 bits. */
  public static SimulatedCertificate weakKey(InstantSource clock) {
    return signed(clock, new Recipe(1024, "SHA256", true));
  }

  /** Like {@link #valid}, but signed over SHA-1. */
  public static SimulatedCertificate weakSignature(InstantSource clock) {
    return signed(clock, new Recipe(0, "SHA1", true));
  }

  /** Like {@link #valid}, but only a client may use it. */
  public static SimulatedCertificate otherUsage(InstantSource clock) {
    return signed(clock, new Recipe(0, "SHA256", false));
  }

  private static SimulatedCertificate signed(InstantSource clock, Recipe recipe) {
    return new SimulatedCertificate(CertificateMaker.signed(around(clock), HOST, recipe));
  }

  private static SimulatedCertificate signed(Validity validity, String host) {
    return new SimulatedCertificate(CertificateMaker.signed(validity, host));
  }

  private static Validity around(InstantSource clock) {
    Instant now = clock.instant();
    return new Validity(now.minus(VALID_BEFORE), now.plus(VALID_AFTER));
  }

  /** SHA-256 of the certificate, as {@code AA:BB:…}. */
  public String fingerprint() {
    return CertificateMaker.fingerprint(identity.chain().getFirst());
  }

  /** The authority's certificate as PEM; a self-signed certificate is its own. */
  public String caCertificatePem() {
    return CertificateMaker.pem(authority);
  }

  ServerIdentity identity() {
    return identity;
  }
}
