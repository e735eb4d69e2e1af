package dev.proxmoxmcp.guard.command;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command that has a name: a program, and arguments of which some are the caller's. Immutable.
 */
public final class NamedCommand {
  /** Lets a guest take named commands that ask for no other tag. */
  public static final String TAG = "mcp-exec";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");
  private static final Pattern SLOT = Pattern.compile("\\{([A-Za-z0-9_-]{1,40})}");
  private static final int LONGEST = 1000;

  private final String name;
  private final List<Part> parts;
  private final Set<String> tags;
  private final Profile profile;

  /**
   * What is said about a command beside its words.
   *
   * @param exempt whether it may run in spite of what its caller has read
   * @param shell whether its program may be one that runs what it is given
   */
  public record Profile(boolean exempt, boolean shell) {}

  private NamedCommand(String name, List<Part> parts, Set<String> tags, Profile profile) {
    this.name = name;
    this.parts = List.copyOf(parts);
    this.tags = Set.copyOf(tags);
    this.profile = profile;
  }

  /**
   * Reads a command.
   *
   * @param run the program and its arguments; <code>{NAME}</code> stands for an argument of the
   *     caller
   * @param arguments what each of these takes, by its name
   * @param tags of which a guest needs one; empty for {@value #TAG}
   * @throws IllegalArgumentException saying what is wrong and what is accepted
   */
  public static NamedCommand of(
      String name,
      List<String> run,
      Map<String, String> arguments,
      Set<String> tags,
      Profile profile) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name has letters, digits, inner . _ - and at most 64 of them");
    }
    if (run.isEmpty()) {
      throw new IllegalArgumentException("run lists the program and its arguments");
    }
    Map<String, SlotType> types = new HashMap<>();
    arguments.forEach((slot, type) -> types.put(slot, type(slot, type)));
    List<Part> parts = new ArrayList<>();
    Set<String> unused = new TreeSet<>(types.keySet());
    for (String word : run) {
      Part part = part(word, types);
      if (part.slot() != null) {
        unused.remove(part.slot().name());
      }
      parts.add(part);
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "no {" + unused.iterator().next() + "} stands in run, and arguments has it");
    }
    if (parts.getFirst().slot() != null || run.getFirst().startsWith("-")) {
      throw new IllegalArgumentException("run begins with the program itself");
    }
    Shells.why(run)
        .filter(_ -> !profile.shell())
        .ifPresent(why -> {
          throw new IllegalArgumentException(
              why + "; name what it is to run instead, or write shell: true if you mean it");
        });
    Set<String> lower =
        tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return new NamedCommand(name, parts, lower.isEmpty() ? Set.of(TAG) : lower, profile);
  }

  private static SlotType type(String slot, String type) {
    try {
      return SlotType.of(type);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("the argument " + slot + " " + wrong.getMessage());
    }
  }

  private static Part part(String word, Map<String, SlotType> types) {
    if (!word.equals(ForeignText.line(word, LONGEST))) {
      throw new IllegalArgumentException(
          "a word of run has at most " + LONGEST + " signs, all of which can be seen");
    }
    Matcher slots = SLOT.matcher(word);
    if (!slots.find()) {
      return new Part(word, null, "");
    }
    String slot = slots.group(1);
    String before = word.substring(0, slots.start());
    String after = word.substring(slots.end());
    if (slots.find()) {
      throw new IllegalArgumentException("a word of run has one {NAME} at most, got " + word);
    }
    SlotType type = types.get(slot);
    if (type == null) {
      throw new IllegalArgumentException("arguments does not say what {" + slot + "} takes");
    }
    return new Part(before, new Part.Slot(slot, type), after);
  }

  /** What settings call it. */
  public String name() {
    return name;
  }

  /** Whether it may run in spite of what its caller has read. */
  public boolean exempt() {
    return profile.exempt();
  }

  /** Whether {@code command} is this one. A slot that stands twice has the same in both. */
  boolean is(List<String> command) {
    if (command.size() != parts.size()) {
      return false;
    }
    Map<String, String> values = new HashMap<>();
    for (int at = 0; at < parts.size(); at++) {
      Part part = parts.get(at);
      @Nullable String value = part.value(command.get(at));
      if (value == null) {
        return false;
      }
      if (part.slot() != null) {
        String known = values.putIfAbsent(part.slot().name(), value);
        if (known != null && !known.equals(value)) {
          return false;
        }
      }
    }
    return true;
  }

  boolean isFor(GuestFacts guest) {
    return guest.tags().stream().anyMatch(tags::contains);
  }

  /** The tags of which a guest needs one, for people. */
  String tags() {
    return tags.stream().sorted().collect(Collectors.joining(" or "));
  }

  /** For people: {@code tail -n {lines} /var/log/syslog}, and what the slots take. */
  public String text() {
    String line = parts.stream().map(Part::text).collect(Collectors.joining(" "));
    String slots =
        parts.stream()
            .map(Part::slot)
            .flatMap(Stream::ofNullable)
            .distinct()
            .map(slot -> slot.name() + ": " + slot.type().text())
            .collect(Collectors.joining("; "));
    return line
        + (slots.isEmpty() ? "" : " (" + slots + ")")
        + ", on guests tagged "
        + tags()
        + (profile.exempt() ? ", whatever was read before" : "")
        + (profile.shell() ? ", a shell" : "");
  }
}
