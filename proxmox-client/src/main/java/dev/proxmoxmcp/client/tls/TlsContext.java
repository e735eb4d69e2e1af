package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.client.NodeName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.TrustAnchor;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Turns a {@link Trust} into what the JDK's TLS works with. */
public final class TlsContext {
  private static final Logger LOG = System.getLogger(TlsContext.class.getName());

  /** A resumed session is not verified again; a changed or expired certificate shows by then. */
  private static final Duration RESUMPTION = Duration.ofMinutes(1);

  /** A few for each member of the largest cluster; the JDK would keep some 20,000. */
  private static final int SESSIONS = 256;

  /** What a record of TLS carries at most, in bytes. */
  private static final int RECORD = 16 << 10;

  private static final int PRACTISED = 24;

  private final TlsRules rules;
  private final Claim.Register register;
  private final InstantSource clock;

  private TlsContext(TlsRules rules, Claim.Register register, InstantSource clock) {
    this.rules = rules;
    this.register = register;
    this.clock = clock;
  }

  /**
   * A context that trusts as {@code trust} and {@code rules} say, at the time of {@code clock}. It
   * is made when it is asked for, since that takes long; that an authority file can be read is
   * checked now.
   *
   * @param register which of the addresses are configured, and which were learned for which node
   * @throws IllegalArgumentException if an authority file cannot be read or holds no certificate
   */
  public static TlsSetup of(
      Trust trust, TlsRules rules, Claim.Register register, InstantSource clock) {
    Trust.@Nullable ByAuthority authorities =
        switch (trust) {
          case Trust.Pins _ -> null;
          case Trust.ByAuthority authority -> authority;
          case Trust.NodePins pins -> pins.others();
        };
    if (authorities instanceof Trust.AuthorityFile file) {
      Authorities.fromFile(file.pem());
    }
    TlsContext made = new TlsContext(rules, register, clock);
    return new TlsSetup(() -> with(made.judge(trust)), rules);
  }

  /**
   * Has the JDK compute its tables for the curve P-256, a key of which every first handshake
   * offers: they take longer than all else of it, and can be made beside the rest.
   */
  public static void prepare() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var _ = generator.generateKeyPair();
    } catch (GeneralSecurityException absent) {
      LOG.log(Level.DEBUG, "This Java has no P-256; TLS will do without it.", absent);
    }
  }

  /**
   * Opens as much as a long answer brings, of nothing, so that the code that does has been compiled
   * when the first one comes: without the compiler that knows the processor's own instructions for
   * it, this is a good part of the time that such an answer takes.
   */
  public static void practise() {
    try {
      SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
      GCMParameterSpec nonce = new GCMParameterSpec(128, new byte[12]);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce);
      ByteBuffer sealed = ByteBuffer.wrap(cipher.doFinal(new byte[RECORD]));
      ByteBuffer open = ByteBuffer.allocate(sealed.capacity());
      for (int record = 0; record < PRACTISED; record++) {
        cipher.init(Cipher.DECRYPT_MODE, key, nonce);
        cipher.doFinal(sealed.rewind(), open.clear());
      }
    } catch (GeneralSecurityException absent) {
      LOG.log(Level.DEBUG, "This Java has no AES-GCM; TLS will do without it.", absent);
    }
  }

  private MemberTrust judge(Trust trust) {
    return switch (trust) {
      case Trust.Pins pins -> of(new PinTrust(pins.accepted()), Map.of(), null);
      case Trust.ByAuthority authority -> {
        ServerTrust vouched = of(authority);
        yield of(vouched, Map.of(), vouched);
      }
      case Trust.NodePins pins -> byNode(pins);
    };
  }

  private MemberTrust byNode(Trust.NodePins pins) {
    Map<NodeName, PinTrust> ofNodes = new HashMap<>();
    pins.nodes().forEach((node, own) -> ofNodes.put(node, new PinTrust(own.accepted())));
    List<ServerTrust> ofConfigured = new ArrayList<>(ofNodes.values());
    ServerTrust ofOthers = pins.others() == null ? null : of(pins.others());
    if (ofOthers != null) {
      ofConfigured.addFirst(ofOthers);
    }
    return of(MemberTrust.anyOf(ofConfigured), ofNodes, ofOthers);
  }

  private MemberTrust of(
      ServerTrust ofConfigured, Map<NodeName, PinTrust> ofNodes, @Nullable ServerTrust ofOthers) {
    return new MemberTrust(register, ofConfigured, ofNodes, ofOthers, rules);
  }

  private ServerTrust of(Trust.ByAuthority authority) {
    Set<TrustAnchor> known =
        switch (authority) {
          case Trust.SystemAuthorities() -> Authorities.ofSystem();
          case Trust.AuthorityFile file -> Authorities.fromFile(file.pem());
        };
    return new AuthorityTrust(known, rules, clock);
  }

  static SSLContext with(TrustManager trustManager) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager}, null);
      context.getClientSessionContext().setSessionTimeout((int) RESUMPTION.toSeconds());
      context.getClientSessionContext().setSessionCacheSize(SESSIONS);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Java platform has TLS", impossible);
    }
  }
}
