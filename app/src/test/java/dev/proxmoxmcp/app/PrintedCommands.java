package dev.proxmoxmcp.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCertificate;
import dev.proxmoxmcp.simulator.SimulatedReply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Does what {@code doctor} prints, as it stands there. What is for a shell on this machine goes to
 * one. What is for a shell on a host is taken apart into words by a shell, and becomes the call of
 * the API that it stands for; what no call does (clocks, updates, services) happens to the
 * simulated node. Words for people are left to people.
 */
final class PrintedCommands {
  private static final List<String> FOR_A_SHELL =
      List.of("chmod ", "mv ", "mkdir ", "rm ", "install ");

  private final Patient patient;

  PrintedCommands(Patient patient) {
    this.patient = patient;
  }

  void follow(Diagnosis.Step step) throws IOException, InterruptedException {
    switch (step.kind()) {
      case "run" -> run(step.text());
      case "run-there" -> runThere(step.place(), step.text());
      case "set" -> set(step.place(), step.text());
      case "do" -> {}
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  private void run(String command) throws IOException, InterruptedException {
    if (command.startsWith("unset ")) {
      words(command).stream().skip(1).forEach(patient.environment::remove);
    } else if (command.startsWith("proxmox-mcp ")) {
      List<String> words = words(command);
      CommandRun.Person person =
          new CommandRun.Person("", patient.cluster.operatorToken().secret().reveal());
      CommandRun run =
          CommandRun.at(
              person,
              patient.environment,
              "",
              words.subList(1, words.size()).toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isZero();
    } else {
      assertThat(FOR_A_SHELL).as(command).anyMatch(command::startsWith);
      assertThat(shell(command)).isEmpty();
    }
  }

  private void runThere(String place, String commands) throws IOException, InterruptedException {
    for (String command : commands.split(" && |; ", -1)) {
      List<String> words = words(command);
      switch (words.getFirst()) {
        case "pveum" -> pveum(words);
        case "systemctl" -> service(place, words);
        case "pvecm" -> certificate(words);
        case "timedatectl", "chronyc" ->
            patient.cluster.node(node(place)).setsItsClock(Duration.ZERO);
        case "apt" -> update(place, words);
        case "journalctl", "pvenode" -> {} // these only show something
        default -> throw new IllegalArgumentException(command);
      }
    }
  }

  private void service(String place, List<String> words) {
    switch (words.getLast()) {
      case "qemu-guest-agent" ->
          patient.cluster.guestFaults(Integer.parseInt(node(place))).hearsItsAgent();
      case "pveproxy" -> patient.cluster.nodes().getFirst().comesBack();
      default -> throw new IllegalArgumentException(words.toString());
    }
  }

  /** The simulated cluster makes a new authority with it, which a real one does not. */
  private void certificate(List<String> words) throws IOException {
    if (words.contains("updatecerts")) {
      patient.cluster.presents(SimulatedCertificate.valid(InstantSource.system()));
      patient.trustsTheAuthority();
    }
  }

  private void update(String place, List<String> words) {
    if (words.contains("full-upgrade")) {
      patient.cluster.node(node(place)).tellsVersion("9.2.4");
    }
  }

  /** {@code node pve2}, {@code VM 104}. */
  private static String node(String place) {
    return place.substring(place.lastIndexOf(' ') + 1);
  }

  private void pveum(List<String> words) {
    switch (String.join(" ", words.subList(1, 3))) {
      case "acl modify" ->
          ask(
              "PUT",
              "/access/acl",
              words.get(4).substring(2),
              words.get(5),
              "path",
              words.get(3),
              "roles",
              words.get(7));
      case "role add" ->
          ask("POST", "/access/roles", "roleid", words.get(3), "privs", words.get(5));
      case "user add" -> ask("POST", "/access/users", "userid", words.get(3));
      case "user token" -> token(words);
      default -> throw new IllegalArgumentException(words.toString());
    }
  }

  private void token(List<String> words) {
    if (words.get(3).equals("list")) {
      return;
    }
    boolean added = words.get(3).equals("add");
    assertThat(added || words.get(3).equals("modify")).as(words.toString()).isTrue();
    SimulatedReply reply =
        ask(
            added ? "POST" : "PUT",
            "/access/users/" + words.get(4) + "/token/" + words.get(5),
            words.get(6).substring(2),
            words.get(7));
    if (added || words.get(6).equals("--regenerate")) {
      // A person copies what the command shows.
      patient.environment.put(
          "PROXMOX_TOKEN_VALUE", reply.body().replaceAll("(?s).*\"value\":\"([^\"]+)\".*", "$1"));
    }
  }

  private SimulatedReply ask(String method, String path, String... form) {
    List<String> fields = new ArrayList<>();
    for (int index = 0; index < form.length; index += 2) {
      fields.add(form[index] + "=" + URLEncoder.encode(form[index + 1], UTF_8));
    }
    var admin = patient.cluster.adminToken();
    SimulatedReply reply =
        patient.cluster.ask(
            method,
            "/api2/json" + path,
            Map.of(
                "Authorization",
                "PVEAPIToken=" + admin.id() + "=" + admin.secret().reveal(),
                "Content-Type",
                "application/x-www-form-urlencoded"),
            String.join("&", fields));
    assertThat(reply.status()).as(reply.reason() + reply.body()).isEqualTo(200);
    return reply;
  }

  private void set(String place, String line) throws IOException {
    if (place.isEmpty()) {
      int equals = line.indexOf('=');
      patient.environment.put(line.substring(0, equals), line.substring(equals + 1));
      return;
    }
    String[] parts = place.split(":", -1);
    Path file = Path.of(parts[0]);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    if (parts.length == 1) {
      lines.addFirst(line);
    } else {
      int number = Integer.parseInt(parts[1]) - 1;
      String old = lines.get(number);
      lines.set(number, old.substring(0, old.length() - old.stripLeading().length()) + line);
    }
    Files.writeString(file, lines.stream().collect(Collectors.joining("\n", "", "\n")));
  }

  /** As a shell sees them, with what it puts in the place of {@code $(…)}. */
  private static List<String> words(String command) throws IOException, InterruptedException {
    String out = shell("printf '%s\\n' " + command);
    return out.lines().toList();
  }

  private static String shell(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(command + "\n" + out).isZero();
    return out;
  }
}
