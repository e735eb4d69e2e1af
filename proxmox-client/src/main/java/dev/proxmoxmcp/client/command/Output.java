package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.client.http.LongTexts;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command wrote: its beginning and its end, at most {@value #KEPT} bytes together. The
 * arrays are for reading only.
 *
 * @param head the first bytes; all, if nothing is omitted
 * @param tail the last bytes; empty if nothing is omitted
 * @param omitted how many bytes are left out between them
 * @param cutInGuest whether the guest itself kept only the beginning, so that nobody knows how much
 *     there was
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy of each would cost more
public record Output(byte[] head, byte[] tail, long omitted, boolean cutInGuest) {
  /** How much of an output is kept, in bytes. */
  public static final int KEPT = 64 << 10;

  private static final Pattern LEFT_OUT =
      Pattern.compile(LongTexts.MARK + "([0-9]{1,12})" + LongTexts.MARK);

  /** Of a command that wrote nothing. */
  public static Output none() {
    return new Output(new byte[0], new byte[0], 0, false);
  }

  /** How much the command wrote, as far as is known. */
  public long size() {
    return head.length + omitted + tail.length;
  }

  /** All that is kept, one after the other. */
  public byte[] kept() {
    byte[] all = new byte[head.length + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  /**
   * From what the API shows of it. Proxmox makes a text of the bytes by taking each for a character
   * of Latin-1; a text with others was read as UTF-8 already.
   */
  static Output ofShown(String text, boolean cutInGuest) {
    OutputCollector collected = new OutputCollector();
    Matcher left = LEFT_OUT.matcher(text);
    if (left.find()) {
      collected.write(bytesOf(text.substring(0, left.start())));
      collected.skip(Long.parseLong(left.group(1)));
      collected.write(bytesOf(text.substring(left.end())));
    } else {
      collected.write(bytesOf(text));
    }
    return collected.output(cutInGuest);
  }

  /** Whether the middle of a text was left out when it came. */
  static boolean isShortened(String shown) {
    return LEFT_OUT.matcher(shown).find();
  }

  static byte[] bytesOf(String shown) {
    boolean bytes = shown.chars().allMatch(character -> character <= 0xFF);
    return shown.getBytes(bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }
}
