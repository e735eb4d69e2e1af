package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a list of guests, as an answer.
 *
 * @param all every guest that the token sees
 * @param rows the part of those that were asked for
 * @param criteria what was asked for, "name=value" each; empty for all
 * @param hidden what to say of guests that are not seen
 * @param unordered what to say of guests that have no place in the order; empty if all have
 */
record GuestPage(
    List<GuestResource> all,
    Rows<GuestResource> rows,
    List<String> criteria,
    Optional<String> hidden,
    Optional<String> unordered) {
  private static final int MOST_VALUES = 30;

  /** A head line, a table with tabs between the columns, and where the list goes on. */
  String text(List<GuestField> fields) {
    StringBuilder text = new StringBuilder(head());
    hidden.ifPresent(sentence -> text.append('\n').append(sentence));
    if (rows.shown().isEmpty()) {
      return text.append(nothingToShow()).toString();
    }
    text.append("\nvmid\tkind\tstate\tnode\tname");
    fields.forEach(field -> text.append('\t').append(field.label()));
    for (GuestResource guest : rows.shown()) {
      text.append('\n').append(row(guest, fields));
    }
    if (!rows.range().isEmpty()) {
      text.append('\n').append(rows.range());
    }
    unordered.ifPresent(sentence -> text.append('\n').append(sentence));
    return text.toString();
  }

  /** The same for programs; figures in bytes and seconds. */
  ObjectNode json(List<GuestField> fields) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("total", all.size()).put("matching", rows.matching());
    ArrayNode guests = json.putArray("guests");
    for (GuestResource guest : rows.shown()) {
      ObjectNode one = guests.addObject();
      one.put("vmid", guest.ref().vmid().value())
          .put("kind", guest.ref().kind().label())
          .put("state", GuestWords.state(guest))
          .put("node", guest.node().toString());
      if (guest.name() != null) {
        one.put("name", Foreign.value(guest.name()));
      }
      fields.forEach(field -> field.addTo(one, guest));
    }
    if (rows.more()) {
      json.put("nextCursor", rows.next());
    }
    hidden.ifPresent(sentence -> json.put("notVisible", sentence));
    unordered.ifPresent(sentence -> json.put("notOrdered", sentence));
    if (rows.shown().isEmpty()) {
      String why = nothingToShow().strip();
      if (!why.isEmpty()) {
        json.put("note", why);
      }
    }
    return json;
  }

  /** Why there are no rows, as far as it is not plain from the head. */
  private String nothingToShow() {
    if (!rows.range().isEmpty()) {
      return '\n' + rows.range();
    }
    return inUse("tag", guest -> guest.marks().tags().stream())
        + inUse("pool", guest -> Stream.ofNullable(guest.marks().pool()));
  }

  private String inUse(String criterion, Function<GuestResource, Stream<String>> values) {
    if (criteria.stream().noneMatch(asked -> asked.startsWith(criterion + "="))) {
      return "";
    }
    List<String> used =
        all.stream()
            .flatMap(values)
            .distinct()
            .sorted()
            .limit(MOST_VALUES)
            .map(Foreign::name)
            .toList();
    return "\n%ss in use: %s."
        .formatted(criterion, used.isEmpty() ? "none" : String.join(" ", used));
  }

  private String head() {
    if (criteria.isEmpty()) {
      return Amounts.count(all.size(), "guest")
          + (all.isEmpty() ? "." : ": " + GuestWords.states(all) + ".");
    }
    return "%d of %s: %s."
        .formatted(
            rows.matching(), Amounts.count(all.size(), "guest"), String.join(", ", criteria));
  }

  /** A lock is shown without being asked for: nothing can be done with that guest. */
  private static String row(GuestResource guest, List<GuestField> fields) {
    StringBuilder row = new StringBuilder();
    row.append(guest.ref().vmid())
        .append('\t')
        .append(guest.ref().kind().label())
        .append('\t')
        .append(GuestWords.state(guest))
        .append('\t')
        .append(guest.node())
        .append('\t')
        .append(Foreign.name(guest.name()));
    fields.forEach(field -> row.append('\t').append(field.text(guest)));
    if (guest.marks().lock() != null && !fields.contains(GuestField.LOCK)) {
      row.append("\tlock ").append(Foreign.name(guest.marks().lock()));
    }
    return row.toString();
  }
}
