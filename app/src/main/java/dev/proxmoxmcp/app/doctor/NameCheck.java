package dev.proxmoxmcp.app.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** 6: the name has an address. */
final class NameCheck implements HostCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Override
  public List<Finding> look(HostVisit host) throws InterruptedException {
    String name = host.address().host();
    // A name service that does not answer has limits of its own, and longer ones.
    return SideBySide.of(List.of(name), LIMIT, NameCheck::resolve, NameCheck::silent);
  }

  private static Finding resolve(String name) {
    try {
      String addresses =
          Arrays.stream(InetAddress.getAllByName(name))
              .map(InetAddress::getHostAddress)
              .distinct()
              .collect(Collectors.joining(", "));
      return Finding.ok(
          Check.NAME,
          addresses.equals(name) ? name + " is an address." : name + " is " + addresses + ".");
    } catch (UnknownHostException _) {
      return Finding.problem(
          Check.NAME,
          "The host name '" + name + "' is unknown.",
          Mend.run("getent hosts " + Shell.word(name)),
          Mend.todo("Correct the name in the settings, or write the host's address there."));
    }
  }

  private static Finding silent(String name) {
    return Finding.problem(
        Check.NAME,
        "No name service said within %d s what '%s' is.".formatted(LIMIT.toSeconds(), name),
        Mend.run("getent hosts " + Shell.word(name)),
        Mend.todo("See /etc/resolv.conf, or write the host's address into the settings."));
  }
}
