package dev.proxmoxmcp.app.http;

import dev.proxmoxmcp.mcp.transport.http.ServerCertificate;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A certificate that the server makes for itself and keeps: clients that know its fingerprint, or
 * have its file, know the server again. One that ends soon is replaced at the start.
 */
final class OwnCertificate {
  /** As long as every client takes one. */
  static final Duration VALID = Duration.ofDays(825);

  /** One that ends sooner is made anew. */
  static final Duration LEFT = Duration.ofDays(60);

  private static final String CERTIFICATE = "http-certificate.pem";
  private static final String KEY = "http-key.pem";

  private final Path folder;
  private final InstantSource clock;
  private final Map<String, String> environment;

  /**
   * @param folder where it is kept; made if it is not there
   * @param environment says which files a runtime mounted
   */
  OwnCertificate(Path folder, InstantSource clock, Map<String, String> environment) {
    this.folder = folder;
    this.clock = clock;
    this.environment = environment;
  }

  /** What clients may be given, in PEM. */
  Path file() {
    return folder.resolve(CERTIFICATE);
  }

  private Path keyFile() {
    return folder.resolve(KEY);
  }

  /**
   * The one that is kept, or a new one.
   *
   * @param names of a new one, names and addresses; the first is its subject
   * @throws SecretException if it can neither be read nor made
   */
  ServerCertificate take(List<String> names) {
    if (Files.exists(keyFile()) && Files.exists(file())) {
      ServerCertificate kept = PemFiles.read(file(), keyFile(), environment);
      if (kept.chain().getFirst().getNotAfter().toInstant().isAfter(clock.instant().plus(LEFT))) {
        return kept;
      }
    }
    MadeCertificate made = MadeCertificate.of(names, clock.instant(), clock.instant().plus(VALID));
    byte[] key = made.keyPem();
    try {
      // First away with the old one: a key without its certificate counts as none.
      Files.deleteIfExists(file());
      WholeFile.at(keyFile()).replace(key);
      WholeFile.at(file()).replace(made.certificatePem());
    } catch (IOException failure) {
      throw new SecretException(
          "the file " + file() + " cannot be replaced: " + failure.getMessage() + ".");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    return PemFiles.read(file(), keyFile(), environment);
  }
}
