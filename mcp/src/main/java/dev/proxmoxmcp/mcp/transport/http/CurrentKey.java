package dev.proxmoxmcp.mcp.transport.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The one key of a server, which may be replaced. Its alias is the certificate's fingerprint: a
 * handshake that began with the one before also ends with it. Thread-safe.
 */
final class CurrentKey extends X509ExtendedKeyManager {
  /** The current one first, then the one before. */
  private volatile List<ServerCertificate> known;

  CurrentKey(ServerCertificate first) {
    this.known = List.of(first);
  }

  ServerCertificate certificate() {
    return known.getFirst();
  }

  void replace(ServerCertificate other) {
    known = List.of(other, known.getFirst());
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    ServerCertificate current = known.getFirst();
    return current.key().getAlgorithm().equals(keyType) ? current.fingerprint() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return named(alias).map(found -> found.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return named(alias).map(ServerCertificate::key).orElse(null);
  }

  private Optional<ServerCertificate> named(String alias) {
    return known.stream().filter(one -> one.fingerprint().equals(alias)).findFirst();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return Stream.of(getServerAliases(keyType, issuers)).findFirst().orElse(null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    ServerCertificate current = known.getFirst();
    return current.key().getAlgorithm().equals(keyType)
        ? new String[] {current.fingerprint()}
        : new String[0];
  }

  /** A server is never a client here. */
  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  /** A server is never a client here. */
  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
