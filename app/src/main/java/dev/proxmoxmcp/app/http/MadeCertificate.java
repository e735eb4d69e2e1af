package dev.proxmoxmcp.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A new key of the curve P-256 and a certificate that it signed itself, both in PEM. Bouncy Castle
 * is loaded for it alone. It holds the key, and prints nothing.
 */
final class MadeCertificate {
  /** The longest that a subject may be (RFC 5280); the names themselves stand elsewhere too. */
  private static final int LONGEST_SUBJECT = 64;

  private final byte[] certificate;
  private final byte[] key;

  private MadeCertificate(byte[] certificate, byte[] key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * One for a server of these names.
   *
   * @param names names and addresses, at least one; the first is its subject
   */
  static MadeCertificate of(List<String> names, Instant from, Instant until) {
    SecureRandom random = new SecureRandom();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      X500Name subject = subject(names.getFirst());
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              subject,
              new BigInteger(127, random).setBit(0),
              Date.from(from),
              Date.from(until),
              subject,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      byte[] certificate =
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded();
      return new MadeCertificate(certificate, pair.getPrivate().getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
      throw new IllegalStateException("cannot make a certificate", impossible);
    }
  }

  private static X500Name subject(String name) {
    return new X500NameBuilder()
        .addRDN(BCStyle.O, "ProxmoxMCP")
        .addRDN(BCStyle.CN, name.substring(0, Math.min(name.length(), LONGEST_SUBJECT)))
        .build();
  }

  private static GeneralNames alternatives(List<String> names) {
    return new GeneralNames(
        names.stream()
            .distinct()
            .map(name ->
                new GeneralName(
                    isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private static boolean isAddress(String name) {
    return name.contains(":") || name.matches("[0-9]+(\\.[0-9]+){3}");
  }

  byte[] certificatePem() {
    return pem("CERTIFICATE", certificate);
  }

  /** PKCS#8; whoever gets it overwrites it. */
  byte[] keyPem() {
    return pem("PRIVATE KEY", key);
  }

  private static byte[] pem(String type, byte[] content) {
    byte[] lineBreak = {'\n'};
    ByteArrayOutputStream pem = new ByteArrayOutputStream();
    pem.writeBytes(("-----BEGIN " + type + "-----\n").getBytes(StandardCharsets.US_ASCII));
    pem.writeBytes(Base64.getMimeEncoder(64, lineBreak).encode(content));
    pem.writeBytes(("\n-----END " + type + "-----\n").getBytes(StandardCharsets.US_ASCII));
    return pem.toByteArray();
  }
}
