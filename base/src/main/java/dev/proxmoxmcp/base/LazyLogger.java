package dev.proxmoxmcp.base;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A log that is looked for when something is first said: to find the log of the process is the most
 * expensive step of a start, as the JDK searches the whole class path for it. For classes that are
 * on the way to a first answer and seldom say anything. Thread safe.
 */
public final class LazyLogger implements System.Logger {
  private final String name;
  private volatile System.@Nullable Logger found;

  private LazyLogger(String name) {
    this.name = name;
  }

  /** The log of {@code origin}, under its name. */
  public static System.Logger of(Class<?> origin) {
    return new LazyLogger(origin.getName());
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return found().isLoggable(level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    found().log(level, bundle, message, thrown);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    found().log(level, bundle, format, parameters);
  }

  /** Two threads may find it at once; both find the same. */
  private System.Logger found() {
    System.Logger known = found;
    if (known == null) {
      known = System.getLogger(name);
      found = known;
    }
    return known;
  }
}
