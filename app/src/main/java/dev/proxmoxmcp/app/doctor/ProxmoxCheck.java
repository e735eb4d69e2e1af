package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.Greeting;
import java.util.List;

/** 8: what answers is the API, and not the page of a proxy, or another server. */
final class ProxmoxCheck implements HostCheck {
  @Override
  public List<Finding> look(HostVisit host) {
    Greeting greeting = host.greeting();
    if (greeting == null) {
      return List.of();
    }
    return List.of(
        greeting.json()
            ? Finding.ok(
                Check.PROXMOX, host.address() + " is a " + host.product().title() + " API.")
            : Finding.problem(
                Check.PROXMOX,
                "%s is no %s API: it answers with status %d, %s%s%s."
                    .formatted(
                        host.address(),
                        host.product().title(),
                        greeting.status(),
                        greeting.contentType().isEmpty()
                            ? "no content type"
                            : ForeignText.line(greeting.contentType(), 60),
                        greeting.title().isEmpty()
                            ? ""
                            : ", a page \"" + ForeignText.line(greeting.title(), 60) + "\"",
                        greeting.server().isEmpty()
                            ? ""
                            : ", from \"" + ForeignText.line(greeting.server(), 60) + "\""),
                usualPort(host),
                Mend.todo(
                    "If a proxy stands there on purpose, have it hand on /api2/json and"
                        + " /pve-docs unchanged, without a login page of its own.")));
  }

  /** Where the API answers, unless somebody changed that. */
  static Mend usualPort(HostVisit host) {
    int usual = host.product().port();
    if (host.address().port() == usual) {
      return Mend.todo("Name the host itself in the settings, not what stands before it.");
    }
    return host.connection().trustPlace().startsWith("PROXMOX_")
        ? Mend.set("", "PROXMOX_PORT=" + usual)
        : Mend.set("clusters." + host.connection().settings().name(), "port: " + usual);
  }
}
