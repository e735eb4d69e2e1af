package dev.proxmoxmcp.settings.secret;

/**
 * A secret, its store or its key cannot be used; the message is a sentence with the next step, and
 * never holds a secret.
 */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SecretException(String message) {
    super(message);
  }
}
