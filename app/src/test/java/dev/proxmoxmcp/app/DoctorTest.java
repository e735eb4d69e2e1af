package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCertificate;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every fault is told with what mends it. */
@Timeout(60)
class DoctorTest {
  @TempDir private Path folder;

  private SimulatedCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster =
        SimulatedCluster.homelab()
            .clock(InstantSource.system())
            .refusalDelay(Duration.ZERO)
            .start();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private CommandRun doctor(Map<String, String> settings, String... arguments) {
    settings.putIfAbsent("HOME", folder.toString());
    String[] all = new String[arguments.length + 1];
    all[0] = "doctor";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.in(settings, all);
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> settings = Settings.of(cluster);
    settings.put(name, value);
    return settings;
  }

  private Map<String, String> as(SimulatedToken token) {
    Map<String, String> settings = Settings.of(cluster);
    String[] id = token.id().split("!", 2);
    settings.put("PROXMOX_USER", id[0]);
    settings.put("PROXMOX_TOKEN_NAME", id[1]);
    settings.put("PROXMOX_TOKEN_VALUE", token.secret().reveal());
    return settings;
  }

  private Map<String, String> byAuthority() throws IOException {
    Path pem = Files.writeString(folder.resolve("ca.pem"), cluster.caCertificatePem());
    Map<String, String> settings = Settings.of(cluster);
    settings.remove("PROXMOX_FINGERPRINT");
    settings.put("PROXMOX_CA_FILE", pem.toString());
    return settings;
  }

  /** What differs from run to run, by name. */
  private String masked(String text) {
    return text.replace(cluster.fingerprint(), "FINGERPRINT")
        .replace(Integer.toString(cluster.address().getPort()), "PORT")
        .replace(folder.toString(), "HOME")
        .replaceAll("Java [0-9][0-9A-Za-z.+-]+[0-9A-Za-z]", "Java VERSION")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
  }

  private static void assertFault(CommandRun run, int exitCode, String... parts) {
    assertThat(run.out()).contains(parts);
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
  }

  @Test
  void a_well_cluster_is_told_in_a_few_lines() {
    CommandRun run = doctor(Settings.of(cluster), "--allow", "change,exec");

    Golden.check("doctor-well.txt", masked(run.out()));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_proxy_that_is_not_used_is_named() {
    CommandRun run = doctor(with("HTTPS_PROXY", "http://proxy.invalid:3128"));

    assertFault(
        run,
        ExitCode.OK,
        "They name one cluster. HTTPS_PROXY is set and is not used: clusters are asked directly.");
  }

  @Test
  void without_settings_it_says_what_to_set() {
    CommandRun run = CommandRun.of("doctor");

    assertFault(run, ExitCode.CONFIGURATION, "problem   2 settings", "PROXMOX_HOST");
    assertThat(run.out())
        .contains("→ run: proxmox-mcp init\n", "two-places  Nothing is set: ")
        .doesNotContain("→ run: proxmox-mcp demo", "in variables");
  }

  @Test
  void verification_that_was_turned_off_is_answered_with_the_pin() {
    Map<String, String> settings = with("PROXMOX_VERIFY_SSL", "false");
    settings.remove("PROXMOX_FINGERPRINT");

    assertFault(
        doctor(settings), ExitCode.CONFIGURATION, "PROXMOX_FINGERPRINT=" + cluster.fingerprint());
  }

  @Test
  void a_host_that_nobody_knows() {
    assertFault(
        doctor(with("PROXMOX_HOST", "pve.invalid")),
        ExitCode.UNAVAILABLE,
        "problem   6 name",
        "The host name 'pve.invalid' is unknown.");
  }

  @Test
  void a_port_on_which_nobody_listens() throws IOException {
    int free;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = once.getLocalPort();
    }

    assertFault(
        doctor(with("PROXMOX_PORT", Integer.toString(free))),
        ExitCode.UNAVAILABLE,
        "refused the connection. Is the port right (8006)");
  }

  @Test
  void a_certificate_that_is_not_the_pinned_one() {
    assertFault(
        doctor(with("PROXMOX_FINGERPRINT", "AB".repeat(32))),
        ExitCode.UNAVAILABLE,
        "problem   9 certificate",
        "it is not the pinned one",
        "→ set: PROXMOX_FINGERPRINT=" + cluster.fingerprint());
  }

  @Test
  void a_certificate_that_has_expired() throws IOException {
    cluster.presents(SimulatedCertificate.expired(InstantSource.system()));

    assertFault(
        doctor(byAuthority()),
        ExitCode.UNAVAILABLE,
        "warning  10 expiry",
        "pvecm updatecerts --force",
        "it has expired");
  }

  @Test
  void an_authority_that_the_system_does_not_know() {
    Map<String, String> settings = Settings.of(cluster);
    settings.remove("PROXMOX_FINGERPRINT");

    assertFault(
        doctor(settings), ExitCode.UNAVAILABLE, "issued by an authority that we do not trust");
  }

  @Test
  void a_file_of_authorities_that_is_not_there() {
    Map<String, String> settings = Settings.of(cluster);
    settings.remove("PROXMOX_FINGERPRINT");
    settings.put("PROXMOX_CA_FILE", folder.resolve("none.pem").toString());

    assertFault(doctor(settings), ExitCode.UNAVAILABLE, "none.pem does not exist");
  }

  @Test
  void a_wrong_secret() {
    assertFault(
        doctor(with("PROXMOX_TOKEN_VALUE", Settings.SECRET)),
        ExitCode.UNAVAILABLE,
        "problem  12 credential",
        "`pveum user token list ");
  }

  @Test
  void a_token_that_has_expired() {
    assertFault(
        doctor(as(cluster.expiredToken())), ExitCode.UNAVAILABLE, "it has expired or was removed");
  }

  @Test
  void a_token_without_any_rights() {
    assertFault(
        doctor(as(cluster.blindToken())),
        ExitCode.NO_PERMISSION,
        "has no rights at all",
        "→ run on a node: pveum acl modify / --tokens");
  }

  @Test
  void a_token_that_may_look_and_not_touch() {
    CommandRun run = doctor(as(cluster.auditorToken()), "--allow", "change");

    assertFault(
        run,
        ExitCode.OK,
        "warning  15 privileges",
        "Cannot switch guests and snapshot them",
        "lacks VM.P");
    assertThat(run.out()).doesNotContain("run commands");
  }

  @Test
  void rights_that_were_not_looked_at_are_told_with_the_command_that_does() {
    assertThat(doctor(Settings.of(cluster)).out())
        .contains(
            "Not looked at: what calls of tier change and exec need, which a person can approve."
                + " `proxmox-mcp doctor --allow change,exec` does.")
        .doesNotContain("switch guests");
    assertThat(doctor(Settings.of(cluster), "--allow", "change,exec").out())
        .contains("May switch guests")
        .doesNotContain("Not looked at");
  }

  @Test
  void a_token_that_may_far_more_than_it_needs() {
    assertFault(
        doctor(as(cluster.adminToken())), ExitCode.OK, "warning", "may also give rights to others");
  }

  @Test
  void a_node_that_is_off() {
    cluster.node("pve3").goesOffline();

    assertFault(
        doctor(Settings.of(cluster)), ExitCode.OK, "warning  19 members", "Not there: pve3");
  }

  @Test
  void a_cluster_without_quorum() {
    cluster.losesQuorum();

    assertFault(
        doctor(Settings.of(cluster)), ExitCode.UNAVAILABLE, "problem  19 members", "pvecm status");
  }

  @Test
  void of_several_clusters_each_has_its_own_findings() throws IOException {
    Path file = folder.resolve("settings.yaml");
    String host = "127.0.0.1:" + cluster.address().getPort();
    Files.writeString(
        file,
        """
        version: 1
        clusters:
          lab:
            host: "%s"
            token-id: "%s"
            token-value: env:SECRET
            fingerprints: ["%s"]
          away:
            host: "pve.invalid"
            token-id: "mcp@pve!x"
            token-value: env:SECRET
        """
            .formatted(host, cluster.operatorToken().id(), cluster.fingerprint()));
    Map<String, String> environment =
        new HashMap<>(Map.of("SECRET", cluster.operatorToken().secret().reveal()));

    CommandRun run = doctor(environment, "--config", file.toString(), "--json");

    assertFault(
        run,
        ExitCode.UNAVAILABLE,
        "\"subject\" : \"lab\"",
        "\"subject\" : \"away\"",
        "\"check\" : \"name\"");
    assertThat(run.out()).doesNotContain(cluster.operatorToken().secret().reveal());
  }
}
