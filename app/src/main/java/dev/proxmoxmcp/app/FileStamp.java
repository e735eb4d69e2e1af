package dev.proxmoxmcp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By what one sees that a file is another than before. Links are followed: some runtimes change
 * only these.
 *
 * @param modified when it was written last; null where there is none, or it cannot be looked at
 * @param size in bytes
 * @param key what the file system calls it; null where that has no such thing
 */
record FileStamp(Path file, @Nullable FileTime modified, long size, @Nullable Object key) {
  static FileStamp of(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(file, seen.lastModifiedTime(), seen.size(), seen.fileKey());
    } catch (IOException notThere) {
      return new FileStamp(file, null, 0, null);
    }
  }

  static Set<FileStamp> of(Collection<Path> files) {
    return files.stream().map(FileStamp::of).collect(Collectors.toUnmodifiableSet());
  }
}
