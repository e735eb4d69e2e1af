package dev.proxmoxmcp.simulator.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of a simulated guest: few, but each does what it does elsewhere. Reads and writes
 * the guest's files.
 */
final class Programs {
  private static final List<String> FOLDERS = List.of("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/");
  private static final List<String> NAMES =
      List.of(
          "cat",
          "echo",
          "false",
          "head",
          "hostname",
          "id",
          "seq",
          "sh",
          "sleep",
          "tee",
          "true",
          "uname",
          "wc",
          "yes");
  private static final Duration LONGEST_SLEEP = Duration.ofDays(365);

  private final String hostName;
  private final Map<String, byte[]> files;

  Programs(String hostName, Map<String, byte[]> files) {
    this.hostName = hostName;
    this.files = files;
  }

  /** The program of that name or path; empty if the guest has none. */
  static Optional<String> find(String path) {
    String name = path;
    for (String folder : FOLDERS) {
      if (path.startsWith(folder)) {
        name = path.substring(folder.length());
      }
    }
    return NAMES.contains(name) ? Optional.of(name) : Optional.empty();
  }

  /** Runs {@code program}, one of {@link #find}. */
  void run(String program, List<String> arguments, byte[] input, Execution run) {
    switch (program) {
      case "true" -> {}
      case "false" -> run.ends(new Ended.WithCode(1));
      case "echo" -> run.out().write(String.join(" ", arguments) + "\n");
      case "cat" -> cat(arguments, input, run);
      case "tee" -> tee(arguments, input, run);
      case "head" -> head(arguments, input, run);
      case "wc" -> run.out().write(input.length + "\n");
      case "seq" -> seq(arguments, run);
      case "sleep" -> sleep(arguments, run);
      case "yes" -> run.ends(new Ended.Never());
      case "hostname" -> run.out().write(hostName + "\n");
      case "id" -> run.out().write("uid=0(root) gid=0(root) groups=0(root)\n");
      case "uname" -> run.out().write(arguments.contains("-a") ? kernel() : "Linux\n");
      case "sh" -> shell(arguments, input, run);
      default -> run.fails(127, program + ": not found");
    }
  }

  private String kernel() {
    return "Linux %s %s %s x86_64 GNU/Linux%n"
        .formatted(hostName, AgentFacts.KERNEL_RELEASE, AgentFacts.KERNEL_VERSION);
  }

  private void shell(List<String> arguments, byte[] input, Execution run) {
    if (arguments.size() < 2 || !arguments.getFirst().equals("-c")) {
      run.fails(2, "sh: 0: this shell takes -c and a script");
      return;
    }
    new Shell(this, files).run(arguments.get(1), input, run);
  }

  private void cat(List<String> arguments, byte[] input, Execution run) {
    if (arguments.isEmpty()) {
      run.out().write(input);
    }
    for (String name : arguments) {
      byte[] content = name.equals("-") ? input : files.get(name);
      if (content == null) {
        run.fails(1, "cat: " + name + ": No such file or directory");
      } else {
        run.out().write(content);
      }
    }
  }

  private void tee(List<String> arguments, byte[] input, Execution run) {
    arguments.forEach(name -> files.put(name, input));
    run.out().write(input);
  }

  private void head(List<String> arguments, byte[] input, Execution run) {
    if (arguments.size() < 2 || !arguments.getFirst().equals("-c")) {
      run.fails(1, "head: this one takes -c and a number of bytes");
      return;
    }
    long count = number(arguments.get(1), run);
    byte[] zeros = new byte[1 << 16];
    boolean endless = arguments.contains("/dev/zero");
    for (long left = endless ? count : 0; left > 0 && !run.out().full(); left -= zeros.length) {
      run.out().write(left < zeros.length ? new byte[(int) left] : zeros);
    }
    if (!endless) {
      run.out().write(Arrays.copyOf(input, (int) Math.min(count, input.length)));
    }
  }

  private void seq(List<String> arguments, Execution run) {
    long last = number(arguments.isEmpty() ? "" : arguments.getLast(), run);
    for (long number = 1; number <= last && !run.out().full(); number++) {
      run.out().write(number + "\n");
    }
  }

  private void sleep(List<String> arguments, Execution run) {
    String length = arguments.isEmpty() ? "" : arguments.getFirst();
    if (length.equals("infinity")) {
      run.ends(new Ended.Never());
    } else {
      run.takes(Duration.ofSeconds(Math.min(number(length, run), LONGEST_SLEEP.toSeconds())));
    }
  }

  private static long number(String text, Execution run) {
    if (text.matches("\\d{1,15}")) {
      return Long.parseLong(text);
    }
    run.fails(1, "invalid number: '" + text + "'");
    return 0;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
