package dev.proxmoxmcp.settings.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00.5Z");
  private static final Argon2Cost CHEAP = new Argon2Cost(8 << 10, 1, 1);
  private static final SecretName LAB = new SecretName("lab-token");
  private static final SecretName ATTIC = new SecretName("attic.token");
  private static final String VALUE = "7f0c6f3e-canary-of-the-store-test";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void inAFolderOfItsOwner() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    file = folder.resolve("secrets.sealed");
  }

  @Test
  void what_was_set_is_read_again_with_the_same_passphrase() throws Exception {
    StoredSecret first = set(LAB, VALUE, passphrase());
    StoredSecret second = set(LAB, "another-value", passphrase());
    set(ATTIC, "of the attic", passphrase());

    assertThat(first).isEqualTo(new StoredSecret(LAB, 1, Instant.parse("2026-11-25T08:00:00Z")));
    assertThat(second.version()).isEqualTo(2);
    try (OpenStore open = store().open(passphrase())) {
      assertThat(open.secret(LAB)).isEqualTo(Secret.of("another-value"));
      assertThat(open.secret(ATTIC)).isEqualTo(Secret.of("of the attic"));
    }
    assertThat(store().list())
        .extracting(one -> one.name() + " " + one.version())
        .containsExactly("attic.token 1", "lab-token 2");
    assertThat(new String(Files.readAllBytes(file), UTF_8))
        .doesNotContain("another-value", "of the attic");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_store_can_be_sealed_with_a_key_instead() throws Exception {
    set(LAB, VALUE, key(1));

    assertThat(store().sealedWith()).contains(UnlockKey.Kind.KEY);
    try (OpenStore open = store().open(key(1))) {
      assertThat(open.secret(LAB)).isEqualTo(Secret.of(VALUE));
    }
    refused(() -> store().open(key(2)), "does not open with this key");
    refused(() -> store().open(passphrase()), "is sealed with a key, not with a passphrase");
  }

  @Test
  void another_passphrase_opens_nothing_and_changes_nothing() throws Exception {
    set(LAB, VALUE, passphrase());
    byte[] before = Files.readAllBytes(file);

    refused(
        () -> store().open(UnlockKey.passphrase("another passphrase".toCharArray())),
        "does not open with this passphrase; give the one that it was last sealed with");
    refused(
        () -> set(LAB, "x", UnlockKey.passphrase("another passphrase".toCharArray())),
        "does not open with this passphrase");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_secret_that_is_not_there_is_told_with_those_that_are() throws Exception {
    set(ATTIC, VALUE, key(1));

    try (OpenStore open = store().open(key(1))) {
      refused(
          () -> open.secret(LAB),
          "has no secret lab-token; run `proxmox-mcp secret set lab-token`. It has attic.token.");
    }
  }

  @Test
  void what_was_removed_is_gone_from_the_file() throws Exception {
    set(LAB, VALUE, key(1));
    set(ATTIC, VALUE, key(1));

    assertThat(writer().remove(LAB, key(1))).isTrue();
    assertThat(writer().remove(LAB, key(1))).isFalse();
    assertThat(store().list()).extracting(StoredSecret::name).containsExactly(ATTIC);
  }

  @Test
  void a_new_key_opens_all_of_it_and_the_old_one_nothing() throws Exception {
    set(LAB, VALUE, passphrase());
    set(ATTIC, "of the attic", passphrase());

    assertThat(writer().rekey(passphrase(), key(3))).isEqualTo(2);

    try (OpenStore open = store().open(key(3))) {
      assertThat(open.secret(LAB)).isEqualTo(Secret.of(VALUE));
      assertThat(open.secret(ATTIC)).isEqualTo(Secret.of("of the attic"));
    }
    refused(() -> store().open(passphrase()), "is sealed with a key");
    refused(() -> store().open(key(1)), "does not open with this key");
  }

  @Test
  void a_passphrase_that_can_be_guessed_seals_nothing() {
    refused(
        () -> set(LAB, VALUE, UnlockKey.passphrase("hunter2".toCharArray())),
        "The passphrase is too short: it takes 12 characters");
    assertThat(file).doesNotExist();
  }

  /** Every bit of the file is proved: there is none whose change goes unnoticed. */
  @Test
  void a_file_that_is_different_in_any_byte_is_refused() throws Exception {
    set(LAB, VALUE, key(1));
    byte[] good = Files.readAllBytes(file);

    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      Files.write(file, bad);
      assertThatThrownBy(() -> store().open(key(1)))
          .as("byte %d", at)
          .isInstanceOf(SecretException.class)
          .hasMessageStartingWith("The secret store " + file);
    }
  }

  @Test
  void a_file_that_was_cut_or_continued_is_refused() throws Exception {
    set(LAB, VALUE, key(1));
    byte[] good = Files.readAllBytes(file);

    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> store().open(key(1))).isInstanceOf(SecretException.class);
    }
    Files.write(file, Arrays.copyOf(good, good.length + 1));
    refused(() -> store().open(key(1)), "is damaged");
  }

  @Test
  void what_is_no_store_or_a_later_one_is_told_as_such() throws Exception {
    set(LAB, VALUE, key(1));
    byte[] later = Files.readAllBytes(file);
    later[8] = 2;
    Files.write(file, later);
    refused(
        () -> store().open(key(1)),
        "was written by a newer version of this program (form 2, and this one knows 1); update");

    Files.writeString(file, "version: 1\nclusters: {}\n");
    refused(() -> store().list(), "is no secret store; name another file");
    Files.writeString(file, "");
    refused(() -> store().list(), "is no secret store");
  }

  @Test
  void an_entry_of_another_store_an_older_version_and_another_name_are_refused() throws Exception {
    set(LAB, "the first value", key(1));
    byte[] old = Files.readAllBytes(file);
    set(LAB, "the second val.", key(1));
    byte[] now = Files.readAllBytes(file);
    // A whole entry of the older file in the newer one: the same key, name and place.
    byte[] mixed = now.clone();
    System.arraycopy(old, 96, mixed, 96, old.length - 96 - 32);
    Files.write(file, mixed);

    refused(() -> store().open(key(1)), "is damaged, or was changed by something else");
  }

  /** Also where the proof of the whole file would not be: each entry is bound by itself. */
  @Test
  void an_entry_is_bound_to_its_name_version_date_and_store() {
    StoreHeader header = StoreHeader.create(UnlockKey.Kind.KEY, CHEAP, new FixedRandom(1));
    StoreHeader foreign = StoreHeader.create(UnlockKey.Kind.KEY, CHEAP, new FixedRandom(2));
    StoredSecret about = new StoredSecret(LAB, 3, Instant.ofEpochSecond(1000));
    StoreCipher cipher = StoreCipher.of(header, key(1));
    SealedEntry entry = cipher.seal(about, VALUE.getBytes(UTF_8), new FixedRandom(3));

    assertThat(cipher.open(entry)).hasValue(VALUE.getBytes(UTF_8));
    assertThat(
            Stream.of(
                    new StoredSecret(ATTIC, 3, about.changed()),
                    new StoredSecret(LAB, 4, about.changed()),
                    new StoredSecret(LAB, 3, Instant.ofEpochSecond(1001)))
                .map(other -> cipher.open(new SealedEntry(other, entry.nonce(), entry.sealed()))))
        .allMatch(Optional::isEmpty);
    assertThat(StoreCipher.of(foreign, key(1)).open(entry)).isEmpty();
    assertThat(StoreCipher.of(header, key(2)).open(entry)).isEmpty();
  }

  @Test
  void the_cost_of_a_passphrase_is_bounded_before_it_is_paid() throws Exception {
    set(LAB, VALUE, passphrase());
    byte[] greedy = Files.readAllBytes(file);
    ByteBuffer.wrap(greedy).putInt(42, Integer.MAX_VALUE);
    Files.write(file, greedy);

    refused(() -> store().open(passphrase()), "is damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--"})
  void a_store_that_others_can_read_is_refused(String rights) throws Exception {
    set(LAB, VALUE, key(1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));

    refused(
        () -> store().open(key(1)),
        "can be read by others; run `chmod 600 " + file + "`, and give it another passphrase");
    refused(() -> set(LAB, "x", key(1)), "can be read by others");
  }

  @Test
  void a_store_that_others_can_change_or_replace_is_refused() throws Exception {
    set(LAB, VALUE, key(1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw--w----"));
    refused(() -> store().list(), "can be changed by others; run `chmod 600 " + file + "`");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    refused(() -> set(LAB, "x", key(1)), "run `chmod go-w " + folder + "`");
  }

  @Test
  void what_a_killed_writer_left_is_cleared_away_and_nothing_else() throws Exception {
    set(LAB, VALUE, key(1));
    Path left = Files.writeString(folder.resolve(".secrets.sealed.123.new"), "half");
    Path other = Files.writeString(folder.resolve(".settings.yaml.new"), "mine");

    set(ATTIC, VALUE, key(1));

    assertThat(left).doesNotExist();
    assertThat(other).exists();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrder("secrets.sealed", "secrets.sealed.lock", ".settings.yaml.new");
    }
  }

  @Test
  void a_link_is_followed_and_stays_one() throws Exception {
    Path real = Files.createDirectory(folder.resolve("dotfiles")).resolve("sealed");
    Files.createSymbolicLink(file, real);
    Files.setPosixFilePermissions(real.getParent(), PosixFilePermissions.fromString("rwx------"));
    new StoreWriter(new SealedStore(real), CHEAP, () -> NOW, _ -> {})
        .set(LAB, Secret.of(VALUE), key(1));

    set(ATTIC, VALUE, key(1));

    assertThat(file).isSymbolicLink();
    assertThat(store().list()).hasSize(2);
  }

  @Test
  void writers_side_by_side_lose_nothing() throws Exception {
    List<SecretName> names =
        IntStream.range(0, 24).mapToObj(number -> new SecretName("s" + (100 + number))).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Callable<StoredSecret>> writes = new ArrayList<>();
      for (SecretName name : names) {
        StoreWriter one =
            new StoreWriter(store(), CHEAP, () -> NOW, _ -> Thread.onSpinWait(), Integer.MAX_VALUE);
        writes.add(() -> one.set(name, Secret.of(VALUE), key(1)));
      }
      for (Future<StoredSecret> done : threads.invokeAll(writes)) {
        assertThat(done.get().version()).isEqualTo(1);
      }
    }

    assertThat(store().list()).extracting(StoredSecret::name).isEqualTo(names);
  }

  @Test
  void a_writer_that_never_ends_is_named_by_its_lock() throws Exception {
    set(LAB, VALUE, key(1));
    try (StoreFolder.Lock _ = StoreFolder.of(file).lock(_ -> {}, 1)) {
      refused(
          () -> set(ATTIC, VALUE, key(1)),
          "another process has been writing for ten seconds (it holds " + file + ".lock)");
    }
    set(ATTIC, VALUE, key(1));
  }

  private SealedStore store() {
    return new SealedStore(file);
  }

  private StoreWriter writer() {
    return new StoreWriter(store(), CHEAP, () -> NOW, _ -> {});
  }

  private StoredSecret set(SecretName name, String value, UnlockKey key)
      throws InterruptedException {
    return writer().set(name, Secret.of(value), key);
  }

  private static UnlockKey passphrase() {
    return UnlockKey.passphrase("correct horse battery".toCharArray());
  }

  private static UnlockKey key(int seed) {
    byte[] bytes = new byte[UnlockKey.KEY_LENGTH];
    new Random(seed).nextBytes(bytes);
    return UnlockKey.key(bytes);
  }

  private static void refused(ThrowingCallable what, String message) {
    assertThatThrownBy(what)
        .isInstanceOf(SecretException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain(VALUE, "correct horse");
  }

  /** Chance that can be repeated. */
  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient Random chance;

    FixedRandom(int seed) {
      this.chance = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      chance.nextBytes(bytes);
    }
  }
}
