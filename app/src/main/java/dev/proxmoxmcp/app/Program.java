package dev.proxmoxmcp.app;

import dev.proxmoxmcp.app.LiveService.InForce;
import dev.proxmoxmcp.app.approval.Guarding;
import dev.proxmoxmcp.app.approval.Guards;
import dev.proxmoxmcp.app.doctor.Doctor;
import dev.proxmoxmcp.app.doctor.Here;
import dev.proxmoxmcp.app.http.HttpFront;
import dev.proxmoxmcp.app.http.HttpFronts;
import dev.proxmoxmcp.base.Observer;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Credentials;
import dev.proxmoxmcp.client.TokenSource;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.mcp.api.Offer;
import dev.proxmoxmcp.mcp.api.ServerIdentity;
import dev.proxmoxmcp.mcp.api.ToolList;
import dev.proxmoxmcp.mcp.transport.http.Beside;
import dev.proxmoxmcp.mcp.transport.http.HttpTransport;
import dev.proxmoxmcp.mcp.transport.stdio.StdioTransport;
import dev.proxmoxmcp.settings.ClusterEntry;
import dev.proxmoxmcp.settings.OldConfiguration;
import dev.proxmoxmcp.settings.Settings;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.settings.Shown;
import dev.proxmoxmcp.settings.StoreSettings;
import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.tools.ProxmoxCompleter;
import dev.proxmoxmcp.tools.ProxmoxResources;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.ToolLoan;
import dev.proxmoxmcp.tools.Toolbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: what the commands share, and how the parts are put together. Owned by the
 * main thread. It holds the environment and so perhaps a secret: it is no record, and prints
 * nothing.
 */
public final class Program {
  /** Whoever starts the program: under stdio, and on the loopback address. */
  public static final Caller LOCAL = new Caller("local");

  /** The client has its list of tools by then, which must not wait for this. */
  private static final Duration AFTER_START = Duration.ofMillis(400);

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * @param terminal the standard streams
   * @param environment the environment variables
   * @param clock the time
   * @param pause how to wait
   */
  public Program(
      Terminal terminal, Map<String, String> environment, InstantSource clock, Pause pause) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.pause = pause;
  }

  /** The standard streams. */
  public Terminal terminal() {
    return terminal;
  }

  /** The time. */
  public InstantSource clock() {
    return clock;
  }

  /** The settings file that counts, if there is one. */
  public Optional<Path> settingsFile(@Nullable String config) {
    return SettingsFile.find(config, environment);
  }

  /**
   * What the settings say: a file, and variables.
   *
   * @param config the file of the command line; null for where it usually is
   * @throws SettingsException with everything that is wrong with them
   */
  public Configuration settings(@Nullable String config) {
    Settings settings = Settings.read(settingsFile(config), environment);
    List<Connection> clusters = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (ClusterEntry entry : settings.clusters()) {
      try {
        clusters.add(
            new Connection(
                HostConnection.settings(entry), entry.places().trust(), entry.places().home()));
      } catch (SettingsException unusable) {
        problems.addAll(unusable.problems());
      }
    }
    Configuration read = new Configuration(settings, clusters);
    if (problems.isEmpty()) {
      told(problems, read::policy);
      told(problems, read::commands);
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return read;
  }

  private static void told(List<String> problems, Supplier<?> reading) {
    try {
      var _ = reading.get();
    } catch (SettingsException unusable) {
      problems.addAll(unusable.problems());
    }
  }

  /** This machine and the settings on it, usable or not. */
  public Here here(@Nullable String config) {
    return Here.of(config, environment, () -> settings(config));
  }

  /** Looks at what a server with such a policy would need. */
  public Doctor doctor(Policy policy) {
    return new Doctor(clock, pause, policy.allowed());
  }

  /**
   * The secret store, as a person uses it.
   *
   * @param config the settings file of the command line; null for where it usually is
   * @param file the store of the command line; null for the one of the settings
   * @param key what opens it by the command line; null for that of the settings
   * @throws SettingsException if the section of the settings cannot be used
   */
  public StoreAccess store(@Nullable String config, @Nullable Path file, @Nullable KeySource key) {
    StoreSettings settings = StoreSettings.find(config, environment).with(file, key);
    return new StoreAccess(settings, environment, terminal.keyboard(), clock, pause);
  }

  /** The settings file that counts, or the one that would: what {@code init} writes. */
  public Path settingsToWrite(@Nullable String config) {
    return settingsFile(config).orElseGet(() -> SettingsFile.usual(environment));
  }

  /**
   * The secret store beside a settings file that need not be there yet.
   *
   * @param file the store of the command line; null for the one of the settings
   * @param key what opens it by the command line; null for that of the settings
   * @throws SettingsException if the section of the settings cannot be used
   */
  public StoreAccess storeBeside(Path settings, @Nullable Path file, @Nullable KeySource key) {
    StoreSettings found =
        Files.exists(settings)
            ? StoreSettings.find(settings.toString(), environment)
            : StoreSettings.besideNew(settings, environment);
    return new StoreAccess(found.with(file, key), environment, terminal.keyboard(), clock, pause);
  }

  /** Makes what stands between the network and the tools. */
  public HttpFronts httpFronts() {
    return new HttpFronts(LOCAL, clock, environment);
  }

  /** How to wait. */
  public Pause pause() {
    return pause;
  }

  /** The environment variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Every value that the settings put into force.
   *
   * @param config the file of the command line; null for where it usually is
   * @throws SettingsException with everything that is wrong with them
   */
  public List<Shown> shownSettings(@Nullable String config) {
    return Settings.show(settingsFile(config), environment);
  }

  /**
   * What a configuration of the Python ProxmoxMCP becomes.
   *
   * @param from the old file
   * @param target the settings file to write; null for where it usually is
   * @throws SettingsException with everything that is wrong with the old one
   */
  public Migration migration(String from, @Nullable String target) {
    Path old = SettingsFile.path("migrate", from);
    Path to = target == null ? SettingsFile.usual(environment) : SettingsFile.path("--to", target);
    return new Migration(OldConfiguration.read(old, environment), to);
  }

  /** A service with all tools. */
  public Service open(List<Connection> connections, Policy policy) {
    return open(ToolCatalog.ALL, connections, policy, guards().passing());
  }

  /**
   * Puts a service together; nothing is sent to any cluster yet.
   *
   * @param served its tools
   * @param connections to the clusters, at least one
   */
  public Service open(
      List<ProxmoxTool<?>> served, List<Connection> connections, Policy policy, Guarding guarding) {
    List<Cluster> clusters = clusters(connections);
    Toolbox tools = new Toolbox(served, clusters, guarding.deciding(policy), clock, pause);
    return service(
        clusters, tools, ToolList.later(tools::forMcp), () -> new ToolLoan(tools, () -> {}));
  }

  /**
   * A service whose settings may change while it serves; nothing is sent to any cluster yet.
   *
   * @param observer measures calls
   */
  public LiveService live(
      List<ProxmoxTool<?>> served, InForce begun, Guarding guarding, Observer observer) {
    return new LiveService(
        this::cluster,
        (clusters, allowed) ->
            new Toolbox(served, clusters, guarding.deciding(allowed), clock, pause, observer),
        this::service,
        new Renewals(clock),
        begun);
  }

  /** Makes the guard of this process. */
  public Guards guards() {
    return new Guards(environment, clock, pause);
  }

  /**
   * What watches the files of the settings, once it begins.
   *
   * @param config the file of the command line; null for where it usually is
   * @param begun the settings that are in force
   * @param taker puts others into force, or throws a {@link SettingsException}
   */
  public SettingsWatch watch(
      @Nullable String config, Configuration begun, Consumer<Configuration> taker) {
    return new SettingsWatch(() -> settings(config), taker, begun.settings().files(), pause);
  }

  /** What says in the log that a token of {@code live} ends soon, once it begins. */
  public ExpiryWatch expiryWatch(LiveService live) {
    return new ExpiryWatch(live::clusters, clock, pause);
  }

  /**
   * Puts together what is served.
   *
   * @param tools as they are at the start, for what does not change while clients are connected
   * @param list what clients are told of the tools
   * @param inForce lends the tools as they are at the time
   */
  private Service service(
      List<Cluster> clusters, Toolbox tools, ToolList list, Supplier<ToolLoan> inForce) {
    ProxmoxResources resources = new ProxmoxResources(inForce, pause);
    Offer offer =
        Offer.of(list).with(resources).with(tools.prompts()).with(new ProxmoxCompleter(inForce));
    ServerIdentity identity = new ServerIdentity("proxmox-mcp", "Proxmox VE", Version.current());
    return new Service(
        clusters,
        tools,
        new McpServer(identity, tools.instructions(), offer, Limits.DEFAULT, clock),
        resources);
  }

  /** All of them, or none stays open. */
  private List<Cluster> clusters(List<Connection> connections) {
    List<Cluster> open = new ArrayList<>();
    try {
      connections.forEach(one -> open.add(cluster(one)));
      return open;
    } catch (SettingsException unusable) {
      open.forEach(Cluster::close);
      throw unusable;
    }
  }

  /**
   * Reaches a cluster as somebody else than the settings say; nothing is sent to it yet.
   *
   * @throws SettingsException if the file of its authorities cannot be read
   */
  public Cluster connect(Connection connection, Credentials somebody) {
    return cluster(new Connection(connection.settings().as(somebody), connection.trustPlace()));
  }

  private Cluster cluster(Connection connection) {
    return cluster(connection, TokenSource.none());
  }

  private Cluster cluster(Connection connection, TokenSource tokens) {
    try {
      return Cluster.open(connection.settings(), tokens, clock, pause);
    } catch (IllegalArgumentException unreadable) {
      // All else is checked by now: it is the file of the authorities.
      throw new SettingsException(connection.trustPlace() + ": " + unreadable.getMessage());
    }
  }

  /** Serves standard input and output until the input ends, or the process is told to end. */
  public void serveStdio(Service service) throws InterruptedException {
    serveStdio(service, () -> {});
  }

  /**
   * The same.
   *
   * @param afterStart done when a client has its list of tools, which must not wait for it
   */
  public void serveStdio(Service service, Runnable afterStart) throws InterruptedException {
    // The client says hello first, which leaves time for them.
    Thread.ofPlatform().daemon().name("tools").start(service.server().tools()::all);
    try (StdioTransport stdio =
            new StdioTransport(service.server(), LOCAL, terminal.in(), terminal.out());
        Shutdown _ = Shutdown.awaited(stdio::close)) {
      Thread.ofPlatform().daemon().name("prepare").start(() -> prepare(service, afterStart));
      stdio.run();
    }
  }

  /** Makes what the first call needs while the client still thinks about it. */
  private void prepare(Service service, Runnable afterStart) {
    try {
      pause.sleep(AFTER_START);
      afterStart.run();
      Cluster.practise();
      for (Cluster cluster : service.clusters()) {
        cluster.prepare();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Serves HTTP until the process is told to end.
   *
   * @param clusters as they are when one of them is asked
   * @param front where, who may call, and how it is reached
   * @param beside what is served below other paths
   * @param started told the address, once it answers
   * @throws IOException if the port is in use; the message says so
   */
  public void serveHttp(
      Service service,
      Supplier<List<Cluster>> clusters,
      HttpFront front,
      List<Beside> beside,
      Consumer<URI> started)
      throws IOException, InterruptedException {
    try (Shutdown shutdown = Shutdown.awaited();
        FirstAnswer readiness = new FirstAnswer(clusters, pause);
        HttpTransport http = start(service, front, readiness, beside)) {
      readiness.begin();
      started.accept(http.address());
      shutdown.await();
    }
  }

  private static HttpTransport start(
      Service service, HttpFront front, FirstAnswer readiness, List<Beside> beside)
      throws IOException {
    try {
      return HttpTransport.start(
          service.server(), front.settings(), new SecureRandom(), readiness, beside);
    } catch (IllegalArgumentException unprotected) {
      throw new UsageProblem(unprotected.getMessage() + ". See docs/http.md.");
    }
  }
}
