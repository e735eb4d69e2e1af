package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.http.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads a long list of nothing, so that the code that does is compiled when the first one comes.
 */
public final class Practice {
  private static final int FIRST = 100;
  private static final int ENTRIES = 1_000;

  private static final String BEFORE_VMID =
      """
      {"id":"qemu/100","type":"qemu","name":"practice","node":"practice","status":"running",\
      "cpu":0.0123,"maxcpu":4,"mem":1073741824,"maxmem":4294967296,"disk":0,"maxdisk":34359738368,\
      "uptime":86400,"netin":123456789,"netout":123456789,"diskread":0,"diskwrite":0,"template":0,\
      "tags":"a;b","pool":"practice","vmid":\
      """;

  private Practice() {}

  /** Does it once. */
  public static void run() {
    String list =
        IntStream.range(FIRST, FIRST + ENTRIES)
            .mapToObj(vmid -> BEFORE_VMID + vmid)
            .collect(Collectors.joining("},", "{\"data\":[", "}]}"));
    Answer.practised(list).list(ResourceFields::read);
  }
}
