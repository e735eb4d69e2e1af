package dev.proxmoxmcp.app;

import dev.proxmoxmcp.app.approval.TooEarly;
import dev.proxmoxmcp.app.command.ApprovalPassphraseCommand;
import dev.proxmoxmcp.app.command.ApproveCommand;
import dev.proxmoxmcp.app.command.AuditCommand;
import dev.proxmoxmcp.app.command.CallCommand;
import dev.proxmoxmcp.app.command.DemoCommand;
import dev.proxmoxmcp.app.command.DenyCommand;
import dev.proxmoxmcp.app.command.DocsCommand;
import dev.proxmoxmcp.app.command.DoctorCommand;
import dev.proxmoxmcp.app.command.FreezeCommand;
import dev.proxmoxmcp.app.command.HealthCommand;
import dev.proxmoxmcp.app.command.HelpCommand;
import dev.proxmoxmcp.app.command.HttpTokenCommand;
import dev.proxmoxmcp.app.command.InitCommand;
import dev.proxmoxmcp.app.command.MigrateCommand;
import dev.proxmoxmcp.app.command.PlansCommand;
import dev.proxmoxmcp.app.command.PolicyCommand;
import dev.proxmoxmcp.app.command.RootCommand;
import dev.proxmoxmcp.app.command.SecretCommand;
import dev.proxmoxmcp.app.command.ServeCommand;
import dev.proxmoxmcp.app.command.SettingsCommand;
import dev.proxmoxmcp.app.command.SimulateCommand;
import dev.proxmoxmcp.app.command.ThawCommand;
import dev.proxmoxmcp.app.command.TokenCommand;
import dev.proxmoxmcp.app.command.ToolsCommand;
import dev.proxmoxmcp.app.log.Logs;
import dev.proxmoxmcp.base.SecretMask;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.settings.PathProblem;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.tools.Toolbox;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program's start. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  @SuppressWarnings("SystemOut") // this is where it is taken away from everybody else
  public static void main(String[] arguments) {
    // First of all: standard output belongs to the answer, so nothing else may find it.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setErr(err);
    System.setOut(err);
    Terminal terminal = new Terminal(System.in, out, err, new SystemKeyboard());
    System.exit(run(arguments, terminal, System.getenv()));
  }

  /** Runs one command. */
  static int run(String[] arguments, Terminal terminal, Map<String, String> environment) {
    Program program = new Program(terminal, environment, InstantSource.system(), Thread::sleep);
    String first = arguments.length == 0 ? "" : arguments[0];
    if (first.equals("serve")) {
      prepareToServe();
      // What MCP clients start, and wait for. Without options there is nothing to read, and reading
      // them with the library takes longer than all else up to the first answer.
      if (arguments.length == 1) {
        return called(new ServeCommand(program), program);
      }
    }
    // What a container runs beside its server, again and again.
    if (first.equals("health") && arguments.length == 1) {
      return called(new HealthCommand(program), program);
    }
    return commands(program, first).execute(arguments);
  }

  /** What takes as long as all the rest of the start, and needs nothing of it: side by side. */
  private static void prepareToServe() {
    Thread.ofPlatform().daemon().name("prepare-log").start(Logs::prepare);
    Thread.ofPlatform()
        .daemon()
        .name("prepare-tools")
        .start(() -> {
          JsonText.prepare();
          Toolbox.prepare();
        });
  }

  private static int called(Callable<Integer> command, Program program) {
    try {
      return command.call();
    } catch (Exception failure) {
      return failure(failure, program.terminal().messageWriter());
    }
  }

  /** The command line, put together. */
  static CommandLine commands(Program program) {
    return commands(program, "");
  }

  /**
   * The command line with the command {@code first} alone, if there is one of that name, since the
   * library takes its time for each; else with all.
   */
  private static CommandLine commands(Program program, String first) {
    CommandLine commands = new CommandLine(new RootCommand());
    switch (first) {
      case "demo" -> commands.addSubcommand(new DemoCommand(program));
      case "serve" -> commands.addSubcommand(new ServeCommand(program));
      case "simulate" -> commands.addSubcommand(new SimulateCommand(program));
      case "tools" -> commands.addSubcommand(new ToolsCommand(program));
      case "call" -> commands.addSubcommand(new CallCommand(program));
      case "doctor" -> commands.addSubcommand(new DoctorCommand(program));
      case "audit" -> commands.addSubcommand(AuditCommand.with(program));
      case "secret" -> commands.addSubcommand(SecretCommand.with(program));
      case "health" -> commands.addSubcommand(new HealthCommand(program));
      case "http-token" -> commands.addSubcommand(new HttpTokenCommand(program));
      case "token" -> commands.addSubcommand(TokenCommand.with(program));
      case "init" -> commands.addSubcommand(new InitCommand(program));
      case "plans" -> commands.addSubcommand(new PlansCommand(program));
      case "approve" -> commands.addSubcommand(new ApproveCommand(program));
      case "deny" -> commands.addSubcommand(new DenyCommand(program));
      case "approval-passphrase" -> commands.addSubcommand(new ApprovalPassphraseCommand(program));
      case "freeze" -> commands.addSubcommand(new FreezeCommand(program));
      case "thaw" -> commands.addSubcommand(new ThawCommand(program));
      case "policy" -> commands.addSubcommand(PolicyCommand.with(program));
      case "settings" -> commands.addSubcommand(SettingsCommand.with(program));
      case "migrate" -> commands.addSubcommand(new MigrateCommand(program));
      default ->
          commands
              // in this order they are listed: what a beginner needs comes first
              .addSubcommand(new DemoCommand(program))
              .addSubcommand(new InitCommand(program))
              .addSubcommand(new DoctorCommand(program))
              .addSubcommand(new CallCommand(program))
              .addSubcommand(new ToolsCommand(program))
              .addSubcommand(new ServeCommand(program))
              .addSubcommand(new SimulateCommand(program))
              .addSubcommand(AuditCommand.with(program))
              .addSubcommand(SecretCommand.with(program))
              .addSubcommand(TokenCommand.with(program))
              .addSubcommand(new HttpTokenCommand(program))
              .addSubcommand(new HealthCommand(program))
              .addSubcommand(SettingsCommand.with(program))
              .addSubcommand(PolicyCommand.with(program))
              .addSubcommand(new PlansCommand(program))
              .addSubcommand(new ApproveCommand(program))
              .addSubcommand(new DenyCommand(program))
              .addSubcommand(new ApprovalPassphraseCommand(program))
              .addSubcommand(new FreezeCommand(program))
              .addSubcommand(new ThawCommand(program))
              .addSubcommand(new MigrateCommand(program))
              // always with all the others, since they tell about them
              .addSubcommand(new DocsCommand(program))
              .addSubcommand(new HelpCommand());
    }
    withHelp(commands);
    commands.getCommandSpec().version("proxmox-mcp " + Version.current());
    commands
        .setOut(program.terminal().answerWriter())
        .setErr(program.terminal().messageWriter())
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO))
        .setParameterExceptionHandler(Main::usageProblem)
        .setExecutionExceptionHandler((failure, command, _) -> failure(failure, command.getErr()));
    return commands;
  }

  private static void withHelp(CommandLine command) {
    command.getSubcommands().values().forEach(Main::withHelp);
    CommandLine.Model.CommandSpec spec = command.getCommandSpec();
    if (spec.findOption("--version") == null) {
      spec.mixinStandardHelpOptions(true);
    } else {
      // simulate --version is the version of what it simulates.
      spec.addOption(
          CommandLine.Model.OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help message and exit.")
              .build());
    }
  }

  private static int usageProblem(CommandLine.ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    if (SecretCommand.hides(problem)) {
      command.getErr().println(SecretCommand.NOT_REPEATED);
      return ExitCode.USAGE;
    }
    PrintWriter err = command.getErr();
    err.println(problem.getMessage());
    boolean misspelt = problem instanceof CommandLine.UnmatchedArgumentException;
    if (!misspelt && !command.getSubcommands().isEmpty()) {
      // None of its commands was chosen: which there are is what matters.
      err.println();
      command.usage(err);
      return ExitCode.USAGE;
    }
    var _ = CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
    err.println("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
    return ExitCode.USAGE;
  }

  /** The border of the program: everything that a command throws ends as one message and a code. */
  private static int failure(Exception failure, PrintWriter err) {
    return switch (failure) {
      case UsageProblem usage -> said(usage, err, ExitCode.USAGE);
      case PathProblem none -> said(none, err, ExitCode.USAGE);
      case TooEarly early -> said(early, err, ExitCode.NO_PERMISSION);
      case SettingsException settings -> said(settings, err, ExitCode.CONFIGURATION);
      case SecretException secret -> said(secret, err, ExitCode.CONFIGURATION);
      case CannotRecord cannot -> said(cannot, err, ExitCode.UNAVAILABLE);
      case UncheckedIOException lost -> said(lost, err, ExitCode.UNAVAILABLE);
      case IOException unavailable -> said(unavailable, err, ExitCode.UNAVAILABLE);
      case InterruptedException _ -> ExitCode.UNAVAILABLE;
      default -> {
        err.println("A mistake in proxmox-mcp; please report it with these lines:");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        err.print(SecretMask.hide(trace.toString()));
        err.flush();
        yield ExitCode.INTERNAL;
      }
    };
  }

  private static int said(Exception failure, PrintWriter err, int exitCode) {
    err.println(SecretMask.hide(String.valueOf(failure.getMessage())));
    return exitCode;
  }
}
