package dev.proxmoxmcp.store;

import dev.proxmoxmcp.base.KnownFault;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Says what is wrong with a file and what to do, instead of a code of SQLite. */
final class Trouble {
  /** The lowest byte is the kind; the rest tells kinds of it apart. */
  private static final int KIND = 0xff;

  /** Of the smallest piece in which the files beside a store grow. */
  private static final long LEAST_ROOM = 32L << 10;

  private Trouble() {}

  static CannotRecord with(Path file, SQLException failure) {
    return told(file, sentence(file, failure.getErrorCode() & KIND, failure), failure);
  }

  static CannotRecord with(Path folder, IOException failure) {
    String why =
        switch (failure) {
          case AccessDeniedException _ ->
              "cannot be made or written by the user who runs this program. Give it to that user"
                  + " (`sudo install -d -m 700 -o \"$(id -un)\" "
                  + folder
                  + "`), or set PROXMOX_MCP_STATE to another folder.";
          case FileSystemException refused ->
              "cannot be made or written: "
                  + reason(refused)
                  + ". Mend that, or set PROXMOX_MCP_STATE to another folder.";
          default -> "cannot be used: " + failure.getMessage() + ".";
        };
    return new CannotRecord("cannot record: the state folder " + folder + " " + why, failure);
  }

  static CannotRecord of(Path file, String sentence) {
    return told(file, sentence, null);
  }

  private static CannotRecord told(Path file, String sentence, @Nullable SQLException failure) {
    String message = "cannot record: " + file + " " + sentence;
    assert KnownFault.isKnown(message, StoreFault.values()) : "no known fault: " + message;
    return new CannotRecord(message, failure);
  }

  private static String reason(FileSystemException refused) {
    String reason = refused.getReason();
    return reason == null
        ? refused.getClass().getSimpleName() + " of " + refused.getFile()
        : refused.getFile() + ": " + reason;
  }

  /** What SQLite keeps beside the file for all processes has codes of its own for a full disk. */
  private static boolean isFull(Path file) {
    try {
      return Files.getFileStore(file).getUsableSpace() < LEAST_ROOM;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** There SQLite says that it could not make the files which it wants beside this one. */
  private static boolean isReadOnly(Path file) {
    try {
      return Files.getFileStore(file).isReadOnly();
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String sentence(Path file, int kind, SQLException failure) {
    if (kind == SQLiteErrorCode.SQLITE_FULL.code
        || (kind == SQLiteErrorCode.SQLITE_IOERR.code && isFull(file))) {
      return "has no room left. Make some on its file system (`df -h "
          + file.getParent()
          + "`); it goes on by itself then.";
    }
    if (kind == SQLiteErrorCode.SQLITE_READONLY.code
        || kind == SQLiteErrorCode.SQLITE_PERM.code
        || (kind == SQLiteErrorCode.SQLITE_CANTOPEN.code && isReadOnly(file))) {
      return "is read-only here. Mount its file system for writing and give the file to the user"
          + " who runs this program, or set PROXMOX_MCP_STATE to another folder.";
    }
    if (kind == SQLiteErrorCode.SQLITE_CANTOPEN.code || kind == SQLiteErrorCode.SQLITE_AUTH.code) {
      return "cannot be opened by the user who runs this program. Give it and its folder to that"
          + " user, or set PROXMOX_MCP_STATE to another folder.";
    }
    if (kind == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return "is no store of this program. Move it away, or set PROXMOX_MCP_STATE to another"
          + " folder.";
    }
    if (kind == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return "is damaged. Stop all copies of this program, keep the file for examination (`mv "
          + file
          + " "
          + file
          + ".damaged`) and put a backup in its place; without one a new trail begins.";
    }
    if (kind == SQLiteErrorCode.SQLITE_BUSY.code || kind == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return "was in use by another process for longer than this one waits. Try again; `fuser "
          + file
          + "` names the processes.";
    }
    if (kind == SQLiteErrorCode.SQLITE_IOERR.code) {
      return "cannot be read or written: the system reports an input or output error ("
          + failure.getMessage()
          + "). Look at the disk and its free space.";
    }
    return "cannot be used: " + failure.getMessage() + ".";
  }
}
