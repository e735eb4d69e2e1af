package dev.proxmoxmcp.app;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SIGHUP, which tells a server to read its settings again, and still ends one whose terminal was
 * closed.
 */
final class Hangup {
  private static final Logger LOG = System.getLogger(Hangup.class.getName());
  private static final Path TERMINAL = Path.of("/dev/tty");

  /** As the JVM ends by this signal: 128 and its number. */
  private static final int ENDED = 129;

  private Hangup() {}

  /**
   * From now on the signal runs {@code told}, on a thread of its own. Where there are no such
   * signals, nothing happens.
   */
  static void handle(Runnable told) {
    boolean atTerminal = terminalIsThere();
    try {
      // By name: the compiler has a warning for this class that cannot be switched off, and the JDK
      // nothing else for signals.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  received(told, atTerminal);
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
    } catch (ReflectiveOperationException | IllegalArgumentException without) {
      LOG.log(
          Level.DEBUG,
          "SIGHUP cannot be handled here; settings are read again when a file changes. reason={0}",
          String.valueOf(without.getMessage()));
    }
  }

  private static void received(Runnable told, boolean atTerminal) {
    if (atTerminal && !terminalIsThere()) {
      System.exit(ENDED);
    }
    told.run();
  }

  private static boolean terminalIsThere() {
    try (var terminal = Files.newByteChannel(TERMINAL)) {
      return terminal.isOpen();
    } catch (IOException none) {
      return false;
    }
  }
}
