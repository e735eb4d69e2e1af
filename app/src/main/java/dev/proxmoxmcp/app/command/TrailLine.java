package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Origin;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A record of the trail on one line, for a person: what it is about, and not how it is kept. */
final class TrailLine {
  private static final int LONGEST = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** In this order, as they stand: each reads by itself. */
  private static final List<String> TELLING =
      List.of("title", "outcome", "text", "why", "said", "reason");

  /** What is said in other words, and what is for programs that verify. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "plan", "digest", "tiers", "steps", "guests", "looks", "method", "path", "by", "channel");

  private TrailLine() {}

  static String of(AuditRecord record) {
    if (!record.intact()) {
      return "%d  CHANGED: this is not what was recorded; run `proxmox-mcp audit verify`"
          .formatted(record.seq());
    }
    AuditEntry entry = record.entry();
    return "%d  %s  %-10s  %s: %s"
        .formatted(
            record.seq(),
            TIME.format(entry.at()),
            entry.event().label(),
            who(entry.origin()),
            String.join("; ", told(entry.detail())));
  }

  private static String who(Origin origin) {
    String principal = ForeignText.line(origin.principal(), LONGEST);
    return given(origin.tool())
        ? principal
            + ", "
            + ForeignText.line(origin.tool(), LONGEST)
            + (given(origin.cluster()) ? " on " + ForeignText.line(origin.cluster(), LONGEST) : "")
        : principal;
  }

  private static boolean given(String text) {
    return !text.isEmpty() && !text.equals(Origin.NONE);
  }

  private static List<String> told(ObjectNode detail) {
    List<String> parts = new ArrayList<>();
    if (detail.has("path")) {
      parts.add(text(detail, "method") + " " + text(detail, "path"));
    }
    TELLING.stream().map(name -> text(detail, name)).forEach(parts::add);
    parts.add(by(text(detail, "by"), text(detail, "channel")));
    detail.properties().stream()
        .filter(one -> !TELLING.contains(one.getKey()) && !ELSEWHERE.contains(one.getKey()))
        .map(one -> ForeignText.line(one.getKey(), LONGEST) + " " + shown(one.getValue()))
        .forEach(parts::add);
    String plan = text(detail, "plan");
    parts.add(plan.isEmpty() ? "" : "change " + plan);
    return parts.stream()
        .filter(part -> !part.isEmpty())
        .map(part -> part.endsWith(".") ? part.substring(0, part.length() - 1) : part)
        .toList();
  }

  /** What let a change go may be an approval in words already. */
  private static String by(String who, String channel) {
    String where = channel.isEmpty() ? "" : " (" + channel + ")";
    String said = who.isEmpty() || who.startsWith("approved by") ? who : "by " + who;
    return (said + where).strip();
  }

  private static String text(ObjectNode detail, String name) {
    return ForeignText.line(detail.path(name).stringValue(""), LONGEST);
  }

  private static String shown(JsonNode value) {
    Stream<String> texts =
        value.isArray() ? value.valueStream().map(TrailLine::word) : Stream.of(word(value));
    return ForeignText.line(String.join(", ", texts.toList()), LONGEST);
  }

  private static String word(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }
}
