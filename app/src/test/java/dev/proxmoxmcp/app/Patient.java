package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * A simulated cluster, a person's home folder, and settings in it; what is wrong with them is what
 * a test does to them. For one thread.
 */
final class Patient implements AutoCloseable {
  final SimulatedCluster cluster;
  final Path home;
  final Map<String, String> environment = new HashMap<>();

  private Patient(SimulatedCluster cluster, Path home) {
    this.cluster = cluster;
    this.home = home;
    environment.put("HOME", home.toString());
  }

  static ClusterBuilder usual() {
    return SimulatedCluster.homelab().clock(InstantSource.system()).refusalDelay(Duration.ZERO);
  }

  /** Set up by the variables of one host, its certificate pinned. */
  static Patient byVariables(Path home) throws IOException {
    return byVariables(home, usual());
  }

  static Patient byVariables(Path home, ClusterBuilder builder) throws IOException {
    Patient patient = new Patient(builder.start(), home);
    patient.environment.putAll(Settings.of(patient.cluster));
    return patient;
  }

  /** Set up by a settings file where it usually is, with the token's secret in a file beside it. */
  static Patient byFile(Path home) throws IOException {
    return byFile(home, usual());
  }

  static Patient byFile(Path home, ClusterBuilder builder) throws IOException {
    Patient patient = new Patient(builder.start(), home);
    Files.createDirectories(patient.file().getParent());
    own(patient.secretFile(), patient.cluster.operatorToken().secret().reveal());
    patient.write("file:lab.token", "");
    return patient;
  }

  /** The settings file, which need not be there. */
  Path file() {
    return home.resolve(".config/proxmox-mcp/settings.yaml");
  }

  Path secretFile() {
    return file().resolveSibling("lab.token");
  }

  /** Writes the settings file anew. */
  void write(String tokenValue, String more) throws IOException {
    Files.writeString(
        file(),
        """
        version: 1
        clusters:
          lab:
            host: "127.0.0.1:%d"
            token-id: "%s"
            token-value: %s
            fingerprints: ["%s"]
        %s\
        """
            .formatted(
                cluster.address().getPort(),
                cluster.operatorToken().id(),
                tokenValue,
                cluster.fingerprint(),
                more));
  }

  static void own(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Acts by another token from now on. */
  void actsAs(SimulatedToken token) {
    String[] id = token.id().split("!", 2);
    environment.put("PROXMOX_USER", id[0]);
    environment.put("PROXMOX_TOKEN_NAME", id[1]);
    environment.put("PROXMOX_TOKEN_VALUE", token.secret().reveal());
  }

  /** Trusts the authority of the cluster as it is now, and no pin. */
  void trustsTheAuthority() throws IOException {
    Path pem = Files.writeString(home.resolve("ca.pem"), cluster.caCertificatePem());
    environment.remove("PROXMOX_FINGERPRINT");
    environment.put("PROXMOX_CA_FILE", pem.toString());
  }

  Diagnosis doctor(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "doctor";
    all[1] = "--json";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Diagnosis.of(CommandRun.in(environment, all));
  }

  /** The one fault of a check, with how {@code doctor} ends by it. */
  Diagnosis.Found fault(String check, int exitCode, String... arguments) {
    Diagnosis diagnosis = doctor(arguments);
    assertThat(diagnosis.exitCode()).as(diagnosis.toString()).isEqualTo(exitCode);
    return diagnosis.fault(check);
  }

  /** What was printed is done, and all is well. */
  void mended(Diagnosis.Found fault, String... arguments) throws IOException, InterruptedException {
    follow(fault);
    doctor(arguments).assertWell(fault.check());
  }

  /** What an administrator does on a node. */
  void there(String command) throws IOException, InterruptedException {
    new PrintedCommands(this).follow(new Diagnosis.Step("run-there", "a node", command));
  }

  /** Does what was printed. */
  void follow(Diagnosis.Found fault) throws IOException, InterruptedException {
    PrintedCommands commands = new PrintedCommands(this);
    for (Diagnosis.Step step : fault.mend()) {
      commands.follow(step);
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
