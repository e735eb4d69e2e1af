package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Secret;
import java.util.regex.Pattern;

/** One code of six digits, as a person reads it off an authenticator app: good for one login. */
public final class TotpCode implements SecondFactor {
  private static final Pattern DIGITS = Pattern.compile("\\d{6}");

  private final Secret digits;

  private TotpCode(Secret digits) {
    this.digits = digits;
  }

  /**
   * Reads one; blanks between the digits are taken.
   *
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  public static TotpCode of(Secret typed) {
    String text = typed.reveal().replaceAll("\\s", "");
    if (!DIGITS.matcher(text).matches()) {
      throw new IllegalArgumentException("a code of the authenticator app has six digits");
    }
    return new TotpCode(Secret.of(text));
  }

  /** Whatever the step: Proxmox says whether it is the right one. */
  @Override
  public String code(long step) {
    return digits.reveal();
  }

  @Override
  public String toString() {
    return "TotpCode[redacted]";
  }
}
