package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Tier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something that is about to leave for Proxmox; what a {@link Gate} decides about. */
public sealed interface Outgoing {
  /** What people call the cluster it goes to. */
  String cluster();

  /** What it can do there. */
  Tier tier();

  /**
   * One request to the API.
   *
   * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}
   * @param path the concrete path below {@code /api2/json}, not percent-encoded: {@code
   *     /nodes/pve1/qemu/101/status/start}. The grammars of ids keep {@code /}, {@code ?} and the
   *     like out of its segments
   * @param parameters by name, sorted; a repeated one has several values. May hold secrets, so
   *     {@link #toString()} shows their names only
   */
  record ApiRequest(
      String cluster,
      String method,
      String path,
      SortedMap<String, List<String>> parameters,
      Tier tier)
      implements Outgoing {

    /** Copies the parameters. */
    public ApiRequest {
      SortedMap<String, List<String>> copy = new TreeMap<>();
      parameters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
      parameters = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * SHA-256 of the parameters in lower-case hexadecimal: equal exactly if names, values and the
     * order of repeated values are. Each text goes in with its length, so no two lists of texts
     * read the same.
     */
    public String parametersDigest() {
      MessageDigest sha256 = sha256();
      for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
        List<String> texts = new ArrayList<>();
        texts.add(parameter.getKey());
        texts.addAll(parameter.getValue());
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, texts.size()));
        for (String text : texts) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
          sha256.update(bytes);
        }
      }
      return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new AssertionError("every Java platform has SHA-256", impossible);
      }
    }

    @Override
    public String toString() {
      return method + " " + path + " " + parameters.keySet() + " on " + cluster;
    }
  }
}
