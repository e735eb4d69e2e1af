package dev.proxmoxmcp.store;

import dev.proxmoxmcp.base.KnownFault;

/**
 * What can be wrong with the file of a store, so that nothing can be recorded. Its messages are
 * asserted to be of this list; a test brings each of them about.
 */
public enum StoreFault implements KnownFault {
  /** No room. */
  FULL(
      "its file system is full, or a quota is used up",
      "make room (`df -h FOLDER`): it goes on by itself; or `PROXMOX_MCP_STATE=FOLDER`",
      "cannot record: … has no room left"),
  /** Not to be written. */
  READ_ONLY(
      "its file system is mounted read-only, or the file is somebody else's",
      "mount it for writing, give the file to the user who runs this, or"
          + " `PROXMOX_MCP_STATE=FOLDER`",
      "cannot record: … is read-only here"),
  /** Not to be opened. */
  NOT_OPENED(
      "the file or its folder is somebody else's, or a folder has its name",
      "give both to the user who runs this, or `PROXMOX_MCP_STATE=FOLDER`",
      "cannot record: … cannot be opened by the user who runs this program"),
  /** Held by another. */
  IN_USE(
      "another process keeps it locked: one that hangs, or a tool that reads SQLite",
      "`fuser FILE` names the processes; end the one that hangs, and try again",
      "cannot record: … was in use by another process for longer than this one waits"),
  /** The disk itself. */
  DISK(
      "the system reports an input or output error: a disk that fails, a network that is away",
      "`dmesg`, and the free space of the disk",
      "cannot record: … cannot be read or written: the system reports an input or output error"),
  /** Something else. */
  NO_STORE(
      "something else stands in its place",
      "move it away, or `PROXMOX_MCP_STATE=FOLDER`",
      "cannot record: … is no store of this program",
      "cannot record: … is the database of another program"),
  /** Damaged. */
  DAMAGED(
      "a part of it was overwritten, or a disk lost it",
      "move it away, or put a backup in its place ([audit](audit.md))",
      "cannot record: … is damaged"),
  /** Of another version. */
  OTHER_VERSION(
      "another version of this program wrote it",
      "that version, or `PROXMOX_MCP_STATE=FOLDER`; one change brings an earlier file forward",
      "cannot record: … was written by a later version of this program",
      "cannot record: … is of an earlier version"),
  /** What nobody has thought of. */
  OTHER(
      "something of SQLite's that has no case of its own here",
      "what stands behind the colon; please report it",
      "cannot record: … cannot be used: …");

  private final Words words;

  StoreFault(String why, String mend, String... messages) {
    words = new Words(why, mend, messages);
  }

  @Override
  public Words words() {
    return words;
  }
}
