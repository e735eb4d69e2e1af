package dev.proxmoxmcp.tools.list;

import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * One column of a list, for people and for programs.
 *
 * @param <T> a row
 */
public interface Column<T> {
  /** The column's head. */
  String label();

  /** In a cell of a table, without tabs. */
  String text(T row);

  /** Adds it to a row's object; nothing where it is not known. */
  void addTo(ObjectNode json, T row);

  /** A column of these functions. */
  static <T> Column<T> of(String label, Function<T, String> text, BiConsumer<ObjectNode, T> addTo) {
    record Plain<T>(String label, Function<T, String> cell, BiConsumer<ObjectNode, T> field)
        implements Column<T> {
      @Override
      public String text(T row) {
        return cell.apply(row);
      }

      @Override
      public void addTo(ObjectNode json, T row) {
        field.accept(json, row);
      }
    }
    return new Plain<>(label, text, addTo);
  }
}
