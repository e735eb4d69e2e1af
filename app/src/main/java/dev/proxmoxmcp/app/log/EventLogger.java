package dev.proxmoxmcp.app.log;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Hands what one part of the program says to {@link Logs}. Thread-safe. */
final class EventLogger implements System.Logger {
  private final String name;
  private final boolean ours;

  EventLogger(String name) {
    this.name = name;
    this.ours = name.startsWith(Logs.OURS);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return Logs.shows(level, ours);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      say(level, text(bundle, message), thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... values) {
    if (isLoggable(level)) {
      say(level, filled(text(bundle, format), values), null);
    }
  }

  private void say(Level level, String message, @Nullable Throwable thrown) {
    Logs.write(new LogEvent(Instant.now(), level, name, message, thrown));
  }

  private static String text(@Nullable ResourceBundle bundle, @Nullable String message) {
    if (bundle == null || message == null) {
      return String.valueOf(message);
    }
    try {
      return bundle.getString(message);
    } catch (MissingResourceException | ClassCastException untranslated) {
      return message;
    }
  }

  private static String filled(String format, @Nullable Object @Nullable [] values) {
    if (values == null || values.length == 0) {
      return format;
    }
    try {
      return MessageFormat.format(format, values);
    } catch (IllegalArgumentException noPattern) {
      return format;
    }
  }
}
