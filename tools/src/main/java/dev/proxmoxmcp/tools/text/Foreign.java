package dev.proxmoxmcp.tools.text;

import dev.proxmoxmcp.base.ForeignText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How text that others wrote stands in an answer: cleaned, bounded, and marked at the field itself
 * by quotation marks that it cannot close. A model's instructions tell it that what stands in them
 * is data.
 */
public final class Foreign {
  /** For fields without a value. */
  public static final String NONE = "-";

  private static final Pattern WORD =
      Pattern.compile("[A-Za-z0-9/*~^][A-Za-z0-9_.:/@+!=~^*,-]{0,159}");

  private static final int WORD_LENGTH = 160;
  private static final int NAME_LENGTH = 64;
  private static final int NOTES_LENGTH = 2000;

  private Foreign() {}

  /** A name or a short field, as {@code "name"}; {@link #NONE} without one. */
  public static String name(@Nullable String text) {
    return quoted(text, NAME_LENGTH);
  }

  /** One line of at most {@code maxLength} characters, quoted; {@link #NONE} without one. */
  public static String quoted(@Nullable String text, int maxLength) {
    return text == null || text.isBlank() ? NONE : ForeignText.quoted(text, maxLength);
  }

  /**
   * An id or a single word that Proxmox says, as it is: it has no blank, no quotation mark and none
   * but ASCII characters, so it says nothing to a model. Whatever is not such a word is quoted.
   */
  public static String word(@Nullable String text) {
    return text != null && WORD.matcher(text).matches() ? text : quoted(text, WORD_LENGTH);
  }

  /** For JSON, where the field itself is the mark: cleaned and bounded, without quotation marks. */
  public static String value(String text) {
    return ForeignText.line(text, NOTES_LENGTH);
  }

  /** For JSON, like {@link #value}, but with its line breaks. */
  public static String longValue(String text) {
    return ForeignText.block(text, NOTES_LENGTH);
  }

  /** Notes and other longer text, every line behind {@code "> "}. */
  public static String notes(String text) {
    return notes(text, NOTES_LENGTH);
  }

  /** Like {@link #notes(String)}, of at most {@code maxLength} characters. */
  public static String notes(String text, int maxLength) {
    return behindMarks(ForeignText.block(text, maxLength).strip());
  }

  /** Lines of a log, each behind {@code "> "}. */
  public static String log(Iterable<String> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(ForeignText.line(line, 300)).append('\n'));
    return behindMarks(all.toString().strip());
  }

  private static String behindMarks(String text) {
    return "> " + text.replace("\n", "\n> ");
  }
}
