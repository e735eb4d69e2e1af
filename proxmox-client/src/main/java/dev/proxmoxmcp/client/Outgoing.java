package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Tier;
import java.util.ArrayList;
import java.util.Collections;
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
   * A command on a node by SSH.
   *
   * @param node where it is run
   * @param user as whom
   * @param guest the container that it reaches into
   * @param words the command: what the node's shell is made to pass on, each word as it is. May
   *     hold secrets, so {@link #toString()} shows the first few only
   * @param input what it reads from its standard input; "" for nothing
   */
  record SshCommand(
      String cluster, NodeName node, String user, Vmid guest, List<String> words, String input)
      implements Outgoing {
    private static final int SHOWN = 3;

    /** Copies the words. */
    public SshCommand {
      words = List.copyOf(words);
    }

    @Override
    public Tier tier() {
      return Tier.EXEC;
    }

    /** What stands in the place of a path: the container that it reaches into. */
    public String path() {
      return "/nodes/" + node + "/lxc/" + guest + "/exec";
    }

    /** SHA-256 of user, words and input in lower-case hexadecimal: equal exactly if they are. */
    public String digest() {
      return Digests.of(List.of(List.of(user, input), words));
    }

    @Override
    public String toString() {
      return String.join(" ", words.subList(0, Math.min(SHOWN, words.size())))
          + " … by SSH on node "
          + node
          + " of "
          + cluster;
    }
  }

  /**
   * One request to the API.
   *
   * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}
   * @param path the concrete path below {@code /api2/json}, not percent-encoded: {@code
   *     /nodes/pve1/qemu/101/status/start}. Of a file that hosts serve to everybody, its own path.
   *     The grammars of ids keep {@code /}, {@code ?} and the like out of its segments
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
      List<List<String>> lists = new ArrayList<>();
      for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
        List<String> texts = new ArrayList<>();
        texts.add(parameter.getKey());
        texts.addAll(parameter.getValue());
        lists.add(texts);
      }
      return Digests.of(lists);
    }

    @Override
    public String toString() {
      return method + " " + path + " " + parameters.keySet() + " on " + cluster;
    }
  }
}
