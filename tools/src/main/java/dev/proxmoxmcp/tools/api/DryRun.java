package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.catalog.Requirement;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.ToolReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what would be sent, without sending it.
 *
 * @param barred why no token can send it; empty if that is not so
 */
record DryRun(CallContext context, Prepared prepared, Optional<String> barred) {
  private static final int LONGEST_VALUE = 500;

  ToolReply reply() {
    List<String> lines = new ArrayList<>();
    lines.add("Dry run, nothing was sent. It would be: " + prepared.title());
    prepared
        .call()
        .parameters()
        .forEach((name, values) -> {
          if (Secrets.isOne(name)) {
            lines.add("  " + ForeignText.line(name, 64) + "=" + Secrets.hidden(values));
          } else {
            values.forEach(value ->
                lines.add(
                    "  "
                        + ForeignText.line(name, 64)
                        + "="
                        + ForeignText.line(value, LONGEST_VALUE)));
          }
        });
    if (prepared.call().parameters().isEmpty()) {
      lines.add("  without parameters");
    }
    lines.add(tier());
    Requirement needed =
        Requirement.of(prepared.product(), prepared.call().endpoint(), prepared.sent());
    lines.add(
        "Needs "
            + needed.text()
            + "."
            + (barred.isPresent() ? " " + barred.get() : rights(needed)));
    TypedTools.of(prepared.call().endpoint(), context).ifPresent(lines::add);
    return ToolReply.done(String.join("\n", lines));
  }

  private String rights(Requirement needed) {
    return needed instanceof Requirement.AnyLogin
        ? ""
        : " "
            + new ProductGrants(context.cluster().access().authId(), prepared.product())
                .told(WriteRun.standing(context, prepared));
  }

  private String tier() {
    String label = prepared.verdict().tier().label();
    return "Tier "
        + label
        + " ("
        + prepared.verdict().why()
        + "), which this server "
        + (context.allows(prepared.verdict().tier())
            ? "allows."
            : "does not allow; who starts it can, with `--allow`.");
  }
}
