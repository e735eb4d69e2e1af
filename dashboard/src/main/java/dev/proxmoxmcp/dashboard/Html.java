package dev.proxmoxmcp.dashboard;

import dev.proxmoxmcp.base.ForeignText;

/**
 * HTML as it is written: what is not markup of ours goes through {@link #text}, which leaves
 * nothing in it that is any. Confined to one thread.
 */
final class Html {
  private static final int LONGEST = 4000;

  private final StringBuilder out = new StringBuilder();

  /**
   * Markup.
   *
   * @param ours a constant
   */
  Html raw(String ours) {
    out.append(ours);
    return this;
  }

  /** Any text, within an element or a quoted attribute. */
  Html text(String anything) {
    // A cleaned line has no line break left, so that none can be made to look like two.
    String clean = ForeignText.block(anything, LONGEST).replace('\n', ' ');
    for (int index = 0; index < clean.length(); index++) {
      char one = clean.charAt(index);
      switch (one) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(one);
      }
    }
    return this;
  }

  /** An element with text in it. */
  Html element(String name, String anything) {
    return raw("<").raw(name).raw(">").text(anything).raw("</").raw(name).raw(">\n");
  }

  /** A field that nobody sees. */
  Html hidden(String name, String value) {
    return raw("<input type=\"hidden\" name=\"")
        .raw(name)
        .raw("\" value=\"")
        .text(value)
        .raw("\">\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
