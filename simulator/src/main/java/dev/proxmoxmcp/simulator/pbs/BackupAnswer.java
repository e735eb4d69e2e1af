package dev.proxmoxmcp.simulator.pbs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers.
 *
 * @param data null where there is nothing to tell
 * @param beside what stands beside the data: {@code total}, {@code digest}
 */
record BackupAnswer(@Nullable Object data, Map<String, Object> beside) {
  static BackupAnswer of(@Nullable Object data) {
    return new BackupAnswer(data, Map.of());
  }

  static BackupAnswer done() {
    return of(null);
  }

  static BackupAnswer page(Object data, long total) {
    return new BackupAnswer(data, Map.of("total", total));
  }

  static BackupAnswer versioned(Object data, String digest) {
    return new BackupAnswer(data, Map.of("digest", digest));
  }
}
