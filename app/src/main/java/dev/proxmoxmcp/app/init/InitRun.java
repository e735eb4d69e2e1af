package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.clients.ClientProblem;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.settings.TokenShape;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets up one cluster or Backup Server: from its address to a client that answers. What it asks has
 * an option; what was done before is not done again. Owned by the main thread.
 */
public final class InitRun {
  private final Program program;
  private final Wishes wishes;
  private final Dialogue dialogue;
  private final ClientStep clients;
  private final Path settings;
  private final LocalWork local;
  private final Choices choices;

  /**
   * @param yes whether the changes are agreed to
   */
  public InitRun(Program program, Wishes wishes, boolean yes) {
    this.program = program;
    this.wishes = wishes;
    this.dialogue = new Dialogue(program.terminal(), yes);
    this.clients = new ClientStep(program.environment(), dialogue, program.clock());
    this.settings = program.settingsToWrite(wishes.store().config());
    this.local = new LocalWork(program, wishes.store(), settings, dialogue);
    this.choices = new Choices(wishes, local, dialogue);
  }

  /** Takes away what was made; returns the exit code. */
  public int undo(boolean script) throws IOException, InterruptedException {
    return told(() -> new Undo(program, wishes, dialogue, clients, settings).run(script));
  }

  /** Sets up; returns the exit code. */
  public int setUp(boolean script) throws IOException, InterruptedException {
    return told(() -> begin(script));
  }

  @FunctionalInterface
  private interface Work {
    int run() throws IOException, InterruptedException;
  }

  private int told(Work work) throws IOException, InterruptedException {
    try {
      return work.run();
    } catch (ClientProblem unchanged) {
      program.terminal().say(String.valueOf(unchanged.getMessage()));
      return ExitCode.CONFIGURATION;
    } catch (ProxmoxException | HostWork.Halfway failure) {
      program.terminal().say(String.valueOf(failure.getMessage()));
      return isRefused(failure) || isRefused(failure.getCause())
          ? ExitCode.NO_PERMISSION
          : ExitCode.UNAVAILABLE;
    }
  }

  private static boolean isRefused(@Nullable Throwable failure) {
    return failure instanceof PermissionDenied || failure instanceof Unauthenticated;
  }

  private int begin(boolean script) throws IOException, InterruptedException {
    if (script && !dialogue.attended()) {
      dialogue.stepAside();
    }
    ClientStep.check(wishes.client());
    HostQuestions questions = new HostQuestions(wishes.host(), dialogue, program.clock());
    HostQuestions.Place place = questions.place();
    Journal journal = Journal.beside(settings);
    Optional<SetUp> before = choices.before(journal, place);
    HostIdentity identity = questions.identity(place, before.map(SetUp::identity).orElse(null));
    SetUp setUp = choices.chosen(place, identity, before, journal);
    local.refuseToOverwrite(setUp, journal);
    Standing standing =
        before.isEmpty()
            ? Standing.BROKEN
            : Standing.of(program, local, before.get(), setUp.toolsets());
    if (standing == Standing.WELL) {
      dialogue.say(
          "Cluster %s is set up already: token %s works and may exactly this. Nothing to change."
              .formatted(setUp.name(), setUp.token()));
      journal.keep(setUp);
    } else if (!onBothSides(script, setUp, journal, standing)) {
      return ExitCode.OK;
    }
    client(setUp, journal);
    new ApprovalStep(program, settings).take(setUp.toolsets());
    return smokeTest(setUp.name(), standing == Standing.BROKEN ? "the new" : "its");
  }

  private static Target target(SetUp setUp) {
    return new Target(setUp.name(), setUp.product(), setUp.host(), setUp.identity());
  }

  private Instant expires() {
    return program
        .clock()
        .instant()
        .plus(Duration.ofDays(wishes.token().days()))
        .truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * The host's side and ours.
   *
   * @return whether it was done; else the person did not want it, or has a script to run first
   */
  private boolean onBothSides(boolean script, SetUp setUp, Journal journal, Standing standing)
      throws IOException, InterruptedException {
    Path secretFile = wishes.token().secretFile();
    if (!script && secretFile == null) {
      return byLogin(setUp, journal, standing);
    }
    List<Step> steps = allSteps(setUp, "9");
    if (script) {
      program.terminal().answer(ShellScript.of(target(setUp), allSteps(setUp, "8"), steps));
      if (secretFile == null && !dialogue.attended()) {
        return false;
      }
    }
    Secret secret = tokenSecret(setUp, secretFile);
    steps.forEach(setUp.made()::note);
    StoreAccess store = local.store();
    try (UnlockKey key = local.key(store)) {
      sealed(setUp, journal, store, key, secret);
    }
    return true;
  }

  private Secret tokenSecret(SetUp setUp, @Nullable Path file) {
    String option = "--token-value-file";
    if (file == null) {
      return dialogue.hidden(
          "Paste the secret that it shows for " + setUp.token(), option, InitRun::mustBeOne);
    }
    Secret secret =
        new LoginQuestions(program, wishes.login(), dialogue)
            .fromFile(option, file, "the token's secret");
    return TokenShape.checked(
            secret,
            wrong -> {
              throw new UsageProblem(option + ": " + wrong + ".");
            })
        .orElse(secret);
  }

  private static void mustBeOne(Secret secret) {
    TokenShape.mistake(secret)
        .ifPresent(wrong -> {
          throw new IllegalArgumentException(wrong);
        });
  }

  private List<Step> allSteps(SetUp setUp, String release) {
    HostPlan plan =
        HostPlan.of(setUp.product(), release, setUp.toolsets(), setUp.token(), setUp.role());
    List<Step> steps = new ArrayList<>();
    plan.roles().forEach((role, privileges) -> steps.add(new Step.MakeRole(role, privileges)));
    steps.add(new Step.MakeUser(setUp.token().user()));
    plan.grants()
        .forEach(one -> steps.add(new Step.Give(one.path(), one.role(), setUp.token().user())));
    steps.add(new Step.MakeToken(setUp.token(), expires()));
    plan.grants().forEach(one -> steps.add(new Step.Give(one.path(), one.role(), setUp.token())));
    return steps;
  }

  private boolean byLogin(SetUp wanted, Journal journal, Standing standing)
      throws IOException, InterruptedException {
    try (Administrator administrator =
        new LoginQuestions(program, wishes.login(), dialogue)
            .login(target(wanted), wanted.user())) {
      SetUp setUp = wanted.by(administrator.user().toString());
      dialogue.say(
          "Logged in to %s %s."
              .formatted(setUp.product().title(), administrator.version().version()));
      HostPlan plan =
          HostPlan.of(
              setUp.product(),
              administrator.version().release(),
              setUp.toolsets(),
              setUp.token(),
              setUp.role());
      HostWork work =
          new HostWork(
              administrator.bound().access(),
              setUp.product(),
              setUp.made(),
              () -> journal.keep(setUp));
      List<Step> steps = work.steps(plan, standing == Standing.OTHER_RIGHTS, expires());
      return agreed(setUp, steps) && carriedOut(setUp, journal, work, steps);
    }
  }

  private boolean agreed(SetUp setUp, List<Step> steps) {
    StringBuilder text = new StringBuilder("On " + setUp.host() + " this is done:\n");
    steps.forEach(step -> text.append("  ").append(step.does()).append('\n'));
    dialogue.say(
        steps.isEmpty()
            ? "On " + setUp.host() + " there is nothing to change."
            : text.toString().stripTrailing());
    if (steps.isEmpty() || dialogue.agrees("Shall it be?", "--yes")) {
      return true;
    }
    dialogue.say("Nothing was changed.");
    return false;
  }

  private boolean carriedOut(SetUp setUp, Journal journal, HostWork work, List<Step> steps)
      throws IOException, InterruptedException {
    StoreAccess store = local.store();
    try (UnlockKey key = local.key(store)) {
      ApiToken made = null;
      try {
        made = work.carryOut(steps);
        sealed(setUp, journal, store, key, made == null ? null : made.secret());
      } catch (HostWork.Halfway | SecretException | IOException failed) {
        program.terminal().say(halfway(setUp));
        throw failed;
      } finally {
        if (made != null) {
          made.secret().destroy();
        }
      }
    }
    return true;
  }

  private static String halfway(SetUp setUp) {
    List<String> made = setUp.made().told();
    return made.isEmpty()
        ? "It did not come to an end. Nothing was made on " + setUp.host() + "."
        : """
        It did not come to an end. Made on %s so far:
          %s
        The same command goes on from here; `proxmox-mcp init --undo --cluster %s` takes it away.\
        """
            .formatted(setUp.host(), String.join("\n  ", made), setUp.name());
  }

  private void sealed(
      SetUp setUp, Journal journal, StoreAccess store, UnlockKey key, @Nullable Secret secret)
      throws IOException, InterruptedException {
    if (secret != null) {
      setUp.traces().secret(true);
      journal.keep(setUp);
      local.seal(setUp, secret, store, key);
    }
    local.write(setUp);
    journal.keep(setUp);
  }

  /** All servers that were set up here are one for a client, so the last undone takes it away. */
  private void client(SetUp setUp, Journal journal) throws IOException {
    Optional<String> client = clients.configure(wishes.client(), arguments());
    if (client.isPresent()) {
      setUp.traces().clients().add(client.get());
      journal.keep(setUp);
    }
  }

  private List<String> arguments() {
    boolean usual =
        wishes.store().config() == null
            || settings.equals(SettingsFile.usual(program.environment()));
    return usual ? List.of("serve") : List.of("serve", "--config", settings.toString());
  }

  private int smokeTest(String cluster, String whose) throws InterruptedException {
    SmokeTest.Result result = new SmokeTest(program, settings).run(cluster);
    if (result.well()) {
      dialogue.say("It works. With " + whose + " token:\n" + result.text());
      return ExitCode.OK;
    }
    program
        .terminal()
        .say(
            "All is made, and a first call with "
                + whose
                + " token failed:\n"
                + result.text()
                + "\n`proxmox-mcp doctor` looks at everything.");
    return ExitCode.UNAVAILABLE;
  }
}
