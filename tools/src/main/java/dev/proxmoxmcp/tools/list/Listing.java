package dev.proxmoxmcp.tools.list;

import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ToolReply;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list, as an answer.
 *
 * @param name of the rows, for programs
 * @param columns of them
 * @param head one line with the true totals, without its full stop
 * @param notes what is not seen or did not answer, a sentence each
 * @param rows the part that is shown
 */
public record Listing<T>(
    String name, List<Column<T>> columns, String head, List<String> notes, Rows<T> rows) {
  /** Copies the lists. */
  public Listing {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** The answer as it was asked for; a table has nothing more to say in detail. */
  public ToolReply as(Format format) {
    return switch (format) {
      case CONCISE, DETAILED -> ToolReply.done(text());
      case JSON -> ToolReply.json(json());
    };
  }

  /**
   * The head, the notes, a table with tabs between the columns, and where the list goes on. Where
   * there is nothing, the notes stand first: they say why that may not be so.
   */
  private String text() {
    List<String> lines = new ArrayList<>(notes);
    lines.add(rows.matching() == 0 ? lines.size() : 0, head + ".");
    if (!rows.shown().isEmpty()) {
      lines.add(rows.table(columns));
    }
    if (!rows.range().isEmpty()) {
      lines.add(rows.range());
    }
    return String.join("\n", lines);
  }

  private ObjectNode json() {
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
