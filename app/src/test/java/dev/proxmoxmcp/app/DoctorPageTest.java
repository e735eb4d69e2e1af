package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.reference.GeneratedParts;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page about {@code doctor} has the checks that there are, and what it really says. */
@Timeout(120)
class DoctorPageTest {
  private static final Path PAGE = Path.of("..", "docs", "doctor.md");

  @TempDir private Path home;

  private static void check(String part, String content) throws IOException {
    Pattern generated =
        Pattern.compile("(?s)(<!-- generated: " + part + " -->\n).*?(<!-- end -->)");
    String page = Files.readString(PAGE);
    assertThat(page).containsPattern(generated);
    String whole =
        generated
            .matcher(page)
            .replaceFirst(found ->
                Matcher.quoteReplacement(
                    found.group(1) + "\n" + content + "\n\n" + found.group(2)));
    Golden.check(PAGE, whole.stripTrailing());
  }

  /** What differs from run to run becomes what it may be elsewhere. */
  private static String transcript(Patient patient, CommandRun run) {
    String text =
        run.out()
            .replace(patient.home.toString(), "/home/me")
            .replace(Integer.toString(patient.cluster.address().getPort()), "8006")
            .replaceAll("(?:[0-9A-F]{2}:){31}[0-9A-F]{2}", "5E:1C:…:A0")
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "2026-11-29T08:00:00Z")
            .replaceAll("Java [0-9][0-9A-Za-z.+-]+[0-9A-Za-z]", "Java 25.0.3");
    return "```text\n" + text + "\n```";
  }

  @Test
  void the_page() throws Exception {
    // one after the other: they are parts of one file
    Golden.check(PAGE, GeneratedParts.renew(Files.readString(PAGE)).stripTrailing());
    check("well", well());
    check("broken", broken());
  }

  private String well() throws Exception {
    try (Patient patient = Patient.byVariables(home, Patient.usual().listenerPerNode())) {
      patient.trustsTheAuthority();
      patient.there("pveum user token modify ops@pve mcp --expire $(date -d '+1 year' +%s)");
      patient.there("pveum role add Logs --privs Sys.Syslog");
      patient.there("pveum acl modify / --tokens 'ops@pve!mcp' --roles Logs");
      patient.there("pveum acl modify / --users ops@pve --roles Logs");
      CommandRun run = CommandRun.in(patient.environment, "doctor", "--allow", "change,exec");
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      return transcript(patient, run);
    }
  }

  private String broken() throws Exception {
    Path folder = Files.createDirectories(home.resolve("broken"));
    try (Patient patient = Patient.byFile(folder)) {
      Patient.own(patient.file().resolveSibling("away.token"), Settings.SECRET);
      patient.write(
          "file:lab.token",
          """
            away:
              host: pve.exmaple.invalid
              token-id: mcp@pve!assistant
              token-value: file:away.token
          """
              .stripTrailing());
      Path state = Files.createDirectories(folder.resolve(".local/state/proxmox-mcp"));
      Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
      patient.cluster.node("pve3").goesOffline();
      patient.cluster.node("pve2").tellsVersion("9.1.2");
      patient.cluster.node("pve2").setsItsClock(Duration.ofSeconds(-630));
      patient.cluster.guestFaults(101).silencesItsAgent();
      CommandRun run = CommandRun.in(patient.environment, "doctor", "--allow", "change");
      assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.UNAVAILABLE);
      return transcript(patient, run).replace(folder.toString(), "/home/me");
    }
  }
}
