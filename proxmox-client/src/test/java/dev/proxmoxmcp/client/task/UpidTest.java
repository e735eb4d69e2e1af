package dev.proxmoxmcp.client.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.client.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpidTest {
  private static final long SEED = 20_261_122;
  private static final List<String> NODES = List.of("pve1", "PVE-2", "a", "n-1-2");
  private static final List<String> TYPES = List.of("qmstart", "vzdump", "aptupdate", "srvreload");
  private static final List<String> OBJECTS =
      List.of("", "100", "x.iso", "100@local-lvm", "pveproxy", "900-901");
  private static final List<String> USERS = List.of("root@pam", "ops@pve!mcp", "a.b@c-d");

  @Test
  void what_proxmox_makes_is_read_into_its_parts_and_written_the_same() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      String node = pick(NODES, random);
      long start = random.nextLong(0, 1L << 32);
      String type = pick(TYPES, random);
      String object = pick(OBJECTS, random);
      String user = pick(USERS, random);
      String raw =
          String.format(
              Locale.ROOT,
              "UPID:%s:%08X:%s:%08X:%s:%s:%s:",
              node,
              random.nextInt(),
              pstart(random),
              start,
              type,
              object,
              user);

      Upid upid = Upid.parse(raw);

      assertThat(upid)
          .as("seed %d, round %d", SEED, i)
          .hasToString(raw)
          .isEqualTo(
              new Upid(raw, new NodeName(node), Instant.ofEpochSecond(start), type, object, user));
    }
  }

  /** Eight digits, nine on a host that has been up for long. */
  private static String pstart(Random random) {
    return random.nextBoolean()
        ? String.format(Locale.ROOT, "%08X", random.nextInt())
        : String.format(Locale.ROOT, "%09X", 0x100000000L + (random.nextInt() & 0xFFFFFFFFL));
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPID:pve1:00003392:00071D26:6B0327B0:qmclone:900:root@pam",
        "UPID:pve1:3392:00071D26:6B0327B0:qmclone:900:root@pam:",
        "UPID:pve1:00003392:00071d26:6B0327B0:qmclone:900:root@pam:",
        "upid:pve1:00003392:00071D26:6B0327B0:qmclone:900:root@pam:",
        "UPID:pve/1:00003392:00071D26:6B0327B0:qmclone:900:root@pam:",
        "UPID:pve1:00003392:00071D26:6B0327B0:qmclone:../900:root@pam:",
        "UPID:pve1:00003392:00071D26:6B0327B0:qmclone:9 0:root@pam:",
        "UPID:pve1:00003392:00071D26:6B0327B0:qmclone:900%2f:root@pam:",
        "UPID:pve1:00003392:00071D26:6B0327B0::900:root@pam:",
        "UPID:pve1:00003392:00071D26:6B0327B0:qmclone:900::",
        "UPID:pve1:00003392:00071D26:6B0327B0:qmclone:900:root@pam:\n"
      })
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Upid.parse(text))
        .withMessageContaining("is not a UPID");
  }

  @ParameterizedTest
  @MethodSource("dev.proxmoxmcp.client.HostileIds#all")
  void hostile_texts_are_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Upid.parse(text));
  }

  @Test
  void parts_that_are_not_those_of_the_text_are_refused() {
    Upid upid = Upid.parse("UPID:pve1:00003392:00071D26:6B0327B0:qmclone:900:root@pam:");

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Upid(
                upid.raw(),
                new NodeName("pve2"),
                upid.startedAt(),
                upid.type(),
                upid.object(),
                upid.user()));
  }
}
