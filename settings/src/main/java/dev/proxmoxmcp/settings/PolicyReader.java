package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.PolicyEntry.CommandEntry;
import dev.proxmoxmcp.settings.PolicyEntry.RuleEntry;
import dev.proxmoxmcp.settings.Section.Text;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code policy} of the settings. */
final class PolicyReader {
  private static final String SECTION = "policy";
  private static final String RULE = SECTION + ".rules.*";
  private static final String RATES = SECTION + ".rates";
  private static final String COMMAND = SECTION + ".commands.*";
  private static final List<String> EFFECTS = List.of("deny", "ask", "allow");
  private static final int LONGEST_REASON = 200;

  private final Section section;

  PolicyReader(Section section) {
    this.section = section;
  }

  /** All of it; what is wrong is reported, and read as if it were not there. */
  PolicyEntry read() {
    section.allowThoseOf(SECTION);
    List<RuleEntry> rules = new ArrayList<>();
    section.sections("rules").forEach(one -> rule(one).ifPresent(rules::add));
    return new PolicyEntry(
        rules,
        placed(section, SECTION, "protected"),
        section.text("host-guest").map(text -> placed(text, SECTION + ".host-guest")).orElse(null),
        rates(),
        section.count(Keys.get(SECTION + ".taint")).orElse(null),
        commands());
  }

  private static Optional<RuleEntry> rule(Section rule) {
    rule.allowThoseOf(RULE);
    List<String> effects = EFFECTS.stream().filter(rule::has).toList();
    if (effects.size() != 1) {
      rule.report(
          rule.place()
              + ": a rule has exactly one of deny, ask and allow, each with what it asks.");
      return Optional.empty();
    }
    String effect = effects.getFirst();
    String because = rule.text("because").map(text -> reason(rule, text)).orElse("");
    return rule.section(effect)
        .map(asked -> {
          asked.allow(Keys.get(RULE + "." + effect).form().words());
          if (effect.equals("allow") && !asked.has("tier")) {
            rule.problem(
                effect,
                "a rule that allows names what: write tier: change, or a list of read, change,"
                    + " destroy, exec and admin.");
          }
          Map<String, List<Placed>> conditions = new LinkedHashMap<>();
          asked.keys().forEach(key -> conditions.put(key, placed(asked, effect, key)));
          return new RuleEntry(effect, conditions, because, rule.place(effect));
        });
  }

  private static String reason(Section rule, Text text) {
    if (text.text().length() > LONGEST_REASON
        || text.text().chars().anyMatch(Character::isISOControl)) {
      rule.problem(text, "because is one line of at most " + LONGEST_REASON + " signs.");
    }
    return text.text();
  }

  private Map<String, Integer> rates() {
    Map<String, Integer> rates = new LinkedHashMap<>();
    section
        .section("rates")
        .ifPresent(said -> {
          said.allowThoseOf(RATES);
          for (String tier : said.keys()) {
            said.section(tier).ifPresent(one -> rate(tier, one, rates));
          }
        });
    return rates;
  }

  private static void rate(String tier, Section said, Map<String, Integer> rates) {
    String path = RATES + "." + tier;
    if (Keys.names(path).isEmpty()) {
      return; // told already
    }
    said.allowThoseOf(path);
    for (String name : said.keys()) {
      Keys.find(path + "." + name)
          .flatMap(said::count)
          .ifPresent(number -> rates.put(tier + "." + name, number));
    }
  }

  private Map<String, CommandEntry> commands() {
    Map<String, CommandEntry> commands = new LinkedHashMap<>();
    section
        .section("commands")
        .ifPresent(named -> {
          for (String name : named.keys()) {
            named
                .section(name)
                .ifPresent(one -> commands.put(name, command(one, named.place(name))));
          }
        });
    return commands;
  }

  private static CommandEntry command(Section said, String place) {
    said.allowThoseOf(COMMAND);
    if (!said.has("run")) {
      said.report(place + ": a command has a key run: its program and arguments, as a list.");
    }
    Map<String, Placed> arguments = new LinkedHashMap<>();
    said.section("arguments")
        .ifPresent(slots ->
            slots
                .keys()
                .forEach(name ->
                    slots
                        .text(name)
                        .ifPresent(
                            text -> arguments.put(name, placed(text, "arguments." + name)))));
    return new CommandEntry(
        placed(said, "command", "run"),
        arguments,
        placed(said, "command", "tag"),
        said.flag("exempt", false),
        said.flag("shell", false),
        place);
  }

  private static List<Placed> placed(Section section, String within, String key) {
    return section.texts(key).stream().map(text -> placed(text, within + "." + key)).toList();
  }

  private static Placed placed(Text text, String key) {
    return new Placed(text.text(), text.place() + ": " + key);
  }
}
