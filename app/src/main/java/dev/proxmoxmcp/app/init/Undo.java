package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.client.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes away what {@code init} made, and nothing else. Owned by the main thread. */
final class Undo {
  private final Program program;
  private final Wishes wishes;
  private final Dialogue dialogue;
  private final ClientStep clients;
  private final Path settings;
  private final LocalWork local;

  Undo(Program program, Wishes wishes, Dialogue dialogue, ClientStep clients, Path settings) {
    this.program = program;
    this.wishes = wishes;
    this.dialogue = dialogue;
    this.clients = clients;
    this.settings = settings;
    this.local = new LocalWork(program, wishes.store(), settings, dialogue);
  }

  /**
   * Does it.
   *
   * @param script whether the host's part is printed instead of done
   * @return the exit code
   */
  int run(boolean script) throws IOException, InterruptedException {
    if (script) {
      dialogue.stepAside();
    }
    Journal journal = Journal.beside(settings);
    Optional<SetUp> chosen = chosen(journal);
    if (chosen.isEmpty()) {
      dialogue.say("Nothing to undo: " + journal.file() + " knows of nothing that `init` made.");
      return ExitCode.OK;
    }
    SetUp setUp = chosen.get();
    dialogue.say(told(setUp));
    if (!dialogue.agrees("Take all of this away?", "--yes")) {
      dialogue.say("Nothing was changed.");
      return ExitCode.OK;
    }
    if (script && !setUp.made().nothing()) {
      program.terminal().answer(ShellScript.of(target(setUp), everything(setUp.made())));
    } else if (!setUp.made().nothing()) {
      onHost(setUp, journal);
    }
    for (String client : List.copyOf(setUp.traces().clients())) {
      hand(client, setUp, journal);
      setUp.traces().clients().remove(client);
      journal.keep(setUp);
    }
    local.unseal(setUp);
    journal.keep(setUp);
    local.remove(setUp);
    local
        .storeFile()
        .ifPresent(
            file -> dialogue.say("Left: " + file + " with its key, which may keep other secrets."));
    if (script && !setUp.made().nothing()) {
      // What is on the host stays remembered: a script can be lost before it is run.
      journal.keep(setUp);
      dialogue.say(leftToRun(setUp, journal));
    } else {
      journal.remove(setUp.name());
      dialogue.say("Undone: cluster " + setUp.name() + " is as it was before `init`.");
    }
    return ExitCode.OK;
  }

  private static String leftToRun(SetUp setUp, Journal journal) {
    return """
    Undone here. On the host it is undone when you have run the script as root. `proxmox-mcp init --undo --script --cluster %s` prints it again; the same without --script looks there, and forgets what is gone. Until then %s remembers it.\
    """
        .formatted(setUp.name(), journal.file());
  }

  /** A client starts one server for all clusters: while others are left, they have it. */
  private void hand(String client, SetUp setUp, Journal journal) throws IOException {
    Optional<SetUp> other =
        journal.all().values().stream()
            .filter(one -> !one.name().equals(setUp.name()) && !one.isUndoneHere())
            .findFirst();
    if (other.isPresent()) {
      other.get().traces().clients().add(client);
      journal.keep(other.get());
    } else {
      clients.remove(client);
    }
  }

  private Optional<SetUp> chosen(Journal journal) {
    String name = wishes.cluster();
    if (name != null) {
      return journal.find(name);
    }
    if (journal.all().size() > 1) {
      throw new UsageProblem(
          "`init` set up several clusters: choose one by --cluster: "
              + String.join(", ", journal.all().keySet())
              + ".");
    }
    return journal.all().values().stream().findFirst();
  }

  private static Target target(SetUp setUp) {
    return new Target(setUp.name(), setUp.product(), setUp.host(), setUp.identity());
  }

  private String told(SetUp setUp) {
    List<String> lines = new ArrayList<>();
    lines.add("`init` made for cluster " + setUp.name());
    setUp.made().told().forEach(one -> lines.add("  on " + setUp.host() + ": " + one));
    if (setUp.traces().secret()) {
      lines.add("  here: secret " + LocalWork.secretName(setUp.name()) + " in the sealed store");
    }
    if (setUp.traces().cluster()) {
      lines.add(
          local.isAllOf(setUp)
              ? "  here: " + settings + ", which holds nothing else"
              : "  here: the cluster in " + settings);
    }
    setUp
        .traces()
        .clients()
        .forEach(client -> lines.add("  here: the server in the configuration of " + client));
    return String.join("\n", lines);
  }

  /** Without looking: whoever runs it sees what is there. */
  private static List<Step> everything(Made made) {
    List<Step> steps = new ArrayList<>();
    made.tokens().forEach(token -> steps.add(new Step.DropToken(token)));
    made.roles().forEach(role -> steps.add(new Step.DropRole(role)));
    if (made.roles().isEmpty()) {
      made.entries().stream()
          .filter(entry -> !entry.who().contains("!"))
          .forEach(entry ->
              steps.add(new Step.Take(entry.path(), entry.role(), UserId.parse(entry.who()))));
    }
    made.users().forEach(user -> steps.add(new Step.DropUser(user)));
    return steps;
  }

  private void onHost(SetUp setUp, Journal journal) throws IOException, InterruptedException {
    try (Administrator administrator =
        new LoginQuestions(program, wishes.login(), dialogue).login(target(setUp), setUp.user())) {
      HostWork work =
          new HostWork(
              administrator.bound().access(),
              setUp.product(),
              setUp.made(),
              () -> journal.keep(setUp));
      List<String> left = new ArrayList<>();
      List<Step> steps = work.reverse(left);
      var _ = work.carryOut(steps);
      Stream.concat(
              steps.stream().map(step -> "Done: " + step.does() + "."),
              left.stream().map(one -> "Left: " + one + "."))
          .forEach(dialogue::say);
    }
  }
}
