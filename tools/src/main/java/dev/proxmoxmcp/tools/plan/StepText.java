package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.SecretMask;
import dev.proxmoxmcp.base.ShellWord;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.tools.text.SecretNames;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a step carries, for people and for the audit trail: secrets hidden, lengths bounded. */
public final class StepText {
  private static final int VALUE = 300;
  private static final int ALL = 1000;

  /** What carries content rather than a setting: its length says enough. */
  private static final Set<String> CONTENT = Set.of("content", "input-data");

  /** What needs no quotes to be read as one word. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+;-]+");

  private StepText() {}

  /** Names and values; "" for none. */
  public static String of(Outgoing outgoing) {
    String text =
        switch (outgoing) {
          case Outgoing.ApiRequest request ->
              request.parameters().entrySet().stream()
                  .map(one -> parameter(one.getKey(), one.getValue()))
                  .collect(Collectors.joining(" "));
          case Outgoing.SshCommand command ->
              command.words().stream().map(StepText::word).collect(Collectors.joining(" "))
                  + (command.input().isEmpty() ? "" : " (with input)");
        };
    return ForeignText.line(SecretMask.hide(text), ALL);
  }

  private static String parameter(String name, List<String> values) {
    String shown = ForeignText.line(name, VALUE);
    if (SecretNames.isOne(name)) {
      return shown + "=(hidden)";
    }
    if (CONTENT.contains(name)) {
      int length = values.stream().mapToInt(String::length).sum();
      return shown + "=(" + length + " characters)";
    }
    return values.stream().map(value -> shown + "=" + word(value)).collect(Collectors.joining(" "));
  }

  private static String word(String value) {
    String line = ForeignText.line(value, VALUE);
    return PLAIN.matcher(line).matches() ? line : ShellWord.quoted(line);
  }
}
