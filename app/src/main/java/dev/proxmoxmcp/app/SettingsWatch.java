package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.settings.SettingsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings again when one of their files has changed, or when it is told to. What cannot
 * be used changes nothing, and is said once. Guarded by its own lock, so that one reading follows
 * the other.
 */
public final class SettingsWatch implements AutoCloseable {
  /** How often it looks; a change counts when it has not gone on since the look before. */
  static final Duration EVERY = Duration.ofSeconds(2);

  static final String THREAD = "settings";

  private static final Logger LOG = System.getLogger(SettingsWatch.class.getName());

  private final Supplier<Configuration> reader;
  private final Consumer<Configuration> taker;
  private final Pause pause;
  private @Nullable Thread thread;
  private Set<Path> files;
  private Set<FileStamp> seen;
  private boolean changing;

  /**
   * @param reader reads the settings anew
   * @param taker puts them into force, wholly or not at all; throws {@link SettingsException} for
   *     the latter
   * @param files to look at
   * @param pause how to wait
   */
  SettingsWatch(
      Supplier<Configuration> reader,
      Consumer<Configuration> taker,
      Collection<Path> files,
      Pause pause) {
    this.reader = reader;
    this.taker = taker;
    this.pause = pause;
    this.files = Set.copyOf(files);
    this.seen = FileStamp.of(files);
  }

  /** Begins to look, where there is something to look at. */
  SettingsWatch start() {
    if (!files.isEmpty()) {
      thread = Thread.ofVirtual().name(THREAD).start(this::watch);
    }
    return this;
  }

  /** From now on SIGHUP has them read at once. */
  public void handleSignals() {
    Hangup.handle(this::told);
  }

  private void watch() {
    try {
      while (true) {
        pause.sleep(EVERY);
        look();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    Set<FileStamp> now = FileStamp.of(files);
    if (!now.equals(seen)) {
      seen = now;
      changing = true;
    } else if (changing) {
      read("a file changed");
    }
  }

  /** Reads them now; without any file there is nothing new to read. */
  synchronized void told() {
    if (files.isEmpty()) {
      LOG.log(Level.INFO, "There is no settings file, so nothing was read again. reason=SIGHUP");
    } else {
      read("SIGHUP");
    }
  }

  private void read(String reason) {
    changing = false;
    seen = FileStamp.of(files);
    try {
      Configuration read = reader.get();
      taker.accept(read);
      files = read.settings().files();
      seen = FileStamp.of(files);
      LOG.log(Level.INFO, "The settings were read again and are in force. reason={0}", reason);
    } catch (SettingsException unusable) {
      String.valueOf(unusable.getMessage())
          .lines()
          .forEach(problem ->
              LOG.log(
                  Level.ERROR,
                  "Settings that changed cannot be used, and the old ones stay in force."
                      + " reason={0} problem={1}",
                  reason,
                  problem));
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
