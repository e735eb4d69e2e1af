package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.tls.CertificateProbe;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.PresentedCertificate;
import dev.proxmoxmcp.settings.SettingsFile;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which host it is, and whether it is the right one. Owned by the main thread. */
final class HostQuestions {
  private static final Duration PROBE = Duration.ofSeconds(5);

  private final Wishes.OfHost wishes;
  private final Dialogue dialogue;
  private final InstantSource clock;

  HostQuestions(Wishes.OfHost wishes, Dialogue dialogue, InstantSource clock) {
    this.wishes = wishes;
    this.dialogue = dialogue;
    this.clock = clock;
  }

  /** Where it is, and what answers there. */
  record Place(HostAddress host, Product product) {}

  /**
   * Asks for what no option says; at an address that was typed somebody must answer, else it is
   * asked for again.
   */
  Place place() throws InterruptedException {
    for (int left = Dialogue.TRIES; ; left--) {
      Place place = said();
      if (wishes.host() != null || left == 1) {
        return place;
      }
      try {
        var _ = CertificateProbe.read(place.host(), place.product(), PROBE);
        return place;
      } catch (IOException nobody) {
        dialogue.say(nobody.getMessage() + ".");
      }
    }
  }

  private Place said() {
    Typed typed =
        dialogue.answer(
            new Dialogue.Question("Address of a node, or of a Backup Server", "--host", null),
            wishes.host(),
            Typed::read);
    Product product = product(typed);
    HostAddress address = typed.address();
    return new Place(
        typed.withPort() ? address : new HostAddress(address.host(), product.port()), product);
  }

  /** An address as people write it, or copy it from a browser. */
  private record Typed(HostAddress address, boolean withPort) {
    static Typed read(String text) {
      String plain = text.replaceFirst("^https://", "").replaceFirst("/.*$", "");
      HostAddress address = HostAddress.parse(plain);
      return new Typed(address, plain.endsWith(":" + address.port()));
    }
  }

  private Product product(Typed typed) {
    if (wishes.kind() == null && typed.withPort()) {
      for (Product product : Product.values()) {
        if (product.port() == typed.address().port()) {
          return product;
        }
      }
    }
    return dialogue.answer(
        new Dialogue.Question("Proxmox VE (pve) or Backup Server (pbs)?", "--kind", "pve"),
        wishes.kind(),
        HostQuestions::kind);
  }

  private static Product kind(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "pve" -> Product.PVE;
      case "pbs" -> Product.PBS;
      default -> throw new IllegalArgumentException("it is pve or pbs");
    };
  }

  /**
   * How the host proves itself: by an authority, or by a fingerprint that a person compared.
   *
   * @param known how it proved itself before; null if it never did
   * @throws UsageProblem if the person says that it is another one, or nobody can say
   * @throws IOException if nobody answers there
   */
  HostIdentity identity(Place place, @Nullable HostIdentity known)
      throws IOException, InterruptedException {
    String authority = wishes.authority();
    String pin = wishes.fingerprint();
    if (authority != null && pin != null) {
      throw new UsageProblem("--ca-file and --fingerprint exclude each other.");
    }
    if (authority != null) {
      return new HostIdentity.Authority(SettingsFile.path("--ca-file", authority));
    }
    PresentedCertificate presented = CertificateProbe.read(place.host(), place.product(), PROBE);
    if (pin != null) {
      return compared(place, presented, pin);
    }
    if (known != null
        && (!(known instanceof HostIdentity.Pinned(var before))
            || before.equals(presented.fingerprint()))) {
      return known;
    }
    if (CertificateProbe.isVouchedFor(place.host(), clock, PROBE)) {
      dialogue.say(
          "The certificate of "
              + place.host()
              + " is vouched for by an authority that this"
              + " computer knows.");
      return new HostIdentity.KnownAuthority();
    }
    return confirmed(place, presented);
  }

  private static HostIdentity compared(Place place, PresentedCertificate presented, String text) {
    Fingerprint wanted;
    try {
      wanted = Fingerprint.parse(text);
    } catch (IllegalArgumentException none) {
      throw new UsageProblem("--fingerprint: " + none.getMessage() + ".");
    }
    if (!wanted.equals(presented.fingerprint())) {
      throw new UsageProblem(
          "%s presents another certificate than the one of --fingerprint: SHA-256 %s. Compare it with what `%s` shows on the host itself; if that is different, somebody is in between. Nothing was sent."
              .formatted(
                  place.host(), presented.fingerprint(), place.product().certificateCommand()));
    }
    return new HostIdentity.Pinned(wanted);
  }

  private HostIdentity confirmed(Place place, PresentedCertificate presented) {
    String shown =
        """
        %s presents this certificate, for which no authority vouches that this computer knows:
          subject      %s
          valid until  %s
          SHA-256      %s
        On the host itself, `%s` shows which it has.\
        """
            .formatted(
                place.host(),
                ForeignText.line(presented.subject(), 100),
                presented.notAfter(),
                presented.fingerprint(),
                place.product().certificateCommand());
    if (!dialogue.attended()) {
      throw new UsageProblem(
          shown + " If they are the same, give --fingerprint " + presented.fingerprint() + ".");
    }
    dialogue.say(shown);
    if (!dialogue.confirms("Are the fingerprints the same?", "--fingerprint")) {
      throw new UsageProblem(
          "Then it is another host, or somebody is in between. Nothing was sent.");
    }
    return new HostIdentity.Pinned(presented.fingerprint());
  }
}
