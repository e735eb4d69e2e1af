package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.doctor.DoctorReport;
import dev.proxmoxmcp.app.doctor.Examined;
import dev.proxmoxmcp.app.doctor.Here;
import dev.proxmoxmcp.app.doctor.Here.Reading;
import dev.proxmoxmcp.guard.Policy;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: whether everything is there that a server needs. */
@Command(
    name = "doctor",
    description = {
      "Looks at this machine, at the settings and at every cluster in them: 25 checks. Says of each"
          + " fault what it is, why it matters, and the command that mends it.",
      "Only reads are sent; nothing is changed. Ends with 78 if something is wrong here or in the"
          + " settings, with 69 if a host is, with 77 if only rights lack, else with 0.",
      ""
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private LogOption log = new LogOption();

  @Option(names = "--json", description = "What was found as JSON.")
  private boolean json;

  public DoctorCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    log.configure(Level.WARNING);
    Here here = program.here(config.file());
    if (here.reading() instanceof Reading.Usable(Configuration settings)) {
      log.configureForPeople(settings.server(), program.environment());
      return told(program.doctor(allow.policyOr(settings.policy())).examine(here));
    }
    return told(program.doctor(allow.policyOr(Policy.readsOnly())).examine(here));
  }

  private int told(List<Examined> all) {
    program.terminal().answer(json ? DoctorReport.json(all) : DoctorReport.text(all));
    return DoctorReport.exitCode(all);
  }
}
