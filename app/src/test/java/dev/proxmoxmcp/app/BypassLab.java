package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Two clusters that look alike, one server's settings for both, and all the ways to it: each {@link
 * #call} is a process of its own on the same state folder.
 */
final class BypassLab implements AutoCloseable {
  private static final List<String> BACKGROUND =
      List.of(SettingsWatch.THREAD, "expiry", "reconciliation", "cluster-budget", "watch ");
  private static final String PASSPHRASE = "four random words here";
  private static final Pattern PLAN = Pattern.compile("Plan ([0-9a-z]{26})");
  private static final Pattern CHANGE = Pattern.compile("change_undo change=([0-9a-z]{26})");

  private final ManualClock clock = new ManualClock();
  final SimulatedCluster lab = simulated();
  final SimulatedCluster other = simulated();
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private int before;
  private String taint = "policy:\n  taint: 0\n";

  BypassLab(Path folder) throws IOException {
    this.folder = folder;
    environment.put("SECRET", lab.adminToken().secret().reveal());
    environment.put("OTHER", other.adminToken().secret().reveal());
    environment.put("PROXMOX_MCP_STATE", folder.resolve("state").toString());
    environment.put("PROXMOX_MCP_CONFIG", folder.resolve("settings.yaml").toString());
    rule("");
  }

  /** From now on the rules are this one, or none. */
  BypassLab rule(String rule) throws IOException {
    String clusters = entry("lab", lab, "SECRET") + entry("other", other, "OTHER");
    Files.writeString(
        folder.resolve("settings.yaml"),
        "version: 1\nclusters:\n"
            + clusters
            + taint
            + (rule.isEmpty() ? "" : "  rules:\n    - " + rule + "\n"));
    return this;
  }

  /** What a guest wrote counts against who read it, as it does by default. */
  BypassLab tainting() throws IOException {
    taint = "policy:\n  taint: 30\n";
    return rule("");
  }

  /** A person sets what he approves with. */
  void passphrase() {
    run(new CommandRun.Person(PASSPHRASE, PASSPHRASE), Stream.of("approval-passphrase"));
  }

  /** A person looks at a plan at his terminal, and says yes. */
  CommandRun decide(String plan) {
    return run(new CommandRun.Person(PASSPHRASE), Stream.of("approve", plan));
  }

  /** Any command, where nobody sits. */
  CommandRun run(String... words) {
    return run(new CommandRun.Person(), Stream.of(words));
  }

  /** Somebody writes notes on a guest of node pve1. */
  void notes(int vmid, String text) {
    lab.ask(
        "PUT",
        "/api2/json/nodes/pve1/qemu/" + vmid + "/config",
        Map.of(
            "Authorization",
            "PVEAPIToken=" + lab.adminToken().id() + "=" + lab.adminToken().secret().reveal(),
            "Content-Type",
            "application/x-www-form-urlencoded"),
        "description=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  private static String entry(String name, SimulatedCluster cluster, String secret) {
    return """
      %s:
        host: 127.0.0.1
        port: %d
        token-id: %s
        token-value: env:%s
        fingerprints: ["%s"]
    """
        .formatted(
            name,
            cluster.address().getPort(),
            cluster.adminToken().id(),
            secret,
            cluster.fingerprint());
  }

  private SimulatedCluster simulated() {
    try {
      return SimulatedCluster.homelab().clock(clock).refusalDelay(Duration.ZERO).start();
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  /** Who waits for a task moves the clock; what only looks now and then never comes to it. */
  private void sleep(Duration length) throws InterruptedException {
    String thread = Thread.currentThread().getName();
    if (BACKGROUND.stream().anyMatch(thread::startsWith)) {
      new CountDownLatch(1).await();
    }
    clock.sleep(length);
  }

  /** Tokens of HTTP by name. */
  BypassLab tokens(String tokens) {
    environment.put("PROXMOX_MCP_HTTP_TOKENS", tokens);
    return this;
  }

  /** What there is before the attack; from now on changes count. */
  String prepared(BypassSample sample) {
    String change = "";
    for (List<String> each : sample.before()) {
      CommandRun run = allowed(each.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      Matcher made = CHANGE.matcher(run.out());
      change = made.find() ? made.group(1) : change;
    }
    before = writes();
    return change;
  }

  /** How many requests that can change something came since. */
  int changes() {
    return writes() - before;
  }

  private int writes() {
    return (int)
        Stream.of(lab, other)
            .flatMap(cluster -> cluster.requests().list().stream())
            .filter(request -> !request.method().equals("GET"))
            .count();
  }

  /** A call in a process of its own, where everything but looks needs a person. */
  CommandRun call(String... words) {
    return run(new CommandRun.Person(), Stream.concat(Stream.of("call"), Arrays.stream(words)));
  }

  /** A call in a process whose rules allow all tiers. */
  CommandRun allowed(String... words) {
    return run(
        new CommandRun.Person(),
        Stream.concat(
            Stream.of("call", "--allow", "change,destroy,exec,admin"), Arrays.stream(words)));
  }

  /** The plan of a call that needs a person. */
  String planned(String... words) {
    CommandRun run = call(words);
    Matcher plan = PLAN.matcher(run.err());
    assertThat(plan.find()).as(run.out() + run.err()).isTrue();
    return plan.group(1);
  }

  /** A person says yes at a terminal. */
  void approve(String plan) {
    passphrase();
    CommandRun run = decide(plan);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  CommandRun execute(String plan, String... more) {
    List<String> words = new ArrayList<>(List.of("plan_execute", "plan=" + plan));
    words.addAll(List.of(more));
    return call(words.toArray(String[]::new));
  }

  private CommandRun run(Keyboard keyboard, Stream<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.commands(program(keyboard, out, err)).execute(words.toArray(String[]::new));
    return new CommandRun(
        exitCode,
        out.toString(StandardCharsets.UTF_8).strip(),
        err.toString(StandardCharsets.UTF_8).strip());
  }

  private Program program(Keyboard keyboard, OutputStream out, OutputStream err) {
    return new Program(
        new Terminal(
            InputStream.nullInputStream(),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            keyboard),
        environment,
        clock,
        this::sleep);
  }

  /** A server over HTTP whose rules allow all tiers, on the same state. */
  HttpServing allowing() throws IOException {
    environment.put("PROXMOX_MCP_ALLOW", "change,destroy,exec,admin");
    return http();
  }

  /** A server over HTTP, on the same state. */
  HttpServing http() throws IOException {
    return new HttpServing(
        err -> program(new CommandRun.Person(), OutputStream.nullOutputStream(), err));
  }

  @Override
  public void close() {
    lab.close();
    other.close();
  }
}
