package dev.proxmoxmcp.client.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges the host key of one node; takes no new one. Used by one connection. */
final class NodeKeys implements HostKeyRepository {
  private final HostKeys wanted;
  private final String node;
  private final HostKeyRepository file;
  private String shown = "none";

  private NodeKeys(HostKeys wanted, String node, HostKeyRepository file) {
    this.wanted = wanted;
    this.node = node;
    this.file = file;
  }

  /**
   * The keys that are good for {@code node}.
   *
   * @throws JSchException if a file of them cannot be read
   */
  static NodeKeys of(HostKeys wanted, String node, JSch library) throws JSchException {
    switch (wanted) {
      case HostKeys.KnownHosts(var path) -> library.setKnownHosts(path.toString());
      case HostKeys.Pins _ -> {}
    }
    return new NodeKeys(wanted, node, library.getHostKeyRepository());
  }

  /** The fingerprint of the key that the node showed: {@code SHA256:…}. */
  String shown() {
    return shown;
  }

  @Override
  public int check(String host, byte[] key) {
    shown = fingerprint(key);
    return switch (wanted) {
      case HostKeys.Pins(List<String> accepted) -> accepted.contains(shown) ? OK : NOT_INCLUDED;
      case HostKeys.KnownHosts _ -> inFile(host, key);
    };
  }

  /** Under its address or its name: a key that is wrong under one of them is not good. */
  private int inFile(String host, byte[] key) {
    List<Integer> verdicts = names(host).map(name -> file.check(name, key)).toList();
    if (verdicts.contains(CHANGED)) {
      return CHANGED;
    }
    return verdicts.contains(OK) ? OK : NOT_INCLUDED;
  }

  private Stream<String> names(String host) {
    return Stream.of(host, node).distinct();
  }

  private static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public void add(HostKey key, UserInfo user) {
    throw new IllegalStateException("a host key is never taken as it comes");
  }

  @Override
  public void remove(String host, String type) {}

  @Override
  public void remove(String host, String type, byte[] key) {}

  @Override
  public String getKnownHostsRepositoryID() {
    return "";
  }

  @Override
  public HostKey[] getHostKey() {
    return file.getHostKey();
  }

  /** What is known of a host, so that it is asked for a key of that kind. */
  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    if (host == null) {
      return file.getHostKey();
    }
    return names(host).flatMap(name -> Arrays.stream(found(name, type))).toArray(HostKey[]::new);
  }

  private HostKey[] found(String name, @Nullable String type) {
    HostKey[] keys = file.getHostKey(name, type);
    return keys == null ? new HostKey[0] : keys;
  }
}
