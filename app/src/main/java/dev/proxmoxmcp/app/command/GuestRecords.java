package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The records about one guest: those that list it among their guests, or whose path, parameters or
 * title name it, and all others of the same change. Records that were written before guests were
 * listed go by the latter alone. What only looked does not say at which guest.
 */
final class GuestRecords implements Predicate<AuditRecord> {
  /** Instead of a list, where a change can be about any guest. */
  private static final String ANY = "any";

  private static final String QUOTED_ANY = "\"" + ANY + "\"";

  private final int vmid;
  private final Pattern path;
  private final Pattern parameters;
  private final Pattern title;
  private final Set<String> changes = new HashSet<>();

  private GuestRecords(int vmid) {
    this.vmid = vmid;
    path = Pattern.compile("/(qemu|lxc)/" + vmid + "(/|$)");
    parameters = Pattern.compile("(^| )(vmid|newid|vms)=([0-9,]*,)?" + vmid + "(,| |$)");
    title = Pattern.compile("\\b(VM|CT) " + vmid + "\\b");
  }

  /** Those in {@code store}, which is read once for the changes that they are of. */
  static Predicate<AuditRecord> of(int vmid, GuardStore store) {
    GuestRecords records = new GuestRecords(vmid);
    String digits = Integer.toString(vmid);
    store.look(books -> {
      books.forward(
          0,
          record -> {
            if ((record.body().contains(digits) || record.body().contains(QUOTED_ANY))
                && record.intact()) {
              records.remember(record.entry());
            }
            return true;
          });
      return true;
    });
    return records;
  }

  private void remember(AuditEntry entry) {
    String change = entry.detail().path("plan").stringValue("");
    if (!change.isEmpty() && names(entry)) {
      changes.add(change);
    }
  }

  @Override
  public boolean test(AuditRecord record) {
    AuditEntry entry = record.entry();
    return changes.contains(entry.detail().path("plan").stringValue("")) || names(entry);
  }

  private boolean names(AuditEntry entry) {
    JsonNode detail = entry.detail();
    return listed(detail.path("guests"))
        || title.matcher(detail.path("title").stringValue("")).find()
        || path.matcher(detail.path("path").stringValue("")).find()
        || Stream.concat(detail.path("steps").valueStream(), detail.path("looks").valueStream())
            .anyMatch(step ->
                path.matcher(step.path("path").stringValue("")).find()
                    || parameters.matcher(step.path("parameters").stringValue("")).find());
  }

  private boolean listed(JsonNode guests) {
    return guests.stringValue("").equals(ANY)
        || guests.valueStream().anyMatch(one -> one.intValue(0) == vmid);
  }
}
