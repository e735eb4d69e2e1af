package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Sees what cannot be the secret of an API token before a host is asked, which takes it 3 s to say
 * no and no reason. Proxmox makes UUIDs; who wrote another text into its files by hand is not
 * refused, only what people copy by mistake.
 */
public final class TokenShape {
  private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final Pattern WHOLE = Pattern.compile(UUID);
  private static final Pattern AT_ITS_END = Pattern.compile("(?s).*[^0-9a-fA-F-]" + UUID);
  private static final Pattern LIKE_ONE =
      Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]*");
  private static final Pattern ID = Pattern.compile("[^\\s!]+@[^\\s!]+![^\\s!]+");
  private static final Pattern QUOTED = Pattern.compile("(?s)[\"'`].*|.*[\"'`]");

  private TokenShape() {}

  /**
   * The secret, if it may be one. Else it is overwritten, so that an id in its place is not taken
   * out of all messages from then on.
   *
   * @param problems told what is wrong
   */
  public static Optional<Secret> checked(Secret secret, Consumer<String> problems) {
    Optional<String> mistake = mistake(secret);
    if (mistake.isEmpty()) {
      return Optional.of(secret);
    }
    secret.destroy();
    problems.accept(mistake.get());
    return Optional.empty();
  }

  /**
   * What is wrong with it.
   *
   * @return for people, without what it is; empty if it may be one
   */
  public static Optional<String> mistake(Secret secret) {
    String text = secret.reveal();
    if (WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    if (QUOTED.matcher(text).matches()) {
      return Optional.of("a quotation mark stands around the secret; take it away");
    }
    if (AT_ITS_END.matcher(text).matches()) {
      return Optional.of(
          "more than the secret stands here; keep the UUID at its end alone, which is what Proxmox"
              + " showed as the token's value");
    }
    if (ID.matcher(text).matches()) {
      return Optional.of(
          "this is the id of a token and not its secret, which is a UUID that Proxmox showed once,"
              + " when it made the token");
    }
    return LIKE_ONE.matcher(text).matches()
        ? Optional.of(
            "this is no whole secret: a UUID has 36 characters, and here are " + text.length())
        : Optional.empty();
  }
}
