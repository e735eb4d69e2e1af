package dev.proxmoxmcp.settings;

import java.util.List;

/**
 * What connections may be made of, as the settings say it: names and fingerprints not checked yet.
 *
 * @param versions of TLS; empty for all that are good
 * @param ciphers cipher suites; empty for all that are good
 * @param revoked fingerprints of certificates that nothing can vouch for
 */
public record TlsEntry(Listed versions, Listed ciphers, Listed revoked) {
  /** Nothing was said of it. */
  static final TlsEntry NONE =
      new TlsEntry(Listed.none("tls-versions"), Listed.none("tls-ciphers"), Listed.none("revoked"));

  /**
   * Texts, and where they stand.
   *
   * @param place begins what is said about them
   */
  public record Listed(String place, List<String> texts) {
    /** Copies the texts. */
    public Listed {
      texts = List.copyOf(texts);
    }

    private static Listed none(String key) {
      return new Listed(key, List.of());
    }

    /** These, or {@code all} if there are none. */
    public List<String> or(List<String> all) {
      return texts.isEmpty() ? all : texts;
    }
  }
}
