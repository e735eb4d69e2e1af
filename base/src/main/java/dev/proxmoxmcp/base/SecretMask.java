package dev.proxmoxmcp.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filter of last resort: takes the values of all secrets of this process out of a text that is
 * about to leave it, should one ever have got into it. Thread-safe.
 *
 * <p>It is the one state that all share: a log line does not know which secrets there are, and one
 * that was forgotten in the wiring would be the one that leaks. Secrets of fewer than {@value
 * #SHORTEST} bytes are not looked for: they stand in ordinary text too.
 */
public final class SecretMask {
  /** What stands in the place of a secret; needs no escaping in any form of text. */
  public static final String SHOWN = "[secret]";

  static final int SHORTEST = 8;

  /** Of values; the one that was used longest ago goes first. */
  private static final int MOST = 256;

  private static final Map<Value, Integer> KNOWN = new LinkedHashMap<>(16, 0.75f, true);

  /** Null after a change, until a text is looked at. */
  private static volatile @Nullable SecretPatterns patterns = SecretPatterns.of(KNOWN.keySet());

  private SecretMask() {}

  /** {@code text} without secrets; the same object if there is none in it. */
  public static String hide(String text) {
    SecretPatterns now = patterns;
    return (now == null ? renewed() : now).hide(text);
  }

  private static SecretPatterns renewed() {
    synchronized (KNOWN) {
      SecretPatterns now = patterns;
      if (now == null) {
        now = SecretPatterns.of(KNOWN.keySet());
        patterns = now;
      }
      return now;
    }
  }

  /** From now on the value is taken out of texts, once more often than it was told to stop. */
  static void add(byte[] utf8) {
    if (utf8.length < SHORTEST) {
      return;
    }
    synchronized (KNOWN) {
      if (KNOWN.merge(new Value(utf8.clone()), 1, Integer::sum) == 1) {
        if (KNOWN.size() > MOST) {
          remove(KNOWN.keySet().iterator().next());
        }
        patterns = null;
      }
    }
  }

  /** One of those who added the value needs it no more. */
  static void remove(byte[] utf8) {
    synchronized (KNOWN) {
      Value value = new Value(utf8.clone());
      Integer count = KNOWN.get(value);
      if (count != null && count > 1) {
        KNOWN.put(value, count - 1);
      } else if (count != null) {
        remove(value);
        patterns = null;
      }
      value.wipe();
    }
  }

  private static void remove(Value value) {
    KNOWN.keySet().stream()
        .filter(value::equals)
        .findFirst()
        .ifPresent(kept -> {
          KNOWN.remove(kept);
          kept.wipe();
        });
  }

  /** Compared by content; prints nothing. */
  static final class Value {
    private final byte[] utf8;
    private final int hash;

    private Value(byte[] utf8) {
      this.utf8 = utf8;
      this.hash = Arrays.hashCode(utf8);
    }

    byte[] utf8() {
      return utf8;
    }

    String text() {
      return new String(utf8, StandardCharsets.UTF_8);
    }

    private void wipe() {
      Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Value that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public String toString() {
      return "Value[redacted]";
    }
  }
}
