package dev.proxmoxmcp.settings.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All of a store's file, to and from bytes. docs/adr/0016 has them one by one.
 *
 * @param header how the key is made
 * @param generation how often the store was written; from 1
 * @param entries by name, each once
 */
record StoreContent(StoreHeader header, long generation, List<SealedEntry> entries) {
  /** Secrets in one store. */
  static final int MOST = 1000;

  private static final int AFTER_HEADER_TAG = StoreHeader.LENGTH + StoreCipher.TAG_LENGTH;
  private static final int FIRST_ENTRY = AFTER_HEADER_TAG + Long.BYTES + Short.BYTES;

  StoreContent {
    entries = List.copyOf(entries);
  }

  /**
   * What the bytes say; nothing is proved yet.
   *
   * @throws SecretException if they are no store; the message goes on from its name
   */
  static StoreContent read(byte[] file) {
    StoreHeader header = StoreHeader.read(file);
    if (file.length < FIRST_ENTRY + StoreCipher.TAG_LENGTH) {
      throw StoreHeader.damaged();
    }
    ByteBuffer in =
        ByteBuffer.wrap(
            file, AFTER_HEADER_TAG, file.length - AFTER_HEADER_TAG - StoreCipher.TAG_LENGTH);
    long generation = in.getLong();
    int count = Short.toUnsignedInt(in.getShort());
    List<SealedEntry> entries = new ArrayList<>();
    StoredSecret last = null;
    for (int number = 0; number < count; number++) {
      SealedEntry entry = entry(in, last);
      entries.add(entry);
      last = entry.about();
    }
    if (in.hasRemaining() || generation < 1 || count > MOST) {
      throw StoreHeader.damaged();
    }
    return new StoreContent(header, generation, entries);
  }

  private static SealedEntry entry(ByteBuffer in, @Nullable StoredSecret last) {
    byte[] name = bytes(in, Byte.toUnsignedInt(bytes(in, 1)[0]));
    int rest = Integer.BYTES + Long.BYTES + StoreCipher.NONCE_LENGTH + Short.BYTES;
    ByteBuffer numbers = ByteBuffer.wrap(bytes(in, rest));
    int version = numbers.getInt();
    long seconds = numbers.getLong();
    byte[] nonce = bytes(numbers, StoreCipher.NONCE_LENGTH);
    byte[] sealed = bytes(in, Short.toUnsignedInt(numbers.getShort()));
    Optional<SecretName> known =
        SecretName.parse(new String(name, StandardCharsets.US_ASCII))
            .filter(one -> last == null || last.name().compareTo(one) < 0);
    if (known.isEmpty() || version < 1 || sealed.length <= StoreCipher.GCM_TAG_LENGTH) {
      throw StoreHeader.damaged();
    }
    try {
      Instant changed = Instant.ofEpochSecond(seconds);
      return new SealedEntry(new StoredSecret(known.get(), version, changed), nonce, sealed);
    } catch (DateTimeException _) {
      throw StoreHeader.damaged();
    }
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (in.remaining() < length) {
      throw StoreHeader.damaged();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /**
   * Proves that {@code file}, of which this was read, was written with the key of {@code cipher}
   * and nothing in it is different since.
   *
   * @throws SecretException if the key is another, or it was changed; the message goes on from its
   *     name
   */
  void prove(byte[] file, StoreCipher cipher) {
    byte[] headerTag = Arrays.copyOfRange(file, StoreHeader.LENGTH, AFTER_HEADER_TAG);
    if (!MessageDigest.isEqual(headerTag, cipher.headerTag(header.write()))) {
      throw new SecretException(
          switch (header.kind()) {
            case PASSPHRASE ->
                "does not open with this passphrase; give the one that it was last sealed with (or"
                    + " its first bytes are damaged).";
            case KEY ->
                "does not open with this key; give the one that it was last sealed with (or its"
                    + " first bytes are damaged).";
          });
    }
    byte[] all = Arrays.copyOf(file, file.length - StoreCipher.TAG_LENGTH);
    byte[] fileTag = Arrays.copyOfRange(file, all.length, file.length);
    if (!MessageDigest.isEqual(fileTag, cipher.fileTag(all))) {
      throw StoreHeader.damaged();
    }
  }

  byte[] write(StoreCipher cipher) {
    int length = FIRST_ENTRY + StoreCipher.TAG_LENGTH;
    for (SealedEntry entry : entries) {
      length +=
          StoreCipher.aboutBytes(entry.about()).length
              + StoreCipher.NONCE_LENGTH
              + Short.BYTES
              + entry.sealed().length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    byte[] first = header.write();
    out.put(first)
        .put(cipher.headerTag(first))
        .putLong(generation)
        .putShort((short) entries.size());
    for (SealedEntry entry : entries) {
      out.put(StoreCipher.aboutBytes(entry.about()))
          .put(entry.nonce())
          .putShort((short) entry.sealed().length)
          .put(entry.sealed());
    }
    out.put(cipher.fileTag(Arrays.copyOf(out.array(), out.position())));
    return out.array();
  }

  Optional<SealedEntry> find(SecretName name) {
    return entries.stream().filter(entry -> entry.about().name().equals(name)).findFirst();
  }
}
