package dev.proxmoxmcp.settings.key;

import dev.proxmoxmcp.settings.key.Key.Change;
import dev.proxmoxmcp.settings.key.Key.Origin;
import java.util.List;

/** The keys of {@code policy}, in the order in which they are documented. */
final class PolicyKeys {
  private static final String RULE = "rules.*";
  private static final String COMMAND = "commands.*";

  private static final Form CONDITIONS =
      new Form(
          Shape.CONDITIONS,
          List.of("principal", "cluster", "tool", "tier", "path", "guest", "pool", "tag", "time"));

  static final List<Key> ALL =
      List.of(
          key(
              "rules",
              Form.of(Shape.SECTIONS),
              "what calls may do by themselves, what needs a person and what may not be"
                  + " ([policy](policy.md)): a list, each with `deny`, `ask` or `allow`. Asked in"
                  + " that order of effects, whatever the order of the list",
              "",
              Change.NARROWER_AT_ONCE),
          key(
              RULE + ".deny",
              CONDITIONS,
              "what may not be, by all of these together; `{}` for everything but reads",
              "",
              Change.NARROWER_AT_ONCE),
          key(
              RULE + ".ask",
              CONDITIONS,
              "instead: what needs a person, even where another rule allows it",
              "",
              Change.NARROWER_AT_ONCE),
          key(
              RULE + ".allow",
              CONDITIONS,
              "instead: what goes on by itself. Names a `tier`",
              "",
              Change.NARROWER_AT_ONCE),
          key(
              RULE + ".because",
              Form.of(Shape.TEXT),
              "why, for whom the rule stops",
              "",
              Change.NARROWER_AT_ONCE),
          key(
              "protected",
              Form.of(Shape.GUESTS),
              "guests, by vmid, range or name, that no rule lets be changed without a person who"
                  + " types their name; beside those tagged `mcp-protect`",
              "",
              Change.NARROWER_AT_ONCE),
          key(
              "host-guest",
              Form.of(Shape.TEXT),
              "the guest on which this server runs, as `CLUSTER/VMID`: protected like those",
              "",
              Change.NARROWER_AT_ONCE),
          rate("read", "per-minute", "looks of one caller a minute, in the long run", 6000),
          rate("read", "burst", "looks of one caller at once", 2000),
          rate("change", "per-minute", "the same of changes, one for each guest", 120),
          rate("change", "burst", "changes at once", 100),
          rate("destroy", "per-minute", "the same of what loses something", 20),
          rate("destroy", "burst", "of such at once", 20),
          rate("exec", "per-minute", "the same of commands and files in guests", 60),
          rate("exec", "burst", "of such at once", 30),
          rate("admin", "per-minute", "the same of administration", 20),
          rate("admin", "burst", "of such at once", 10),
          key(
              "taint",
              new Form(Shape.COUNT, List.of("0", "1440")),
              "minutes for which a caller who read what a guest wrote needs a person for exec,"
                  + " destroy and admin, even where a rule allows them; 0 for never",
              "30",
              Change.AT_START),
          key(
              "commands",
              Form.of(Shape.NAMED_SECTIONS),
              "[commands](policy.md#commands) that may run in guests: from a name of your choice to"
                  + " what follows. With any of them, shells and the like run only where one of"
                  + " them says so",
              "",
              Change.AT_START),
          key(
              COMMAND + ".run",
              Form.of(Shape.TEXTS),
              "the program and its arguments, each by itself; `{NAME}` stands for an argument of"
                  + " the caller",
              "",
              Change.AT_START),
          key(
              COMMAND + ".arguments",
              Form.of(Shape.BY_NAME),
              "from each `NAME` to what it takes: `integer 1-100`, `choice a b c`, `word PATTERN`"
                  + " or `path /FOLDER`",
              "",
              Change.AT_START),
          key(
              COMMAND + ".tag",
              Form.of(Shape.TEXTS),
              "guests must have one of these tags",
              "mcp-exec",
              Change.AT_START),
          key(
              COMMAND + ".exempt",
              Form.of(Shape.FLAG),
              "`true` lets it run in spite of `taint`",
              "false",
              Change.AT_START),
          key(
              COMMAND + ".shell",
              Form.of(Shape.FLAG),
              "`true` where the program is a shell or another that runs what it is given; refused"
                  + " without it",
              "false",
              Change.AT_START));

  private PolicyKeys() {}

  private static Key rate(String tier, String name, String meaning, int otherwise) {
    return key(
        "rates." + tier + "." + name,
        new Form(Shape.COUNT, List.of("1", "100000")),
        meaning,
        Integer.toString(otherwise),
        Change.AT_START);
  }

  private static Key key(String name, Form form, String meaning, String otherwise, Change change) {
    return new Key("policy." + name, form, meaning, otherwise, new Origin(1, List.of()), change);
  }
}
