package dev.proxmoxmcp.client.catalog;

/**
 * Why a call was not sent.
 *
 * @param parameter the name as sent, or of what is missing, made harmless to show
 * @param message a sentence: which parameter, what was found, what is accepted
 */
public record Problem(String parameter, Kind kind, String message) {
  /** What is wrong. */
  public enum Kind {
    /** It has to be sent. */
    MISSING,
    /** The endpoint does not take it. */
    UNKNOWN,
    /** It is of another type. */
    TYPE,
    /** It is too small or too large. */
    BOUND,
    /** It is too short or too long. */
    LENGTH,
    /** It is none of the accepted words. */
    CHOICE,
    /** It does not have the named grammar. */
    FORMAT,
    /** The regular expression does not match. */
    PATTERN,
    /** A property string has a key that is unknown, twice or missing. */
    KEY,
    /** Another one that was sent needs it. */
    REQUIRED_BY,
    /** It would not stay within its place in the path, or differs from what the path says. */
    PATH
  }
}
