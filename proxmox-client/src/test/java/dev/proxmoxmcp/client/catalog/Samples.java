package dev.proxmoxmcp.client.catalog;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Values that fit a type, made without chance: of texts, the first of a pool that does. */
final class Samples {
  /** What real calls hold; the plainest first. */
  private static final List<String> TEXTS =
      List.of(
          "sample",
          "pve1",
          "100",
          "local",
          "ops@pve",
          "ops@pve!mcp",
          "vm:100",
          "100-0",
          "vm:100,ct:101",
          "10.0.0.5",
          "10.0.0.0/24",
          "2001:db8::5",
          "2001:db8::/64",
          "BC:24:11:00:00:01",
          "BC:24:11",
          "ops@example.com",
          "local:iso/x.iso",
          "local:backup/vzdump-qemu-100-2026_11_22-17_38_56.vma.zst",
          "none",
          "1",
          "mon..fri 02:30",
          "mon",
          "images",
          "VM.Audit",
          "/",
          "/vms/100",
          "/dev/sdb",
          "/mnt/data",
          "/dev/ttyS0",
          "/var/tmp/pveupload-0123456789abcdef",
          "https://example.com/x.iso",
          "http://example.com/x.iso",
          "keep-last=3",
          "32G",
          "+32G",
          "0-3",
          "0",
          "0000:01:00.0",
          "1234:abcd",
          "scsi0",
          "sdb",
          "sdb1",
          "net0=1500",
          "socket",
          "now",
          "2026-11-22",
          "2026-11-22 17:38:56",
          "02:30",
          "mon-host",
          "mon.host",
          "osd.1",
          "pve2c-0123456789",
          "pve1c-0123456789",
          "acl;entry",
          "test:latest",
          "registry.example.com/library/test:latest",
          "49.0001.1921.6800.1002.00",
          "12345678-1234-1234-1234-123456789abc",
          "0123456789abcdef0123456789abcdef01234567",
          "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "a1:".repeat(31) + "a1",
          "UPID:pve1:00003392:00071D26:6B0327B0:qmclone:900:root@pam:",
          "UPID:pbs:00003392:00071D26:0000001A:6B0327B0:prune:tank:root@pam:",
          "/dev/parport0",
          "tank:ct/100/2026-11-22T17:38:56Z",
          "tank",
          "tank:ns/team",
          "tank=other",
          "ct/100/2026-11-22T17:38:56Z",
          "host/web/2026-11-22T17:38:56Z",
          "index.json.blob",
          "drive-scsi0.img.fidx",
          "all",
          "type:vm",
          "group:vm/100",
          "ok",
          "key=value",
          "{{bucket}}.s3.example.com",
          "bucket-name",
          "eu-west-1",
          "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
          "a@b",
          "user",
          "4.0",
          "ab",
          "a");

  private Samples() {}

  /** A value that fits; empty if the pool has none. */
  static Optional<Object> of(ApiType type) {
    return switch (type) {
      case ApiType.Text text -> text(text);
      case ApiType.Choice(List<String> values) -> values.stream().findFirst().map(value -> value);
      case ApiType.Numeric number -> Optional.of(number(number));
      case ApiType.Truth() -> Optional.of(true);
      case ApiType.ListOf(ApiType entry) -> of(entry).map(List::of);
      case ApiType.Joined(ApiType entry) -> of(entry).map(value -> value);
      case ApiType.PropertyString string -> propertyString(string);
      case ApiType.OneOf(List<ApiType> alternatives) ->
          alternatives.stream().map(Samples::of).flatMap(Optional::stream).findFirst();
      case ApiType.Structure _, ApiType.Anything _, ApiType.Nothing _ -> Optional.of("x");
    };
  }

  private static Optional<Object> text(ApiType.Text type) {
    int length = Math.max(type.length().min(), 1);
    return Stream.concat(TEXTS.stream(), Stream.of("a".repeat(length), "a1".repeat(length)))
        .filter(text -> fits(type, text))
        .findFirst()
        .map(text -> text);
  }

  static boolean fits(ApiType type, Object value) {
    try {
      var _ = ValueCheck.check(type, value);
      return true;
    } catch (Mismatch differs) {
      return false;
    }
  }

  private static Object number(ApiType.Numeric type) {
    BigDecimal least = Optional.ofNullable(type.min()).orElse(BigDecimal.ONE);
    BigDecimal most = Optional.ofNullable(type.max()).orElse(least);
    return least.min(most).max(type.min() == null ? least.min(most) : type.min());
  }

  private static Optional<Object> propertyString(ApiType.PropertyString type) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (ApiParameter key : type.keys().values()) {
      boolean wanted = key.required() && !type.aliases().containsKey(key.name());
      if (wanted || (!key.required() && pairs.size() < 4)) {
        Optional<Object> value = of(key.type());
        if (value.isEmpty() && key.required()) {
          return Optional.empty();
        }
        value
            .map(one -> one.equals(true) ? "1" : String.valueOf(one))
            .filter(one -> one.indexOf(',') < 0)
            .ifPresent(one -> pairs.put(key.name(), one));
      }
    }
    for (ApiParameter key : type.keys().values()) {
      if (!key.requires().isEmpty() && !pairs.containsKey(key.requires())) {
        pairs.remove(key.name());
      }
    }
    return Optional.of(
        String.join(
            ",",
            pairs.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList()));
  }
}
