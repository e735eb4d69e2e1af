package dev.proxmoxmcp.client.catalog;

/**
 * A parameter of an endpoint, a key of a property string, or a property of an answer.
 *
 * @param name as sent; one with {@code [n]}, such as {@code net[n]}, stands for {@code net0},
 *     {@code net1} and so on
 * @param required whether a call without it is refused
 * @param byDefault what it is without being sent, as a text; "" if that is not known
 * @param requires another parameter that must be sent with it; "" for none
 * @param description what a host says about it, untrusted and made harmless to show; "" in a
 *     built-in catalog
 */
public record ApiParameter(
    String name,
    ApiType type,
    boolean required,
    String byDefault,
    String requires,
    String description) {
  private static final String INDEX = "[n]";

  /** Whether the name stands for numbered ones. */
  public boolean indexed() {
    return name.endsWith(INDEX);
  }

  /** Whether {@code sent} names it: {@code net0} names {@code net[n]}. */
  public boolean isNamedBy(String sent) {
    if (!indexed()) {
      return name.equals(sent);
    }
    String stem = name.substring(0, name.length() - INDEX.length());
    return sent.startsWith(stem) && isIndex(sent.substring(stem.length()));
  }

  /** The highest index is not published, so hosts are left to refuse one that is too high. */
  private static boolean isIndex(String text) {
    return !text.isEmpty()
        && text.length() <= 3
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 1 || text.charAt(0) != '0');
  }
}
