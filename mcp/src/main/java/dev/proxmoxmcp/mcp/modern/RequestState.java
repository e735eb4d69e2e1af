package dev.proxmoxmcp.mcp.modern;

import dev.proxmoxmcp.mcp.rpc.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Seals what a handler must find again when it runs once more, since it travels through the client
 * (2026-07-28, Multi Round-Trip Requests, Server Requirements): nobody reads or changes it, it is
 * good for ten minutes, for the same caller and the same request, and once.
 *
 * <p>The key lives and dies with this process, so a state of another process, or of this one before
 * it was started again, is refused, and the client has to begin again. Thread-safe.
 */
final class RequestState {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int LONGEST = 256 * 1024;

  /**
   * So many used states are remembered; a client would have to answer that often in ten minutes.
   */
  private static final int MOST_USED = 100_000;

  private final InstantSource clock;
  private final SecureRandom random;
  private final SecretKey key;

  private final ReentrantLock lock = new ReentrantLock();
  // In the order of their use, so that those that have expired come first.
  private final Map<ByteBuffer, Instant> used = new LinkedHashMap<>();

  RequestState(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "AES");
  }

  /**
   * Seals {@code content}.
   *
   * @param binding for whom and for what it is good
   * @return printable, for the protocol
   */
  String seal(ObjectNode content, byte[] binding) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    ObjectNode whole = Json.object();
    whole.put("until", clock.instant().plus(LIFE).toEpochMilli());
    whole.set("content", content);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, binding).doFinal(Json.write(whole));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this Java has no AES-GCM", impossible);
    }
  }

  /**
   * Opens what {@link #seal} made, once.
   *
   * @return empty if it was not made here, for this, in time, or was opened before
   */
  Optional<ObjectNode> open(String state, byte[] binding) {
    if (state.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(state);
      if (bytes.length <= NONCE_BYTES) {
        return Optional.empty();
      }
      ByteBuffer nonce = ByteBuffer.wrap(bytes, 0, NONCE_BYTES).slice();
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, copy(nonce), binding);
      byte[] opened = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return use(nonce, (ObjectNode) Json.read(ByteBuffer.wrap(opened)));
    } catch (IllegalArgumentException | GeneralSecurityException forged) {
      return Optional.empty();
    } catch (CharacterCodingException | JacksonException impossible) {
      throw new IllegalStateException("a state of ours cannot be read", impossible);
    }
  }

  private Optional<ObjectNode> use(ByteBuffer nonce, ObjectNode whole) {
    Instant now = clock.instant();
    Instant until = Instant.ofEpochMilli(whole.path("until").longValue(0));
    if (!now.isBefore(until)) {
      return Optional.empty();
    }
    lock.lock();
    try {
      used.values().removeIf(end -> !now.isBefore(end));
      if (used.size() >= MOST_USED || used.putIfAbsent(nonce, until) != null) {
        return Optional.empty();
      }
    } finally {
      lock.unlock();
    }
    return Optional.of((ObjectNode) whole.path("content"));
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] binding) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(binding);
    return cipher;
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
