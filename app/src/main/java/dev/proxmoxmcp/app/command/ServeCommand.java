package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.ExpiryWatch;
import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.app.LiveService;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.SelfWatch;
import dev.proxmoxmcp.app.SettingsWatch;
import dev.proxmoxmcp.app.Surroundings;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.approval.ApprovalPage;
import dev.proxmoxmcp.app.approval.Guarding;
import dev.proxmoxmcp.app.approval.Guards;
import dev.proxmoxmcp.app.http.HttpFront;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.mcp.transport.http.Beside;
import dev.proxmoxmcp.mcp.transport.http.PortTaken;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.ServerEntry;
import dev.proxmoxmcp.settings.SettingsException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the real thing, over stdio or HTTP. */
@Command(
    name = "serve",
    description = {
      "Serves Proxmox VE clusters to an MCP client: over standard input and output, or over HTTP.",
      "The clusters are those of a settings file (docs/settings.md), or the one of these"
          + " variables:",
      "",
      "  PROXMOX_HOST, PROXMOX_PORT      name or address of any node; port 8006 by default",
      "  PROXMOX_KIND                    pve, or pbs for a Proxmox Backup Server (port 8007)",
      "  PROXMOX_USER                    such as mcp@pve",
      "  PROXMOX_TOKEN_NAME              the token's name, such as assistant",
      "  PROXMOX_TOKEN_VALUE_FILE        a file with the token's secret, readable by you alone",
      "  PROXMOX_TOKEN_VALUE             or store:NAME (docs/secrets.md), or the secret itself",
      "  PROXMOX_CA_FILE                 the authority of its certificate, unless the system knows"
          + " it",
      "  PROXMOX_FINGERPRINT             or the certificate's SHA-256 fingerprint (two by comma)",
      "  PROXMOX_SSH_KEY_FILE            for commands in containers: a key that a node accepts,"
          + " and",
      "  PROXMOX_SSH_KNOWN_HOSTS         the file of its host keys, or PROXMOX_SSH_HOST_KEY",
      ""
    })
public final class ServeCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private AllowOption allow = new AllowOption();
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private LeanOption lean = new LeanOption();
  @Mixin private LogOption log = new LogOption();

  @Option(
      names = "--http",
      arity = "0..1",
      paramLabel = "HOST:PORT",
      fallbackValue = "",
      description =
          "Streamable HTTP instead of stdio, on this address (default: http.address of the"
              + " settings, else "
              + HttpAddress.DEFAULT
              + "; port 0 takes any free one). One that others reach takes tokens and more:"
              + " docs/http.md.")
  private @Nullable String http;

  public ServeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    log.configure(Level.INFO);
    HttpAddress named = http == null || http.isEmpty() ? null : address(http);
    Configuration settings = program.settings(config.file());
    log.configure(settings.server(), Level.INFO);
    new Surroundings(program.environment()).check();
    HttpAddress address = http == null || named != null ? named : address(settings.server().http());
    @Nullable HttpFront front =
        address == null ? null : program.httpFronts().front(settings.server().http(), address);
    Policy policy = allow.policyOr(settings.policy());
    Running running = new Running(settings, policy, front);
    try (Guards.Serving guards = program.guards().serving(settings);
        SelfWatch self =
            SelfWatch.of(
                settings.settings().telemetry(),
                front != null,
                guards.guarding().ledger(),
                program.clock(),
                program.pause());
        LiveService live =
            program.live(
                lean.tools(settings.server()),
                new LiveService.InForce(settings.clusters(), policy),
                guards.guarding(),
                self.observer());
        SettingsWatch watch =
            program.watch(
                config.file(),
                settings,
                changed -> take(changed, running, live, guards.guarding()));
        ExpiryWatch expiry = program.expiryWatch(live)) {
      live.renewBy(watch);
      Runnable afterStart =
          () -> {
            begin(watch, expiry);
            guards.guarding().inForce(policy);
            guards.guarding().begin(live::clusters, program.pause());
          };
      if (front == null) {
        guards.page().onDemand();
        program.serveStdio(live.service(), afterStart);
      } else {
        afterStart.run();
        serveHttp(
            live,
            front,
            Stream.concat(Stream.of(guards.page().beside()), self.beside().stream()).toList(),
            guards.page());
      }
    }
    return ExitCode.OK;
  }

  private void serveHttp(LiveService live, HttpFront front, List<Beside> beside, ApprovalPage page)
      throws IOException, InterruptedException {
    try {
      program.serveHttp(
          live.service(), live::clusters, front, beside, uri -> say(uri, front, page));
    } catch (PortTaken taken) {
      throw taken.with("`serve --http=%1$s:%2$d`, or http.address in the settings");
    }
  }

  /**
   * What a server began with.
   *
   * @param front null where it does not serve HTTP
   */
  private record Running(Configuration begun, Policy policy, @Nullable HttpFront front) {}

  private void say(URI address, HttpFront front, ApprovalPage page) {
    program.terminal().say("Serving MCP at " + address);
    URI pages = page.isOn(front.outside(address));
    if (page.isOffered()) {
      program.terminal().say("A person decides about changes at " + pages);
    }
    if (!front.certificate().isEmpty()) {
      program.terminal().say(front.certificate());
    }
  }

  private static void begin(SettingsWatch watch, ExpiryWatch expiry) {
    watch.begin();
    expiry.begin();
  }

  /**
   * Puts changed settings into force, as far as that goes while clients are served. More is never
   * allowed by that: whoever can write the file must not raise what a running server may do.
   *
   * @param running as it began
   */
  private void take(Configuration changed, Running running, LiveService live, Guarding guarding) {
    Policy policy = running.policy();
    Policy wanted = allow.policyOr(changed.policy());
    boolean tokensWait = running.front() != null && running.front().take(changed.server().http());
    live.take(changed.clusters(), wanted.within(policy));
    guarding.inForce(wanted.within(policy));
    log.configure(changed.server(), Level.INFO);
    AtNextStart later = new AtNextStart(running.begun(), changed);
    later.say("allow", !policy.allowed().containsAll(wanted.allowed()));
    later.say("policy", wanted.allowing(Set.of()).goesBeyond(policy.allowing(Set.of())));
    later.sayAll();
    if (running.front() != null) {
      later.sayOfHttp(tokensWait);
    }
  }

  /** Where the settings say, or else where it usually is. */
  static HttpAddress address(HttpEntry settings) {
    ServerEntry.Placed placed = settings.address();
    try {
      return HttpAddress.parse(AtNextStart.address(placed));
    } catch (IllegalArgumentException wrong) {
      throw new SettingsException(
          (placed == null ? "" : placed.place() + ": ") + wrong.getMessage() + ".");
    }
  }

  /** Where a command line says. */
  static HttpAddress address(String text) {
    try {
      return HttpAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(String.valueOf(wrong.getMessage()));
    }
  }
}
