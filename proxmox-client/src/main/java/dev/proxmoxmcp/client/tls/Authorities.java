package dev.proxmoxmcp.client.tls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificates that a chain may end at. */
final class Authorities {
  private Authorities() {}

  /** Those that this Java came with, or its owner configured. */
  static Set<TrustAnchor> ofSystem() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      Set<TrustAnchor> anchors = new LinkedHashSet<>();
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          Arrays.stream(x509.getAcceptedIssuers())
              .forEach(issuer -> anchors.add(new TrustAnchor(issuer, null)));
        }
      }
      if (anchors.isEmpty()) {
        throw new IllegalArgumentException(
            "this system has no certificate authorities that Java knows; name a CA file or pin the"
                + " certificate");
      }
      return anchors;
    } catch (GeneralSecurityException broken) {
      throw new IllegalArgumentException(
          "the system's certificate authorities cannot be read: " + broken.getMessage(), broken);
    }
  }

  /** Those of a PEM file. */
  static Set<TrustAnchor> fromFile(Path pem) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(pem))) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      Set<TrustAnchor> anchors = new LinkedHashSet<>();
      for (Certificate certificate : certificates) {
        if (certificate instanceof X509Certificate x509) {
          anchors.add(new TrustAnchor(x509, null));
        }
      }
      if (anchors.isEmpty()) {
        throw new IllegalArgumentException("the CA file " + pem + " holds no certificate");
      }
      return anchors;
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "the CA file "
              + pem
              + (unreadable instanceof NoSuchFileException
                  ? " does not exist"
                  : " cannot be read: " + unreadable.getMessage()),
          unreadable);
    } catch (CertificateException malformed) {
      throw new IllegalArgumentException(
          "the CA file " + pem + " holds no valid PEM certificate: " + malformed.getMessage(),
          malformed);
    }
  }
}
