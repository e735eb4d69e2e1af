package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.log.LogFormat;
import dev.proxmoxmcp.app.log.Logs;
import dev.proxmoxmcp.settings.ServerEntry;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How and how much is logged to standard error. */
final class LogOption {
  private static final String VARIABLE = "PROXMOX_MCP_LOG_LEVEL";

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      converter = FormatReader.class,
      description = "text (default) or json; one event a line, on standard error.")
  private @Nullable LogFormat format;

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
    configure(ServerEntry.NONE, otherwise);
  }

  /**
   * Configures the log, once the settings are known.
   *
   * @param otherwise the level if neither was asked for one
   */
  void configure(ServerEntry settings, Level otherwise) {
    String ofSettings = settings.log().level();
    String formatOfSettings = settings.log().format();
    Level usual = ofSettings == null ? otherwise : LevelReader.read(ofSettings);
    LogFormat usualFormat =
        formatOfSettings == null ? LogFormat.TEXT : FormatReader.read(formatOfSettings);
    Logs.configure(format == null ? usualFormat : format, level == null ? usual : level);
  }

  /**
   * Configures the log of a command for people, once the settings are known: what they say is for
   * the server, so no more than warnings stand before an answer, unless the command line or the
   * variable asks for it.
   */
  void configureForPeople(ServerEntry settings, Map<String, String> environment) {
    String wanted = settings.log().level();
    boolean chatty =
        wanted != null && LevelReader.read(wanted).getSeverity() < Level.WARNING.getSeverity();
    boolean ofServer = chatty && environment.getOrDefault(VARIABLE, "").isBlank();
    configure(
        ofServer ? settings.with(new ServerEntry.Log(null, settings.log().format())) : settings,
        Level.WARNING);
  }

  /** Reads a format. */
  static final class FormatReader implements ITypeConverter<LogFormat> {
    @Override
    public LogFormat convert(String text) {
      return read(text);
    }

    private static LogFormat read(String text) {
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
      return read(text);
    }

    private static Level read(String text) {
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
