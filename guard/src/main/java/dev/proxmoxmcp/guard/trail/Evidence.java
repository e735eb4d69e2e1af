package dev.proxmoxmcp.guard.trail;

import dev.proxmoxmcp.guard.trail.Finding.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a trail beside it, and may be kept elsewhere: the key, the signed head, the
 * signed checkpoints.
 *
 * @param key that signed; empty if there is none
 * @param head the signed head; empty if there is none
 * @param checkpoints those whose signatures are right, by the number of their record
 * @param problems what is wrong with the files themselves
 */
record Evidence(
    Optional<CheckKey> key,
    Optional<Seal> head,
    NavigableMap<Long, Seal> checkpoints,
    List<Finding> problems) {
  /**
   * Reads what is in a state folder.
   *
   * @param wanted the fingerprint that the key must have; empty for that of the folder
   */
  static Evidence in(Path folder, Optional<String> wanted) {
    List<Finding> problems = new ArrayList<>();
    Optional<CheckKey> key = key(folder, problems);
    if (key.isPresent() && wanted.isPresent() && !key.get().fingerprint().equals(wanted.get())) {
      problems.add(
          new Finding(
              Flaw.KEY,
              0,
              "The key in %s is %s, and %s was asked for."
                  .formatted(
                      folder.resolve(CheckKey.FILE), key.get().fingerprint(), wanted.get())));
    }
    Optional<Seal> head = Optional.empty();
    NavigableMap<Long, Seal> checkpoints = new TreeMap<>();
    try {
      head = head(folder, key, problems);
      checkpoints(folder, key, problems, checkpoints);
    } catch (IOException unreadable) {
      problems.add(
          new Finding(
              Flaw.FILE, 0, "A file of " + folder + " cannot be read: " + unreadable + "."));
    }
    return new Evidence(key, head, checkpoints, problems);
  }

  private static Optional<CheckKey> key(Path folder, List<Finding> problems) {
    Path file = folder.resolve(CheckKey.FILE);
    try {
      return Optional.of(CheckKey.read(file));
    } catch (IOException unreadable) {
      problems.add(
          new Finding(
              Flaw.FILE,
              0,
              Files.exists(file)
                  ? "The public key " + file + " cannot be read, so no signature can be checked."
                  : "The public key " + file + " is missing, so no signature can be checked."));
      return Optional.empty();
    }
  }

  private static Optional<Seal> head(Path folder, Optional<CheckKey> key, List<Finding> problems)
      throws IOException {
    Path file = folder.resolve(SealFiles.HEAD);
    Optional<Seal> head = SealFiles.head(folder);
    if (head.isEmpty()) {
      problems.add(
          new Finding(
              Flaw.FILE,
              0,
              file + " is missing or empty, so nothing shows whether the end was cut off."));
    } else if (key.isPresent() && !head.get().isSignedBy(key.get())) {
      problems.add(wrongSignature(file.toString(), head.get(), key.get()));
      return Optional.empty();
    }
    return head;
  }

  private static void checkpoints(
      Path folder,
      Optional<CheckKey> key,
      List<Finding> problems,
      NavigableMap<Long, Seal> checkpoints)
      throws IOException {
    int number = 0;
    for (String line : SealFiles.checkpoints(folder)) {
      number++;
      String place = folder.resolve(SealFiles.CHECKPOINTS) + ":" + number;
      Optional<Seal> seal = Seal.read(Seal.Kind.CHECKPOINT, line);
      if (seal.isEmpty()) {
        problems.add(new Finding(Flaw.FILE, 0, place + " is no checkpoint."));
      } else if (key.isPresent() && !seal.get().isSignedBy(key.get())) {
        problems.add(wrongSignature(place, seal.get(), key.get()));
      } else {
        checkpoints.put(seal.get().head().seq(), seal.get());
      }
    }
  }

  static Finding wrongSignature(String what, Seal seal, CheckKey key) {
    return seal.key().equals(key.fingerprint())
        ? new Finding(
            Flaw.REWRITTEN, seal.head().seq(), what + " has a signature that does not fit it.")
        : new Finding(
            Flaw.KEY,
            seal.head().seq(),
            "%s was signed with the key %s, and the key here is %s."
                .formatted(what, seal.key(), key.fingerprint()));
  }
}
