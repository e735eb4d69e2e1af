package dev.proxmoxmcp.guard.trail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/**
 * The key that signs an audit trail, an Ed25519 key of the state folder, which its owner alone can
 * read. Used by one thread at a time.
 */
final class AuditKey {
  static final String FILE = "audit.key";

  private static final String FORM = "PRIVATE KEY";

  private final Signature signature;
  private final CheckKey checkKey;

  private AuditKey(Signature signature, CheckKey checkKey) {
    this.signature = signature;
    this.checkKey = checkKey;
  }

  /**
   * The key of a folder, made there if it has none. Whoever calls this is alone on the folder.
   *
   * @throws IOException if it cannot be read or made
   */
  static AuditKey of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String publicPem = new CheckKey(made.getPublic()).pem();
        write(folder, CheckKey.FILE, publicPem);
        // This one last: where it is, the other one is.
        write(folder, FILE, Pem.write(FORM, made.getPrivate().getEncoded()) + publicPem);
      }
      String pem = Files.readString(file);
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(FORM, pem))));
      return new AuditKey(signature, CheckKey.in(pem, file));
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      throw new IOException(file + " holds no key of an audit trail", none);
    }
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path next = folder.resolve(name + ".next");
    Files.deleteIfExists(next);
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel out =
        FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
      out.write(StandardCharsets.US_ASCII.encode(text));
      out.force(true);
    }
    Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The half that others may have. */
  CheckKey checkKey() {
    return checkKey;
  }

  /** Signs a text, in Base64. */
  String sign(String text) {
    try {
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
