package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.trail.Finding;
import dev.proxmoxmcp.guard.trail.Report;
import dev.proxmoxmcp.guard.trail.Verification;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code audit verify}: whether the trail is what was recorded. */
@Command(
    name = "verify",
    description = {
      "Reads the whole trail and holds it against itself, against its signatures, and against the"
          + " files beside it. Says which record is wrong, what is wrong with it, and up to where"
          + " the trail is as it was recorded. Exit code 0 if all is well, 1 if not.",
      ""
    })
public final class AuditVerifyCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Option(
      names = "--key",
      paramLabel = "FINGERPRINT",
      description =
          "The key that must have signed, SHA256:…, as an earlier run of this printed it and you"
              + " kept it elsewhere. Without it that of the state folder, which somebody who"
              + " replaced all of it replaced as well.")
  private @Nullable String key;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  AuditVerifyCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    Path folder = trail.folder(program);
    Report report;
    try (GuardStore store = trail.open(program, folder)) {
      report = Verification.of(store, folder, Optional.ofNullable(key));
    }
    program
        .terminal()
        .answer(json ? asJson(folder, report).toPrettyString() : asText(folder, report));
    return report.intact() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String asText(Path folder, Report report) {
    if (report.records() == 0 && report.intact()) {
      return "OK: nothing is recorded in " + folder + " yet.";
    }
    StringBuilder text = new StringBuilder();
    if (report.intact()) {
      text.append(
          "OK: %,d records in %s, the last is %d; %,d checkpoints are signed. Key: %s"
              .formatted(
                  report.records(),
                  folder,
                  report.head().seq(),
                  report.checkpoints(),
                  report.key()));
      return text.toString();
    }
    text.append(
        "The audit trail in %s is not what was recorded (%,d records were read):%n"
            .formatted(folder, report.records()));
    for (Finding finding : report.findings()) {
      text.append("  ").append(finding.text()).append(System.lineSeparator());
    }
    if (report.more() > 0) {
      text.append("  and %,d more of the sort.%n".formatted(report.more()));
    }
    Report.Point sound = report.sound();
    text.append(
        sound == null
            ? "No signature shows that any of it is as it was recorded."
            : "Up to record %d, signed at %s, all is as it was recorded."
                .formatted(sound.seq(), sound.at()));
    if (report.soundAgain() > 0) {
      text.append(
          " From record %d to the last, %d, each follows on the one before it."
              .formatted(report.soundAgain(), report.head().seq()));
    }
    return text.append(" See docs/audit.md.").toString();
  }

  private static ObjectNode asJson(Path folder, Report report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("intact", report.intact()).put("folder", folder.toString());
    json.put("records", report.records()).put("checkpoints", report.checkpoints());
    json.putObject("head").put("seq", report.head().seq()).put("hash", report.head().hash());
    json.put("key", report.key());
    Report.Point sound = report.sound();
    if (sound != null) {
      json.putObject("sound").put("seq", sound.seq()).put("signedAt", sound.at().toString());
    }
    if (report.soundAgain() > 0) {
      json.put("followsFrom", report.soundAgain());
    }
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : report.findings()) {
      findings
          .addObject()
          .put("flaw", finding.flaw().name().toLowerCase(Locale.ROOT))
          .put("seq", finding.seq())
          .put("text", finding.text());
    }
    return json.put("moreFindings", report.more());
  }
}
