package dev.proxmoxmcp.settings.key;

/** The shape of a value. */
public enum Shape {
  /** One text. */
  TEXT,
  /** One of a few words. */
  WORD,
  /** Several of a few words, or one alone. */
  WORDS,
  /** {@code true} or {@code false}. */
  FLAG,
  /** 1 to 65535. */
  PORT,
  /** A whole number. */
  NUMBER,
  /** A whole number within bounds. */
  COUNT,
  /** A file. */
  PATH,
  /** Where a secret is, never the secret. */
  SECRET,
  /** Several texts, or one alone. */
  TEXTS,
  /** Several texts, or one alone; or a mapping from nodes to such. */
  TEXTS_OR_BY_NODE,
  /** From nodes to one text each. */
  BY_NODE,
  /** From names of one's choice to one text each. */
  BY_NAME,
  /** Guests by vmid, range or name: several, or one alone. */
  GUESTS,
  /** What a rule asks: from some of the words to several texts each, or one alone. */
  CONDITIONS,
  /** Keys of its own. */
  SECTION,
  /** A list of {@link #SECTION}s. */
  SECTIONS,
  /** From names of one's choice to a {@link #SECTION}. */
  NAMED_SECTIONS
}
