package dev.proxmoxmcp.client;

import java.util.stream.Stream;

/** Texts that were seen to leave their path in other programs, and their relatives. */
public final class HostileIds {
  private HostileIds() {}

  public static Stream<String> all() {
    return Stream.of(
        "",
        " ",
        ".",
        "..",
        "../access/users?x=",
        "../nodes/pve1/qemu/100",
        "pve1/../../access",
        "pve1/",
        "/pve1",
        "pve1\\..",
        "pve1?x=1",
        "pve1#frag",
        "pve1%2f..",
        "pve1%2F",
        "%2e%2e",
        "pve1%00",
        "pve1\u0000",
        "pve1\r\nHost: evil",
        "pve1\n",
        "\tpve1",
        "pve1 ",
        "pve1;x",
        "pve1&x=1",
        "pve1:8006",
        "рve1", // Cyrillic er
        "pve１", // full-width one
        "pve\u2215x", // division slash
        "pve\uFF0Fx", // full-width slash
        "pve\u2024\u2024x", // one dot leaders
        "\u202Epve1",
        "pve\u200B1",
        "１００", // full-width digits
        "١٠٠", // Arabic-Indic digits
        "a".repeat(300));
  }
}
