package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Unreachable.Reason;
import dev.proxmoxmcp.client.tls.CertificateProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** 7: somebody takes a connection there, and shows a certificate; nothing is sent to it. */
final class PortCheck implements HostCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Override
  public List<Finding> look(HostVisit host) throws InterruptedException {
    HostAddress address = host.address();
    try {
      host.presents(CertificateProbe.read(address, host.product(), LIMIT));
      return List.of(Finding.ok(Check.PORT, address + " answers."));
    } catch (IOException absent) {
      Reason reason =
          absent.getCause() == null
              ? Reason.BROKEN
              : Reason.of(absent.getCause()).orElse(Reason.BROKEN);
      String text = String.valueOf(absent.getMessage());
      return List.of(
          switch (reason) {
            case NO_TLS -> Finding.problem(Check.PROXMOX, text, ProxmoxCheck.usualPort(host));
            case CONNECTION_REFUSED ->
                Finding.problem(
                    Check.PORT,
                    text,
                    Mend.runOn(host.place(), "systemctl restart " + host.product().proxy()),
                    ProxmoxCheck.usualPort(host));
            case NO_ROUTE, CONNECT_TIMEOUT, BROKEN, SILENT, CLOSED_HERE, UNKNOWN_HOST ->
                Finding.problem(
                    Check.PORT,
                    text,
                    Mend.run("nc -vz %s %d".formatted(Shell.word(address.host()), address.port())),
                    Mend.runOn(host.place(), status(host.product())));
          });
    }
  }

  private static String status(Product product) {
    return "systemctl status " + product.proxy() + "; ss -ltnp | grep " + product.port();
  }
}
