package dev.proxmoxmcp.app;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.Diagnosis.Found;
import dev.proxmoxmcp.app.Diagnosis.Step;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.RequestFilter;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fault for each check of a host: {@code doctor} names it, and where what it prints can be done
 * here, it is done as printed, and all is well. {@link DoctorFaultsClusterTest} has those of
 * clusters, {@link DoctorFaultsHereTest} those of this machine.
 *
 * <p>Not to be done here: a name service (6), what listens at a port without a proxy (7, 8), and
 * the configuration of a proxy (25) are not this program's and not the simulated cluster's.
 */
@Timeout(120)
class DoctorFaultsHostTest {
  @TempDir private Path home;

  private Patient patient;

  @BeforeEach
  void start() throws IOException {
    patient = Patient.byVariables(home);
  }

  @AfterEach
  void close() {
    patient.close();
  }

  private void takes(ClusterBuilder other) throws IOException {
    patient.close();
    patient = Patient.byVariables(home, other);
  }

  private int port() {
    return patient.cluster.address().getPort();
  }

  @Test
  void check_6_a_name_that_nobody_knows() throws Exception {
    patient.environment.put("PROXMOX_HOST", "pve.invalid");

    Found fault = patient.fault("name", ExitCode.UNAVAILABLE);

    assertThat(fault.text()).isEqualTo("The host name 'pve.invalid' is unknown.");
    assertThat(fault.mend().getFirst()).isEqualTo(new Step("run", "", "getent hosts pve.invalid"));
    patient.environment.put("PROXMOX_HOST", "127.0.0.1");
    patient.doctor().assertWell("name");
  }

  @Test
  void check_7_a_port_on_which_nobody_listens() throws Exception {
    int free;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = once.getLocalPort();
    }
    patient.environment.put("PROXMOX_PORT", Integer.toString(free));

    Found fault = patient.fault("port", ExitCode.UNAVAILABLE);

    assertThat(fault.text())
        .isEqualTo(
            "127.0.0.1:%1$d presented no certificate: 127.0.0.1:%1$d refused the connection. Is the port right (8006), and does pveproxy run there?"
                .formatted(free));
    assertThat(fault.mend())
        .containsExactly(
            new Step("run-there", "127.0.0.1", "systemctl restart pveproxy"),
            new Step("set", "", "PROXMOX_PORT=8006"));
    patient.environment.put("PROXMOX_PORT", Integer.toString(port()));
    patient.doctor().assertWell("port");
  }

  @Test
  void check_7_a_node_whose_proxy_stopped() throws Exception {
    takes(Patient.usual().listenerPerNode());
    patient.cluster.node("pve1").stopsItsApi();

    Found fault = patient.fault("port", ExitCode.UNAVAILABLE);

    patient.environment.put("PROXMOX_PORT", Integer.toString(port()));
    patient.follow(new Found("", "port", "problem", "", fault.mend().subList(0, 1)));
    patient.doctor().assertWell("port");
  }

  @Test
  void check_8_the_page_of_a_proxy() throws Exception {
    int id = patient.cluster.faults().all(RequestFilter.ALL, Fault.HTML_PAGE);

    Found fault = patient.fault("proxmox", ExitCode.UNAVAILABLE);

    assertThat(fault.text())
        .startsWith(
            "127.0.0.1:%d is no Proxmox VE API: it answers with status 200, text/html"
                .formatted(port()));
    assertThat(fault.mend()).contains(new Step("set", "", "PROXMOX_PORT=8006"));
    patient.cluster.faults().lift(id);
    patient.doctor().assertWell("proxmox");
  }

  @Test
  void check_9_a_certificate_that_is_not_the_pinned_one() throws Exception {
    patient.environment.put("PROXMOX_FINGERPRINT", "AB".repeat(32));

    Found fault = patient.fault("certificate", ExitCode.UNAVAILABLE);

    assertThat(fault.text())
        .startsWith(
            "The certificate of 127.0.0.1:%d is not trusted: it is not the pinned one. It presents subject "
                .formatted(port()))
        .contains(", issuer ", ", valid from ", " to ")
        .endsWith(", SHA-256 " + patient.cluster.fingerprint() + ".");
    assertThat(fault.mend().getLast())
        .isEqualTo(new Step("set", "", "PROXMOX_FINGERPRINT=" + patient.cluster.fingerprint()));
    patient.mended(fault);
  }

  @Test
  void check_10_a_certificate_that_expires_in_some_days() throws Exception {
    Instant longAgo = Instant.now().minus(725, DAYS);
    patient.cluster.presents(SimulatedCertificate.valid(InstantSource.fixed(longAgo)));
    patient.trustsTheAuthority();

    Found fault = patient.fault("expiry", ExitCode.OK);

    assertThat(fault.text())
        .startsWith("The certificate of 127.0.0.1:" + port() + " is valid until ")
        .endsWith(": it expires in 4 days.");
    assertThat(fault.mend())
        .containsExactly(
            new Step(
                "run-there",
                "127.0.0.1",
                "pvecm updatecerts --force && systemctl reload pveproxy"));
    patient.mended(fault);
  }

  @Test
  void check_25_a_proxy_that_closes_connections_sooner_than_we_do() throws Exception {
    takes(Patient.usual().server("nginx/1.26.3").idleLimit(Duration.ofMillis(300)));

    Found fault = patient.fault("proxy", ExitCode.OK);

    assertThat(fault.text())
        .matches(
            "\"nginx/1\\.26\\.3\" stands in between, and closes connections that rest for [0-9.]+"
                + " s; ours rest for up to 4 s\\.");
    takes(Patient.usual());
    patient.doctor().assertWell("proxy");
  }
}
