package dev.proxmoxmcp.tools.list;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list, as an answer.
 *
 * @param head one line with the true totals
 * @param notes what is not seen or did not answer, a sentence each
 */
public record Listing<T>(String head, List<String> notes, Rows<T> rows) {
  /** Copies the notes. */
  public Listing {
    notes = List.copyOf(notes);
  }

  /** The head, the notes, a table with tabs between the columns, and where the list goes on. */
  public String text(List<? extends Column<T>> columns) {
    List<String> lines = new ArrayList<>();
    lines.add(head);
    lines.addAll(notes);
    if (!rows.shown().isEmpty()) {
      lines.add(rows.table(columns));
    }
    if (!rows.range().isEmpty()) {
      lines.add(rows.range());
    }
    return String.join("\n", lines);
  }

  /**
   * The same for programs.
   *
   * @param name of the rows
   */
  public ObjectNode json(String name, List<? extends Column<T>> columns) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("matching", rows.matching());
    ArrayNode array = json.putArray(name);
    for (T row : rows.shown()) {
      ObjectNode one = array.addObject();
      columns.forEach(column -> column.addTo(one, row));
    }
    if (rows.more()) {
      json.put("nextCursor", rows.next());
    }
    if (!notes.isEmpty()) {
      ArrayNode said = json.putArray("notes");
      notes.forEach(said::add);
    }
    return json;
  }
}
