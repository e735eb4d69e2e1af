package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.settings.NamedFiles;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This machine and the settings on it. It holds the environment, and so perhaps a secret: it is no
 * record, and prints nothing. Immutable.
 */
public final class Here {
  private final @Nullable String config;
  private final Optional<Path> file;
  private final Map<String, String> environment;
  private final Reading reading;
  private final Machine machine;
  private final NamedFiles named;

  /** What came of reading the settings. */
  public sealed interface Reading {
    /** They can be used. */
    record Usable(Configuration configuration) implements Reading {}

    /** They cannot. */
    record Unusable(SettingsException why) implements Reading {}
  }

  private Here(
      @Nullable String config,
      Optional<Path> file,
      Map<String, String> environment,
      Reading reading,
      Machine machine) {
    this.config = config;
    this.file = file;
    this.environment = Map.copyOf(environment);
    this.reading = reading;
    this.machine = machine;
    this.named = NamedFiles.of(file, environment);
  }

  /**
   * Looks here.
   *
   * @param config the settings file of the command line; null for where it usually is
   * @param settings reads them, or throws a {@link SettingsException}
   */
  public static Here of(
      @Nullable String config, Map<String, String> environment, Supplier<Configuration> settings) {
    return of(config, environment, settings, new ThisMachine());
  }

  /** The same on another machine. */
  static Here of(
      @Nullable String config,
      Map<String, String> environment,
      Supplier<Configuration> settings,
      Machine machine) {
    Optional<Path> file = Optional.empty();
    Reading reading;
    try {
      file = SettingsFile.find(config, environment);
      reading = new Reading.Usable(settings.get());
    } catch (SettingsException unusable) {
      reading = new Reading.Unusable(unusable);
    }
    return new Here(config, file, environment, reading, machine);
  }

  @Nullable String config() {
    return config;
  }

  Optional<Path> file() {
    return file;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** What came of reading the settings. */
  public Reading reading() {
    return reading;
  }

  Machine machine() {
    return machine;
  }

  /** What the settings point to. */
  NamedFiles named() {
    return named;
  }

  /** {@code --config FILE} for the commands of this program, where one was given. */
  String configOption() {
    return config == null ? "" : " --config " + Shell.word(config);
  }
}
