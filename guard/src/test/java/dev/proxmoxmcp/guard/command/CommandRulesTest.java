package dev.proxmoxmcp.guard.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.guard.command.CommandRules.Kind;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRulesTest {
  private static final GuestFacts OPEN = new GuestFacts(101, "web-1", "", Set.of("mcp-exec"));
  private static final GuestFacts SHUT = new GuestFacts(102, "db-1", "", Set.of("production"));
  private static final NamedCommand.Profile PLAIN = new NamedCommand.Profile(false, false);

  private static final NamedCommand TAIL =
      NamedCommand.of(
          "tail-log",
          List.of("tail", "-n", "{lines}", "{file}"),
          Map.of("lines", "integer 1-100", "file", "path /var/log"),
          Set.of(),
          PLAIN);
  private static final NamedCommand RESTART =
      NamedCommand.of(
          "restart",
          List.of("/usr/bin/systemctl", "restart", "{unit}.service"),
          Map.of("unit", "choice nginx php-fpm"),
          Set.of("Web"),
          new NamedCommand.Profile(true, false));
  private static final NamedCommand PING =
      NamedCommand.of(
          "ping",
          List.of("ping", "-c", "1", "--", "{host}"),
          Map.of("host", "word *.example.org"),
          Set.of(),
          PLAIN);
  private static final NamedCommand SHELL =
      NamedCommand.of(
          "count",
          List.of("sh", "-c", "ls | wc -l"),
          Map.of(),
          Set.of(),
          new NamedCommand.Profile(false, true));
  private static final CommandRules RULES = new CommandRules(List.of(TAIL, RESTART, PING, SHELL));

  @Test
  void a_command_with_arguments_of_its_types_has_its_name() {
    assertThat(of("tail", "-n", "20", "/var/log/nginx/error.log")).isEqualTo(new Kind.Named(TAIL));
    assertThat(of("ping", "-c", "1", "--", "a.example.org")).isEqualTo(new Kind.Named(PING));
    assertThat(of("sh", "-c", "ls | wc -l")).isEqualTo(new Kind.Named(SHELL));
    assertThat(RESTART.exempt()).isTrue();
    assertThat(TAIL.exempt()).isFalse();
  }

  @Test
  void a_guest_takes_only_commands_for_its_tags() {
    List<String> tail = List.of("tail", "-n", "20", "/var/log/x");

    assertThat(RULES.of(tail, SHUT))
        .isEqualTo(
            new Kind.Free(
                "it is tail-log, which is for guests tagged mcp-exec, and guest 102 is not"));
    List<String> restart = List.of("/usr/bin/systemctl", "restart", "nginx.service");
    assertThat(RULES.of(restart, OPEN)).isInstanceOf(Kind.Free.class);
    assertThat(RULES.of(restart, new GuestFacts(7, "", "", Set.of("web"))))
        .isEqualTo(new Kind.Named(RESTART));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tail -n 0 /var/log/x",
        "tail -n 101 /var/log/x",
        "tail -n +5 /var/log/x",
        "tail -n 05 /var/log/x",
        "tail -n -5 /var/log/x",
        "tail -n 5e1 /var/log/x",
        "tail -n \u0665 /var/log/x", // an Arabic five
        "tail -n 99999999999999999999 /var/log/x",
        "tail -n  /var/log/x",
        "tail -n 5 /var/log",
        "tail -n 5 /var/log/",
        "tail -n 5 /var/logs/x",
        "tail -n 5 /var/log/../../etc/shadow",
        "tail -n 5 /var/log/./x",
        "tail -n 5 /var/log//x",
        "tail -n 5 var/log/x",
        "tail -n 5 /etc/shadow",
        "tail -n 5 /var/log/$(id)",
        "tail -n 5 /var/log/x;id",
        "tail -n 5 /var/log/x\u0000",
        "tail -n 5 /var/log/x\ny",
        "tail -n 5 /var/log/\u202ex",
        "tail -n 5 /var/log/x /etc/shadow",
        "tail -n 5",
        "tail -f -n 5 /var/log/x",
        "/usr/bin/tail -n 5 /var/log/x",
        "TAIL -n 5 /var/log/x",
        "ping -c 1 -- -f.example.org",
        "ping -c 1 -- evil.org",
        "ping -c 1 -- a.example.org.evil.org",
        "ping -c 1 -- a..example.org",
        "ping -c 1 -- a`id`.example.org",
        "ping -c 1 -- a/b.example.org",
        "ping -c 1 -- \u0430.example.org"
      })
  void what_is_not_of_the_type_has_no_name(String line) {
    Kind kind = RULES.of(Arrays.asList(line.split(" ", -1)), OPEN);

    assertThat(kind).isNotInstanceOf(Kind.Named.class);
  }

  @Test
  void words_are_compared_as_they_are_and_never_parted() {
    assertThat(of("tail -n 20 /var/log/x")).isInstanceOf(Kind.Free.class);
    assertThat(of("tail", "-n 20", "/var/log/x")).isInstanceOf(Kind.Free.class);
    assertThat(of("tail", "-n", "20", "/var/log/x y")).isInstanceOf(Kind.Free.class);
    assertThat(of("sh", "-c", "ls | wc -l; id")).isInstanceOf(Kind.Forbidden.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh -c id",
        "bash",
        "/bin/bash -c id",
        "/usr/local/bin/BASH",
        "bash.exe",
        "C:\\Windows\\cmd.exe /c x",
        "powershell.exe -enc x",
        "env sh",
        "xargs sh",
        "busybox sh",
        "python -c x",
        "python3.12 -c x",
        "perl5.36 -e x",
        "find / -exec sh",
        "find / -execdir sh",
        "ssh host id",
        "sudo id",
        "su -c id",
        "nsenter -t 1 id",
        "chroot / sh",
        "docker exec x sh",
        "timeout 5 id",
        "nice id",
        "awk BEGIN",
        "tar --to-command=sh -xf x",
        "tar -I sh -xf x",
        "vim -c !id",
        "systemd-run id",
        "node -e x",
        "ld-linux-x86-64.so.2 /bin/sh",
        "socat x y",
        "git -c x",
        "lua5.4",
        "ksh93",
        "rsync -e sh"
      })
  void shells_and_what_starts_programs_are_known_by_their_name(String line) {
    Kind kind = RULES.of(List.of(line.split(" ")), OPEN);

    assertThat(kind).isInstanceOf(Kind.Forbidden.class);
    assertThat(((Kind.Forbidden) kind).why()).contains("guest 101", "shell: true");
    assertThat(CommandRules.NONE.of(List.of(line.split(" ")), OPEN)).isInstanceOf(Kind.Free.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uptime",
        "df -h",
        "find /var -name x",
        "tar -tf x",
        "systemctl status x",
        "ls env"
      })
  void other_programs_are_free(String line) {
    assertThat(RULES.of(List.of(line.split(" ")), OPEN))
        .isEqualTo(new Kind.Free("it is none of policy.commands"));
    assertThat(CommandRules.NONE.of(List.of(line.split(" ")), OPEN))
        .isEqualTo(new Kind.Free("no command has a name"));
  }

  @Test
  void what_is_no_command_is_forbidden() {
    assertThat(of()).isInstanceOf(Kind.Forbidden.class);
    assertThat(of(" ")).isInstanceOf(Kind.Forbidden.class);
    assertThat(of("ls", "a\u0000b")).isInstanceOf(Kind.Forbidden.class);
  }

  @Test
  void an_argument_that_stands_twice_has_the_same_in_both_places() {
    NamedCommand copy =
        NamedCommand.of(
            "keep",
            List.of("cp", "{file}", "{file}.bak"),
            Map.of("file", "path /etc/nginx"),
            Set.of(),
            PLAIN);

    assertThat(copy.is(List.of("cp", "/etc/nginx/a", "/etc/nginx/a.bak"))).isTrue();
    assertThat(copy.is(List.of("cp", "/etc/nginx/a", "/etc/nginx/b.bak"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash            |               | bash runs what it is given; name what it is to run",
        "env,ls          |               | env runs what it is given",
        "find,/,-exec,ls |               | find runs what it is given with -exec",
        "{p},x           | p=word        | run begins with the program itself",
        "-x              |               | run begins with the program itself",
        "ls,{a}          |               | arguments does not say what {a} takes",
        "ls              | a=word        | no {a} stands in run",
        "ls,{a}{b}       | a=word,b=word | a word of run has one {NAME} at most",
        "ls,{a}          | a=regex .*    | the argument a is integer 1-100, choice a b c",
        "ls,{a}          | a=integer     | the argument a has a range from lower to higher",
        "ls,{a}          | a=integer 9-1 | the argument a has a range from lower to higher",
        "ls,{a}          | a=choice      | the argument a lists what there is to choose from",
        "ls,{a}          | a=path var    | the argument a has a folder from the root on",
        "ls,{a}          | a=path /a/../ | the argument a has a folder from the root on",
        "ls,{a}          | a=word a/b    | the argument a has a pattern of letters"
      })
  void a_command_that_cannot_be_is_told(String run, @Nullable String arguments, String told) {
    Map<String, String> slots = new HashMap<>();
    if (arguments != null) {
      for (String one : arguments.split(",", -1)) {
        slots.put(one.split("=", -1)[0], one.split("=", -1)[1]);
      }
    }
    assertThatThrownBy(() -> NamedCommand.of("x", List.of(run.split(",")), slots, Set.of(), PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }

  @Test
  void a_command_is_told_with_what_its_arguments_take() {
    assertThat(TAIL.text())
        .isEqualTo(
            "tail -n {lines} {file} (lines: integer 1-100; file: path /var/log), on guests tagged"
                + " mcp-exec");
    assertThat(RESTART.text())
        .isEqualTo(
            "/usr/bin/systemctl restart {unit}.service (unit: choice nginx php-fpm), on guests"
                + " tagged web, whatever was read before");
    assertThat(SHELL.text()).endsWith(", a shell");
  }

  /** Property: whatever a caller writes, a value is of its type and means nothing to a shell. */
  @Test
  void no_text_gets_more_through_a_slot_than_its_type() {
    String signs = "ab1.-/_ ;|&$`'\"\\\n\t\u0000\u202e\u0430*?~#%{}()<>!=,:@+";
    List<SlotType> types =
        List.of(
            SlotType.of("integer -5-500"),
            SlotType.of("word"),
            SlotType.of("word a*b"),
            SlotType.of("path /"),
            SlotType.of("path /a/b"));
    long seed = 20261130;
    Random random = new Random(seed);
    List<String> taken = new ArrayList<>();
    for (int round = 0; round < 200_000; round++) {
      StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "/a/b/" : "");
      for (int length = random.nextInt(6); length > 0; length--) {
        text.append(signs.charAt(random.nextInt(random.nextBoolean() ? 7 : signs.length())));
      }
      for (SlotType type : types) {
        if (type.takes(text.toString())) {
          taken.add(text.toString());
          assertThat(text.toString())
              .as("seed %d: %s", seed, type.text())
              .matches("[A-Za-z0-9_@+:.,=/-]+")
              .doesNotContain("..", "//")
              .doesNotMatch("-.*[^0-9].*|-");
        }
      }
    }
    assertThat(taken).hasSizeGreaterThan(1000);
  }

  private static Kind of(String... command) {
    return RULES.of(List.of(command), OPEN);
  }
}
