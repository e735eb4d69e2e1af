package dev.proxmoxmcp.settings.secret;

/** A secret as it stands in the store. No record, since it holds arrays; they never change. */
final class SealedEntry {
  private final StoredSecret about;
  private final byte[] nonce;
  private final byte[] sealed;

  SealedEntry(StoredSecret about, byte[] nonce, byte[] sealed) {
    this.about = about;
    this.nonce = nonce;
    this.sealed = sealed;
  }

  StoredSecret about() {
    return about;
  }

  byte[] nonce() {
    return nonce;
  }

  /** Ciphertext and tag. */
  byte[] sealed() {
    return sealed;
  }
}
