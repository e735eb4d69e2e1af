package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.log.LogFormat;
import dev.proxmoxmcp.app.log.Logs;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How and how much is logged to standard error. */
final class LogOption {
  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = FormatReader.class,
      description = "text (default) or json; one event a line, on standard error.")
  private LogFormat format = LogFormat.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      converter = LevelReader.class,
      description = "error, warning, info or debug.")
  private @Nullable Level level;

  /**
   * Configures the log.
   *
   * @param otherwise the level if none was asked for
   */
  void configure(Level otherwise) {
    Logs.configure(format, level == null ? otherwise : level);
  }

  /** Reads a format. */
  static final class FormatReader implements ITypeConverter<LogFormat> {
    @Override
    public LogFormat convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "text" -> LogFormat.TEXT;
        case "json" -> LogFormat.JSON;
        default ->
            throw new TypeConversionException("unknown format '" + text + "'; it is text or json");
      };
    }
  }

  /** Reads a level by its name in System.Logger. */
  static final class LevelReader implements ITypeConverter<Level> {
    @Override
    public Level convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "error" -> Level.ERROR;
        case "warning" -> Level.WARNING;
        case "info" -> Level.INFO;
        case "debug" -> Level.DEBUG;
        default ->
            throw new TypeConversionException(
                "unknown level '" + text + "'; it is error, warning, info or debug");
      };
    }
  }
}
