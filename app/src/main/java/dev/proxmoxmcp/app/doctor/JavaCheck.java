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
    return List.of(withoutImage(program + ", without the run-time image: ", folder.get()));
  }

  private static Finding withoutImage(String begin, Path folder) {
    String launcher = Shell.word(folder.resolveSibling("proxmox-mcp"));
    Mend make = Mend.run("PROXMOX_MCP_IMAGE=wait %s --version".formatted(launcher));
    return switch (new LauncherImage(folder).state()) {
      case IN_THE_MAKING ->
          Finding.ok(Check.JAVA, begin + "it is being made now, and the next starts use it.");
      case ABSENT -> Finding.warning(Check.JAVA, begin + "it is not made yet.", make);
      case FAILED ->
          Finding.warning(
              Check.JAVA,
              begin + "it could not be made (" + folder.resolve("image.log") + " says why).",
              Mend.run("rm -f %s/image-*.failed; %s".formatted(Shell.word(folder), make.text())));
    };
  }
}
