package dev.proxmoxmcp.tools.audit;

import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code audit_list}: what the caller did through this server, and how it ended. */
public final class AuditListTool implements ProxmoxTool<AuditListTool.Args> {
  private static final Set<Event> CHANGES = EnumSet.complementOf(EnumSet.of(Event.READ));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * What to list.
   *
   * @param hours how far back
   * @param reads whether looks are listed, too
   * @param limit how many records at most, the newest ones
   * @param format how much to say
   */
  public record Args(
      @Argument(byDefault = "24", min = 1, max = 720) int hours,
      @Argument(byDefault = "false") boolean reads,
      @Argument(byDefault = "30", min = 1, max = 200) int limit,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "audit_list";
  }

  @Override
  public String title() {
    return "What was done";
  }

  @Override
  public String description() {
    return "What you planned, did and were refused through this server, newest first.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Scope scope() {
    return Scope.SERVER;
  }

  @Override
  public Set<Toolset> toolsets() {
    return Set.of();
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    String principal = context.request().principal();
    Instant since = context.now().minus(Duration.ofHours(args.hours()));
    Found found =
        context.guard().ledger().store().look(books -> found(books, principal, since, args));
    return args.format() == Format.JSON ? found.json() : found.text(args.hours());
  }

  /** The records, and whether there are more. */
  private record Found(List<AuditRecord> records, boolean more) {
    ToolReply text(int hours) {
      if (records.isEmpty()) {
        return ToolReply.done("Nothing in the last " + hours + " h.");
      }
      List<String> lines = new ArrayList<>();
      records.forEach(one -> lines.add(line(one)));
      if (more) {
        lines.add("There are more; limit shows up to 200, hours fewer.");
      }
      return ToolReply.done(String.join("\n", lines));
    }

    private static String line(AuditRecord one) {
      AuditEntry entry = one.entry();
      ObjectNode detail = entry.detail();
      StringBuilder line = new StringBuilder();
      line.append(TIME.format(entry.at())).append("Z ").append(entry.event().label());
      line.append(' ')
          .append(entry.origin().tool())
          .append(" on ")
          .append(entry.origin().cluster());
      for (String name : List.of("title", "outcome", "by", "said", "why", "text")) {
        String value = detail.path(name).stringValue("");
        if (!value.isEmpty()) {
          line.append("; ").append(name).append(' ').append(Foreign.quoted(value, 160));
        }
      }
      String plan = detail.path("plan").stringValue("");
      return line + (plan.isEmpty() ? "" : "; change " + plan);
    }

    ToolReply json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ArrayNode all = json.putArray("records");
      for (AuditRecord one : records) {
        AuditEntry entry = one.entry();
        ObjectNode each = all.addObject().put("seq", one.seq());
        each.put("at", entry.at().toString()).put("event", entry.event().label());
        each.put("tool", entry.origin().tool()).put("cluster", entry.origin().cluster());
        each.put("request", entry.origin().request());
        each.set("detail", cleaned(entry.detail()));
      }
      json.put("more", more);
      return ToolReply.json(json);
    }

    private static ObjectNode cleaned(ObjectNode detail) {
      ObjectNode clean = detail.deepCopy();
      detail
          .properties()
          .forEach(one -> {
            if (one.getValue().isString()) {
              clean.put(one.getKey(), Foreign.value(one.getValue().stringValue()));
            }
          });
      return clean;
    }
  }

  private static Found found(Books books, String principal, Instant since, Args args) {
    List<AuditRecord> records = new ArrayList<>();
    boolean[] more = new boolean[1];
    books.backward(
        books.head().seq(),
        one -> {
          AuditEntry entry = one.entry();
          if (entry.at().isBefore(since)) {
            return false;
          }
          boolean wanted =
              entry.origin().principal().equals(principal)
                  && (args.reads() || CHANGES.contains(entry.event()));
          if (wanted && records.size() == args.limit()) {
            more[0] = true;
            return false;
          }
          if (wanted) {
            records.add(one);
          }
          return true;
        });
    return new Found(records, more[0]);
  }
}
