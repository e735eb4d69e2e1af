package dev.proxmoxmcp.guard.trail;

/**
 * Something that is wrong with an audit trail.
 *
 * @param flaw what sort of thing
 * @param seq the number of the record where it shows; 0 for the trail as a whole
 * @param text what is wrong, a whole sentence
 */
public record Finding(Flaw flaw, long seq, String text) {
  /** What sorts of things can be wrong. */
  public enum Flaw {
    /** A record is not what was recorded. */
    EDITED,
    /** The hash of a record was changed. */
    HASH,
    /** Records within the trail, or at its start, are missing. */
    MISSING,
    /** A record does not follow on the one before it, which is put in, or took another's place. */
    INSERTED,
    /** A record stands in the place of another. */
    MOVED,
    /** Records at the end are missing, or the whole is an older copy. */
    CUT,
    /** The records fit each other, but not what was signed: history was written anew. */
    REWRITTEN,
    /** The trail is another one than the one that was signed. */
    REPLACED,
    /** The key is another one than the one that signed. */
    KEY,
    /** A file that belongs to the trail is missing or cannot be read. */
    FILE
  }
}
