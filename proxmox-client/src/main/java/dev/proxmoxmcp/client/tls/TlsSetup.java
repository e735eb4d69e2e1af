package dev.proxmoxmcp.client.tls;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * What every connection to one cluster is made with.
 *
 * @param context makes the JDK's context, which takes long
 */
public record TlsSetup(Supplier<SSLContext> context, TlsRules rules) {
  /** Sets what {@code parameters} must hold for a connection that verifies the host's name. */
  static void apply(TlsRules rules, SSLParameters parameters) {
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(rules.protocols().toArray(String[]::new));
    parameters.setCipherSuites(rules.ciphers().toArray(String[]::new));
  }
}
