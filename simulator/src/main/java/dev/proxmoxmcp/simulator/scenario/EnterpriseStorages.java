package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * 200 storages: two of every node itself, two backup servers, and for each of four racks a Ceph
 * pool, eight volume groups of a SAN and forty NFS shares.
 */
final class EnterpriseStorages {
  static final int NODES_PER_RACK = 8;
  static final int RACKS = Enterprise.NODES / NODES_PER_RACK;

  private static final int SAN_GROUPS = 8;
  private static final int SHARES = 40;
  private static final long GIB = 1L << 30;

  private final RandomGenerator random;

  EnterpriseStorages(RandomGenerator random) {
    this.random = random;
  }

  List<Storage> all() {
    List<Storage> all = new ArrayList<>();
    all.add(
        new Storage(
            "local",
            "dir",
            false,
            List.of("backup", "iso", "snippets", "vztmpl"),
            Map.of("path", "/var/lib/vz"),
            new Storage.Space(480 * GIB, 51 * GIB)));
    all.add(
        new Storage(
            "local-lvm",
            "lvmthin",
            false,
            List.of("images", "rootdir"),
            Map.of("vgname", "pve", "thinpool", "data"),
            space(3_000)));
    for (int number = 1; number <= 2; number++) {
      all.add(
          new Storage(
              "pbs" + number,
              "pbs",
              true,
              List.of("backup"),
              Map.of("server", "192.0.2.20" + number, "datastore", "main"),
              space(400_000)));
    }
    for (int rack = 1; rack <= RACKS; rack++) {
      ofRack(rack, all);
    }
    return all;
  }

  private void ofRack(int rack, List<Storage> all) {
    String nodes = nodes(rack);
    List<String> disks = List.of("images", "rootdir");
    all.add(
        new Storage(
            ceph(rack),
            "rbd",
            true,
            disks,
            Map.of("pool", "rack" + rack, "nodes", nodes),
            space(600_000)));
    for (int number = 1; number <= SAN_GROUPS; number++) {
      all.add(
          new Storage(
              san(rack, number),
              "lvm",
              true,
              disks,
              Map.of("vgname", "san_" + rack + "_" + number, "nodes", nodes),
              space(40_000)));
    }
    for (int number = 1; number <= SHARES; number++) {
      String name = "r%d-nfs%02d".formatted(rack, number);
      all.add(
          new Storage(
              name,
              "nfs",
              true,
              List.of("iso", "snippets", "vztmpl"),
              Map.of(
                  "server", "192.0.2.21" + rack,
                  "export", "/export/" + name,
                  "path", "/mnt/pve/" + name,
                  "nodes", nodes),
              space(2_000)));
    }
  }

  private static String nodes(int rack) {
    int first = (rack - 1) * NODES_PER_RACK + 1;
    return IntStream.range(first, first + NODES_PER_RACK)
        .mapToObj(number -> "pve" + number)
        .collect(Collectors.joining(","));
  }

  static String ceph(int rack) {
    return "r" + rack + "-ceph";
  }

  /**
   * A volume group of the SAN.
   *
   * @param number 1 to 8; a greater one is taken modulo
   */
  static String san(int rack, int number) {
    return "r" + rack + "-san" + ((number - 1) % SAN_GROUPS + 1);
  }

  private Storage.Space space(int gib) {
    return new Storage.Space(gib * GIB, (long) (gib * GIB * (0.25 + 0.6 * random.nextDouble())));
  }
}
