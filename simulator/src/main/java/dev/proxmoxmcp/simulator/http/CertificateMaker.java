package dev.proxmoxmcp.simulator.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys and certificates, with the providers that Java brings along. */
public final class CertificateMaker {
  private static final X500Name AUTHORITY =
      new X500Name("CN=Proxmox Virtual Environment,OU=simulated,O=PVE Cluster Manager CA");
  private static final String LOOPBACK = "127.0.0.1";
  private static final SecureRandom RANDOM = new SecureRandom();

  private CertificateMaker() {}

  /** From when until when. */
  public record Validity(Instant from, Instant until) {}

  /**
   * The names of a host that a certificate is good for.
   *
   * @param dns the first one is its subject
   */
  public record Names(List<String> dns, List<String> ip) {
    public Names {
      dns = List.copyOf(dns);
      ip = List.copyOf(ip);
    }

    /** One name; {@code localhost} is also good for 127.0.0.1. */
    static Names of(String host) {
      return new Names(List.of(host), host.equals("localhost") ? List.of(LOOPBACK) : List.of());
    }
  }

  /**
   * How a server's certificate is made.
   *
   * @param rsa bits of its RSA key; 0 for an elliptic curve, P-256
   * @param hash over which it is signed, by Java's name
   * @param forServers whether it may be used by a server, or by clients alone
   */
  public record Recipe(int rsa, String hash, boolean forServers) {
    /** As Proxmox would make one today, but for the kind of key. */
    public static final Recipe GOOD = new Recipe(0, "SHA256", true);
  }

  /**
   * A server's certificate and who signed it.
   *
   * @param authority the server's own certificate if it signed itself
   */
  public record Made(ServerIdentity identity, X509Certificate authority) {
    /** The same, said to be signed by another authority. */
    public Made withAuthority(X509Certificate other) {
      return new Made(identity, other);
    }
  }

  /**
   * A certificate of an authority made for it.
   *
   * @param host {@code localhost} is also good for 127.0.0.1
   */
  public static Made signed(Validity validity, String host) {
    return signed(validity, host, Recipe.GOOD);
  }

  /** The same, made in another way. */
  public static Made signed(Validity validity, String host, Recipe recipe) {
    return signed(validity, List.of(Names.of(host)), recipe).getFirst();
  }

  /** Certificates of one authority made for them, each for one host. */
  public static List<Made> signed(Validity validity, List<Names> hosts) {
    return signed(validity, hosts, Recipe.GOOD);
  }

  private static List<Made> signed(Validity validity, List<Names> hosts, Recipe recipe) {
    try {
      KeyPair authorityKey = newKey(0);
      // The authority outlives the certificate either way, so that only one thing is wrong with it.
      Validity authorityValidity =
          new Validity(
              validity.from().minusSeconds(3600L * 24 * 3650),
              validity.until().plusSeconds(3600L * 24 * 3650));
      X509v3CertificateBuilder authority =
          builder(AUTHORITY, AUTHORITY, authorityKey, authorityValidity);
      authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      authority.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      X509Certificate authorityCertificate = sign(authority, "SHA256", authorityKey.getPrivate());
      List<Made> made = new ArrayList<>();
      for (Names host : hosts) {
        KeyPair key = newKey(recipe.rsa());
        X509v3CertificateBuilder server =
            builder(AUTHORITY, name(host.dns().getFirst()), key, validity);
        addServerExtensions(server, host, recipe.forServers());
        X509Certificate certificate = sign(server, recipe.hash(), authorityKey.getPrivate());
        made.add(
            new Made(
                new ServerIdentity(key.getPrivate(), List.of(certificate, authorityCertificate)),
                authorityCertificate));
      }
      return made;
    } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
      throw new IllegalStateException("cannot make a certificate", impossible);
    }
  }

  /** A certificate that signed itself. */
  public static Made selfSigned(Validity validity, String host) {
    try {
      KeyPair key = newKey(0);
      X509v3CertificateBuilder server = builder(name(host), name(host), key, validity);
      addServerExtensions(server, Names.of(host), true);
      X509Certificate certificate = sign(server, "SHA256", key.getPrivate());
      return new Made(new ServerIdentity(key.getPrivate(), List.of(certificate)), certificate);
    } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
      throw new IllegalStateException("cannot make a certificate", impossible);
    }
  }

  private static KeyPair newKey(int rsa) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa == 0 ? "EC" : "RSA");
    if (rsa == 0) {
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    } else {
      generator.initialize(rsa, RANDOM);
    }
    return generator.generateKeyPair();
  }

  private static X500Name name(String host) {
    return new X500Name("CN=" + host + ",OU=PVE Cluster Node,O=Proxmox Virtual Environment");
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair key, Validity validity) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM).setBit(0),
        Date.from(validity.from()),
        Date.from(validity.until()),
        subject,
        key.getPublic());
  }

  private static void addServerExtensions(
      X509v3CertificateBuilder server, Names host, boolean forServers) throws IOException {
    GeneralName[] names =
        Stream.concat(
                host.dns().stream().map(dns -> new GeneralName(GeneralName.dNSName, dns)),
                host.ip().stream().map(ip -> new GeneralName(GeneralName.iPAddress, ip)))
            .toArray(GeneralName[]::new);
    server.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    server.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    server.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            forServers ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth));
  }

  /** Authorities have a key of an elliptic curve. */
  private static X509Certificate sign(X509v3CertificateBuilder builder, String hash, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    byte[] encoded =
        builder.build(new JcaContentSignerBuilder(hash + "withECDSA").build(key)).getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** SHA-256 of a certificate, as {@code AA:BB:…}. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** A certificate as PEM. */
  public static String pem(X509Certificate certificate) {
    try {
      byte[] lineFeed = "\n".getBytes(StandardCharsets.US_ASCII);
      String body = Base64.getMimeEncoder(64, lineFeed).encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("a certificate that was decoded encodes", impossible);
    }
  }
}
