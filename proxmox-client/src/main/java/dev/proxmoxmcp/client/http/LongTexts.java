package dev.proxmoxmcp.client.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON in as it comes and leaves out the middle of every text that is longer than anything
 * Proxmox itself writes: the output of a command can be 16 MiB and each byte of it six characters
 * of JSON, and what was read cannot be read again. Mutable; belongs to one answer.
 */
public final class LongTexts {
  /** How many characters of a long text are kept at its beginning, and as many at its end. */
  public static final int HALF = 128 << 10;

  /**
   * Stands on both sides of the number of characters that were left out. It is for private use, and
   * no byte of an output, which Proxmox writes as a character of Latin-1, can become it.
   */
  public static final char MARK = '\uE000';

  /** A character in JSON is at most an escape of six bytes. */
  private static final int LONGEST = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[] unit = new byte[LONGEST];
  private int unitLength;
  private int unitWants;
  private boolean inText;
  private long characters;
  private byte @Nullable [] ring;
  private byte @Nullable [] lengths;

  /** How many bytes are kept so far. */
  int size() {
    return out.size();
  }

  void write(byte[] bytes) {
    int kept = 0; // what stands before it is written already
    int at = 0;
    while (at < bytes.length) {
      int run = run(bytes, at);
      if (run > 0) {
        characters += inText ? run : 0;
        at += run;
      } else if (bytes[at] == '"' && unitLength == 0 && characters <= HALF) {
        inText = !inText;
        characters = 0;
        at++;
      } else {
        out.write(bytes, kept, at - kept);
        take(bytes[at]);
        at++;
        kept = at;
      }
    }
    out.write(bytes, kept, at - kept);
  }

  /**
   * How many bytes from {@code at} on are kept as they are, whatever follows: all between two
   * texts, and in a text that is still short the plain ASCII characters. Lists of thousands of
   * objects go through here before anything of it is compiled.
   */
  private int run(byte[] bytes, int at) {
    int end = at;
    if (!inText) {
      while (end < bytes.length && bytes[end] != '"') {
        end++;
      }
    } else if (unitLength == 0 && characters < HALF) {
      int most = (int) Math.min(bytes.length, at + HALF - characters);
      while (end < most && bytes[end] >= 0 && bytes[end] != '"' && bytes[end] != '\\') {
        end++;
      }
    }
    return end - at;
  }

  /** A byte of a text that is not kept as it is, or not yet. */
  private void take(byte next) {
    if (unitLength == 0 && next == '"') {
      endText();
      return;
    }
    if (unitLength == 0) {
      unitWants = wants(next);
    } else if (unitLength == 1 && unit[0] == '\\') {
      unitWants = next == 'u' ? LONGEST : 2;
    }
    unit[unitLength++] = next;
    if (unitLength == unitWants) {
      character();
      unitLength = 0;
    }
  }

  /** How many bytes a character has that begins so; two at least for an escape. */
  private static int wants(byte first) {
    if (first == '\\' || (first & 0xE0) == 0xC0) {
      return 2;
    }
    return (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 1;
  }

  private void character() {
    long index = characters++;
    if (index < HALF) {
      out.write(unit, 0, unitLength);
      return;
    }
    if (ring == null || lengths == null) {
      ring = new byte[HALF * LONGEST];
      lengths = new byte[HALF];
    }
    int slot = (int) (index % HALF);
    System.arraycopy(unit, 0, ring, slot * LONGEST, unitLength);
    lengths[slot] = (byte) unitLength;
  }

  private void endText() {
    if (ring != null && lengths != null && characters > HALF) {
      long omitted = Math.max(0, characters - 2L * HALF);
      if (omitted > 0) {
        out.writeBytes((MARK + Long.toString(omitted) + MARK).getBytes(StandardCharsets.UTF_8));
      }
      for (long index = HALF + omitted; index < characters; index++) {
        int slot = (int) (index % HALF);
        out.write(ring, slot * LONGEST, lengths[slot]);
      }
    }
    out.write('"');
    inText = false;
    characters = 0;
  }

  /** What is kept; of a text that did not end, its beginning. */
  byte[] bytes() {
    return out.toByteArray();
  }
}
