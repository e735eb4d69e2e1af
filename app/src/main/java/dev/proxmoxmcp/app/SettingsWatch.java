package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.settings.SettingsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings again when one of their files has changed, when it is told to, or when Proxmox
 * refuses a token that they name. What cannot be used changes nothing, and is said once. Guarded by
 * its own lock, so that one reading follows the other.
 */
public final class SettingsWatch implements AutoCloseable {
  /** How often it looks; a change counts when it has not gone on since the look before. */
  static final Duration EVERY = Duration.ofSeconds(2);

  /** How often it looks while a call waits for a new secret, and for how long: five seconds. */
  private static final Duration HURRIED = Duration.ofMillis(100);

  private static final int HURRIED_LOOKS = 50;

  static final String THREAD = "settings";

  private static final Logger LOG = System.getLogger(SettingsWatch.class.getName());

  private final Supplier<Configuration> reader;
  private final Consumer<Configuration> taker;
  private final Pause pause;
  private @Nullable Thread thread;
  private boolean closed;
  private Set<Path> files;
  private Set<FileStamp> seen;
  private Set<FileStamp> taken;
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
    this.taken = seen;
  }

  /**
   * Begins to look, where there is something to look at, and to listen to SIGHUP, which has them
   * read at once. Changes since this was made count.
   */
  public synchronized void begin() {
    if (!files.isEmpty() && thread == null && !closed) {
      thread = Thread.ofVirtual().name(THREAD).start(this::watch);
    }
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

  /**
   * Reads them without waiting for a change to be over: Proxmox refuses a token, which may just be
   * rotated. Looks at the files until one of them is another than when they were read, a few
   * seconds at the most.
   *
   * @param enough whether what was waited for is in force
   * @param patient whether to wait at all; else there is one look
   */
  void hurry(BooleanSupplier enough, boolean patient) throws InterruptedException {
    for (int look = 0; look < (patient ? HURRIED_LOOKS : 1); look++) {
      if (look > 0) {
        pause.sleep(HURRIED);
      }
      readIfChanged();
      if (enough.getAsBoolean()) {
        return;
      }
    }
  }

  private synchronized void readIfChanged() {
    if (!FileStamp.of(files).equals(taken)) {
      read("Proxmox refuses a token");
    }
  }

  /** Whether there are files that a new secret could come from. */
  synchronized boolean looksAtFiles() {
    return !files.isEmpty();
  }

  private void read(String reason) {
    changing = false;
    seen = FileStamp.of(files);
    taken = seen;
    try {
      Configuration read = reader.get();
      taker.accept(read);
      if (!files.equals(read.settings().files())) {
        files = read.settings().files();
        seen = FileStamp.of(files);
        taken = seen;
      }
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
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
