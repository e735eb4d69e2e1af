package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestInterface;
import dev.proxmoxmcp.tools.text.Foreign;
import dev.proxmoxmcp.tools.text.TextClass;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The addresses that a guest tells of itself.
 *
 * @param state a guest that does not run has none, and is not asked
 */
record AddressList(RunState state, List<GuestInterface> interfaces) implements PartView {
  private static final int LENGTH = 300;

  static AddressList of(PartSource source) {
    return source.state() == RunState.STOPPED
        ? new AddressList(source.state(), List.of())
        : new AddressList(source.state(), source.cluster().agent().interfaces(source.guest()));
  }

  @Override
  public List<String> lines(Instant now, boolean everything) {
    if (interfaces.isEmpty()) {
      return List.of(
          "addresses: none" + (state == RunState.STOPPED ? ", because it does not run" : ""));
    }
    List<String> lines = new ArrayList<>();
    lines.add("addresses, as the guest tells them:");
    for (GuestInterface card : interfaces) {
      boolean loopback = card.addresses().stream().anyMatch(text -> text.startsWith("127."));
      if (everything || !loopback) {
        lines.add("  " + Foreign.name(card.name()) + " " + addresses(card));
      }
    }
    return lines;
  }

  private static Stream<String> texts(GuestInterface card) {
    return Stream.concat(
        Stream.concat(Stream.of(card.name()), Stream.ofNullable(card.hardwareAddress())),
        card.addresses().stream());
  }

  private static String addresses(GuestInterface card) {
    return card.addresses().isEmpty()
        ? "has none"
        : Foreign.quoted(card.addresses().stream().collect(Collectors.joining(" ")), LENGTH);
  }

  @Override
  public TextClass written() {
    return interfaces.stream().flatMap(AddressList::texts).allMatch(TextClasses::isAddress)
        ? TextClass.FACT
        : TextClass.GUEST_WRITTEN;
  }

  @Override
  public void addTo(ObjectNode json, Instant now) {
    ArrayNode all = json.putArray("interfaces");
    for (GuestInterface card : interfaces) {
      ObjectNode one = all.addObject().put("name", Foreign.value(card.name()));
      if (card.hardwareAddress() != null) {
        one.put("hardwareAddress", Foreign.value(card.hardwareAddress()));
      }
      ArrayNode addresses = one.putArray("addresses");
      card.addresses().forEach(address -> addresses.add(Foreign.value(address)));
    }
  }
}
