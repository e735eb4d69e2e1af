package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.guest.PendingChange;
import dev.proxmoxmcp.tools.text.Foreign;
import dev.proxmoxmcp.tools.text.TextClass;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The changes of a guest's configuration that wait for its next start. */
record PendingList(List<PendingChange> changes) implements PartView {
  private static final int VALUE_LENGTH = 300;

  @Override
  public List<String> lines(Instant now, boolean everything) {
    return changes.isEmpty()
        ? List.of("pending changes: none")
        : Stream.concat(
                Stream.of("pending changes, from its next start:"),
                changes.stream().map(PendingList::line))
            .toList();
  }

  private static String line(PendingChange change) {
    return "  "
        + Foreign.word(change.key())
        + ": "
        + (change.before() == null ? "not set" : Foreign.quoted(change.before(), VALUE_LENGTH))
        + " → "
        + (change.after() == null ? "removed" : Foreign.quoted(change.after(), VALUE_LENGTH));
  }

  @Override
  public TextClass written() {
    return TextClass.ADMIN_WRITTEN;
  }

  @Override
  public void addTo(ObjectNode json, Instant now) {
    ArrayNode all = json.putArray("pendingChanges");
    for (PendingChange change : changes) {
      ObjectNode one = all.addObject().put("key", Foreign.value(change.key()));
      if (change.before() != null) {
        one.put("before", Foreign.longValue(change.before()));
      }
      if (change.after() != null) {
        one.put("after", Foreign.longValue(change.after()));
      }
    }
  }
}
