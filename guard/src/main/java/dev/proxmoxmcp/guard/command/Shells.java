package dev.proxmoxmcp.guard.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Knows programs that run what they are given: shells, interpreters, and what starts another
 * program. It goes by the name of the file, and so is no wall: a copy of a shell by another name is
 * not known. What it is for is that no such program is allowed by mistake.
 */
final class Shells {
  private static final Set<String> ALWAYS =
      Set.of(
          // shells
          "sh",
          "ash",
          "bash",
          "rbash",
          "csh",
          "tcsh",
          "dash",
          "fish",
          "ksh",
          "ksh93",
          "mksh",
          "oksh",
          "zsh",
          "elvish",
          "nu",
          "xonsh",
          "rc",
          "es",
          "yash",
          "posh",
          "scponly",
          "cmd",
          "command",
          "powershell",
          "pwsh",
          "wsl",
          "cscript",
          "wscript",
          "mshta",
          "rundll32",
          "regsvr32",
          "wmic",
          "msbuild",
          "forfiles",
          // interpreters
          "python",
          "pypy",
          "perl",
          "ruby",
          "irb",
          "node",
          "nodejs",
          "deno",
          "bun",
          "php",
          "lua",
          "luajit",
          "tclsh",
          "wish",
          "expect",
          "awk",
          "gawk",
          "mawk",
          "nawk",
          "sed",
          "gsed",
          "guile",
          "java",
          "jshell",
          "groovy",
          "osascript",
          "rscript",
          "r",
          "julia",
          "elixir",
          "erl",
          "ghci",
          "racket",
          "sbcl",
          "clisp",
          "emacs",
          "m4",
          "bc",
          "gdb",
          "lldb",
          "sqlite",
          "psql",
          "mysql",
          // what starts another program
          "busybox",
          "toybox",
          "env",
          "xargs",
          "parallel",
          "nice",
          "ionice",
          "nohup",
          "setsid",
          "stdbuf",
          "timeout",
          "time",
          "chrt",
          "taskset",
          "numactl",
          "unshare",
          "nsenter",
          "chroot",
          "capsh",
          "setpriv",
          "setarch",
          "linux32",
          "linux64",
          "flock",
          "watch",
          "strace",
          "ltrace",
          "script",
          "scriptreplay",
          "systemd-run",
          "systemd-nspawn",
          "machinectl",
          "at",
          "batch",
          "crontab",
          "run-parts",
          "start-stop-daemon",
          "runuser",
          "su",
          "sudo",
          "sudoedit",
          "doas",
          "pkexec",
          "gosu",
          "su-exec",
          "setuidgid",
          "chpst",
          "daemonize",
          "dbus-run-session",
          "exec",
          "eval",
          "source",
          "tmux",
          "screen",
          "entr",
          "make",
          "gmake",
          "ninja",
          "ant",
          "mvn",
          "gradle",
          "npm",
          "npx",
          "pip",
          "gem",
          "cargo",
          "go",
          "git",
          "ansible",
          "ansible-playbook",
          "ld",
          "ld-linux",
          "ld-linux-x86-64",
          "ld-musl-x86_64",
          "qemu",
          // into another place
          "ssh",
          "sshpass",
          "scp",
          "sftp",
          "rsync",
          "rsh",
          "rexec",
          "telnet",
          "nc",
          "ncat",
          "netcat",
          "socat",
          "docker",
          "podman",
          "nerdctl",
          "crictl",
          "ctr",
          "kubectl",
          "lxc",
          "lxc-attach",
          "lxc-execute",
          "pct",
          "qm",
          "virsh",
          "vagrant",
          "nomad",
          // editors and pagers with a way out
          "vi",
          "vim",
          "vimdiff",
          "view",
          "nvim",
          "ex",
          "ed",
          "nano",
          "pico",
          "less",
          "more",
          "most",
          "man",
          "mc");

  /** Programs that run what they are given where an argument says so. */
  private static final List<With> BY_ARGUMENT =
      List.of(
          new With("find", Set.of("-exec", "-execdir", "-ok", "-okdir")),
          new With("fd", Set.of("-x", "--exec", "-X")),
          new With(
              "tar", Set.of("--to-command", "--checkpoint-action", "-I", "--use-compress", "-F")),
          new With("sort", Set.of("--compress-prog")),
          new With("split", Set.of("--filter")),
          new With("tcpdump", Set.of("-z")),
          new With("dpkg", Set.of("-i", "--install")),
          new With("rpm", Set.of("-i", "-U", "--eval", "-E", "--define", "-D")),
          new With("apt", Set.of("-o", "--option")),
          new With("apt-get", Set.of("-o", "--option")),
          new With("ip", Set.of("netns", "vrf")),
          new With("systemctl", Set.of("edit", "link", "set-environment", "import-environment")),
          new With("nmap", Set.of("--script", "--interactive")),
          new With("wget", Set.of("--use-askpass", "-e", "--execute")));

  /** A program and what its arguments begin with. */
  private record With(String program, Set<String> arguments) {}

  private Shells() {}

  /** Why {@code command} runs what it is given, for people; empty if it is not known to. */
  static Optional<String> why(List<String> command) {
    String program = name(command.getFirst());
    if (ALWAYS.contains(program) || ALWAYS.contains(program.replaceFirst("[-0-9.]+$", ""))) {
      return Optional.of(program + " runs what it is given");
    }
    return BY_ARGUMENT.stream()
        .filter(with -> with.program().equals(program))
        .flatMap(with ->
            command.stream()
                .skip(1)
                .filter(word -> with.arguments().stream().anyMatch(word::startsWith)))
        .findFirst()
        .map(word -> program + " runs what it is given with " + word);
  }

  /** The name of the file, in lower case and without its end under Windows. */
  private static String name(String program) {
    String name =
        program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    return name.toLowerCase(Locale.ROOT)
        .strip()
        .replaceFirst("\\.so[0-9.]*$", "")
        .replaceFirst("\\.(exe|com|bat|cmd|ps1|sh|py|pl)$", "");
  }
}
