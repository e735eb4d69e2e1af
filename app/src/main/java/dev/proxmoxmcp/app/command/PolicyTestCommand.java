package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.guard.policy.Verdict;
import dev.proxmoxmcp.guard.policy.Wish;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code policy test}: which rule decides about a call. */
@Command(
    name = "test",
    description = {
      "Says which rule decides about a step of a call, and why those before it do not match. What"
          + " is not said is taken as nothing: a guest without --tag has no tags. Whether all is"
          + " frozen, and what the principal has read, count besides.",
      ""
    },
    footer = {
      "",
      "Example: proxmox-mcp policy test --tool guest_power --tier destroy --guest 101 --tag"
          + " production"
    })
public final class PolicyTestCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--principal",
      description = "On whose behalf (default: ${DEFAULT-VALUE}, whoever starts the server).")
  private String principal = Program.LOCAL.principal();

  @Option(names = "--tool", description = "The tool that is called (default: ${DEFAULT-VALUE}).")
  private String tool = "api_write";

  @Option(
      names = "--tier",
      required = true,
      converter = AllowOption.TierReader.class,
      description = "What the step can do: read, change, destroy, exec or admin.")
  private @Nullable Tier tier;

  @Option(
      names = "--cluster",
      description = "The cluster's name in the settings (default: the first).")
  private @Nullable String cluster;

  @Option(
      names = "--path",
      description = "The path of the API, such as /nodes/pve1/qemu/101/status/stop.")
  private String path = "/";

  @Option(
      names = "--guest",
      paramLabel = "VMID",
      description = "The guest that it is about (default: none).")
  private @Nullable Integer guest;

  @Option(names = "--name", description = "The guest's name.")
  private @Nullable String name;

  @Option(names = "--pool", description = "The guest's pool.")
  private @Nullable String pool;

  @Option(names = "--tag", split = ",", description = "The guest's tags.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--unknown-guests",
      description = "It may be about any guest, as a bulk action on a node is.")
  private boolean unknown;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When, such as 2026-11-30T22:15+01:00 (default: now).")
  private @Nullable String at;

  public PolicyTestCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    Configuration settings = program.settings(config.file());
    Policy policy = allow.policyOr(settings.policy());
    Verdict verdict = policy.explain(wish(settings));
    List<String> lines = new ArrayList<>();
    lines.add(decision(verdict.ruling()));
    if (!verdict.passed().isEmpty()) {
      lines.add("");
      lines.add("Asked before, and not for this:");
      verdict.passed().forEach(one -> lines.add("  " + one.rule() + ": " + one.why()));
    }
    program.terminal().answer(String.join("\n", lines));
    return ExitCode.OK;
  }

  private Wish wish(Configuration settings) {
    if (tier == null) {
      throw new UsageProblem("Name what the step can do with --tier.");
    }
    return new Wish(
        principal,
        tool,
        cluster == null ? settings.clusters().getFirst().settings().name() : cluster,
        tier,
        "POST",
        path,
        subject(),
        at == null ? program.clock().instant() : moment(at));
  }

  private Subject subject() {
    if (guest == null) {
      if (name != null || pool != null || !tags.isEmpty()) {
        throw new UsageProblem("Name the guest with --guest VMID too.");
      }
      return unknown ? Subject.UNKNOWN : Subject.NO_GUEST;
    }
    Set<String> lower =
        tags.stream()
            .map(tag -> tag.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    GuestFacts facts =
        new GuestFacts(guest, name == null ? "" : name, pool == null ? "" : pool, lower);
    return new Subject(List.of(facts), !unknown);
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw new UsageProblem(
          "--at takes a date, a time and an offset, such as 2026-11-30T22:15+01:00 or"
              + " 2026-11-30T21:15Z.");
    }
  }

  private static String decision(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Allowed(String by) -> "Allowed, by " + by + ".";
      case Ruling.NeedsPerson(String by) -> "Needs a person, by " + by + ".";
      case Ruling.Denied(String by) -> "Denied, by " + by + ".";
    };
  }
}
