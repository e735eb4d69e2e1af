package dev.proxmoxmcp.app.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** 1: Java is new enough; a launcher of a source tree runs the image that it made. */
final class JavaCheck implements HereCheck {
  private static final int NEEDED = 25;

  @Override
  public List<Finding> look(Here here) {
    Machine machine = here.machine();
    if (machine.javaRelease() < NEEDED) {
      return List.of(
          Finding.problem(
              Check.JAVA,
              "Java %s runs this program, which needs %d or later."
                  .formatted(machine.javaVersion(), NEEDED),
              Mend.todo(
                  "Set JAVA_HOME to a JDK 25 or later; without one `./proxmox-mcp` says the command"
                      + " that installs it.")));
    }
    Optional<Path> folder = machine.launcherFolder();
    String program = "Java " + machine.javaVersion();
    if (machine.runsFromImage() || folder.isEmpty()) {
      String image = machine.runsFromImage() ? ", from the run-time image." : ".";
      return List.of(Finding.ok(Check.JAVA, program + image));
    }
    Path launcher = folder.get().resolveSibling("proxmox-mcp");
    return List.of(
        Finding.warning(
            Check.JAVA,
            program
                + ", without the run-time image: it is not made yet, or could not be ("
                + folder.get().resolve("image.log")
                + " says why).",
            Mend.run(
                "rm -f %s/image-*.failed; PROXMOX_MCP_IMAGE=wait %s --version"
                    .formatted(Shell.word(folder.get()), Shell.word(launcher)))));
  }
}
