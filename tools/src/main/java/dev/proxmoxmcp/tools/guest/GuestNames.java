package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Visibility;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the guest that somebody means by a vmid or a name, among those that the token sees.
 *
 * @param guests all that are seen
 * @param visibility what the token may see at all
 */
public record GuestNames(List<GuestResource> guests, Visibility visibility) {
  private static final int NEAREST = 3;
  private static final int CANDIDATES = 10;

  /** The guests of the call's cluster. */
  public static GuestNames of(CallContext context) {
    return new GuestNames(context.cluster().guests().list(), context.visibility());
  }

  /**
   * The vmid that {@code wanted} is, also of a guest that is gone; else that of the guest with that
   * name.
   *
   * @throws ArgumentProblem as {@link #find}
   */
  public static Vmid vmid(String wanted, CallContext context) {
    return vmid(wanted, () -> of(context));
  }

  /** The same, among names that are known already or asked for only where it is no vmid. */
  public static Vmid vmid(String wanted, Supplier<GuestNames> names) {
    return GuestId.of(wanted)
        .filter(id -> id.kind() == null)
        .map(GuestId::vmid)
        .orElseGet(() -> names.get().find(wanted).ref().vmid());
  }

  /**
   * The one guest that {@code wanted} means: by vmid, then by its exact name, then by its name in
   * upper or lower case.
   *
   * @throws ArgumentProblem if there is none, with the three nearest names; or several, with all of
   *     them
   */
  public GuestResource find(String wanted) {
    Optional<GuestResource> byId =
        GuestId.of(wanted).flatMap(id -> guests.stream().filter(id::fits).findFirst());
    if (byId.isPresent()) {
      return byId.get();
    }
    List<GuestResource> named = named(wanted);
    return switch (named.size()) {
      case 0 -> throw unknown(wanted);
      case 1 -> named.getFirst();
      default -> throw ambiguous(wanted, named);
    };
  }

  /** What to say of {@code vmid} if no guest has it now; empty if one has. */
  public Optional<String> missing(Vmid vmid) {
    return guests.stream().anyMatch(guest -> guest.ref().vmid().equals(vmid))
        ? Optional.empty()
        : Optional.of(unknown(vmid.toString()).getMessage());
  }

  private List<GuestResource> named(String wanted) {
    List<GuestResource> exact =
        guests.stream().filter(guest -> wanted.equals(guest.name())).toList();
    return exact.isEmpty()
        ? guests.stream().filter(guest -> wanted.equalsIgnoreCase(guest.name())).toList()
        : exact;
  }

  /**
   * All guests that {@code wanted} mean, each once.
   *
   * @throws ArgumentProblem naming every one that means none or several: a change is for all or
   *     none
   */
  public List<GuestResource> findAll(List<String> wanted) {
    List<GuestResource> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String one : wanted) {
      try {
        found.add(find(one));
      } catch (ArgumentProblem problem) {
        problems.add(problem.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ArgumentProblem(String.join("\n", problems) + "\nNothing was sent.");
    }
    return found.stream().distinct().toList();
  }

  private ArgumentProblem unknown(String wanted) {
    Optional<String> hidden = hidden(wanted);
    StringBuilder text = new StringBuilder("There is no guest ").append(shown(wanted));
    text.append(hidden.isPresent() ? " that this token sees" : "").append(otherKind(wanted));
    List<String> near = nearest(wanted);
    if (!near.isEmpty()) {
      text.append(" Nearest: ").append(String.join(", ", near)).append('.');
    }
    text.append(" guest_list shows all of them.");
    hidden.ifPresent(sentence -> text.append(' ').append(sentence));
    return new ArgumentProblem(text.toString());
  }

  /** That a guest has that vmid and is of the other kind; else the end of the sentence alone. */
  private String otherKind(String wanted) {
    return GuestId.of(wanted)
        .flatMap(
            id -> guests.stream().filter(guest -> guest.ref().vmid().equals(id.vmid())).findFirst())
        .map(guest -> "; " + guest.ref().vmid() + " is " + described(guest) + ".")
        .orElse(".");
  }

  /** Whether {@code wanted} can mean {@code guest}: its vmid, or its name in either case. */
  public static boolean fits(GuestResource guest, String wanted) {
    return GuestId.of(wanted).filter(id -> id.fits(guest)).isPresent()
        || wanted.equalsIgnoreCase(guest.name());
  }

  /** {@code VM 101 "web1" on pve1}. */
  public static String described(GuestResource guest) {
    return GuestWords.title(guest) + " on " + guest.node();
  }

  /** Why the guest may exist all the same; empty if it would be seen. */
  public Optional<String> hidden(String wanted) {
    Optional<String> generally = visibility.hiddenGuests();
    return generally.isPresent()
        ? generally
        : GuestId.of(wanted).flatMap(id -> visibility.hidden(id.vmid()));
  }

  private List<String> nearest(String wanted) {
    List<String> names =
        guests.stream().map(GuestResource::name).filter(Objects::nonNull).distinct().toList();
    List<String> ids = guests.stream().map(guest -> guest.ref().vmid().toString()).toList();
    Optional<String> number = GuestId.of(wanted).map(id -> id.vmid().toString());
    boolean byId = number.isPresent() || wanted.matches("[0-9]+");
    return Nearest.to(number.orElse(wanted), byId ? ids : names, NEAREST).stream()
        .map(near -> described(near, byId))
        .toList();
  }

  private String described(String near, boolean byId) {
    return guests.stream()
        .filter(guest -> near.equals(byId ? guest.ref().vmid().toString() : guest.name()))
        .findFirst()
        .map(guest -> guest.ref().vmid() + " " + Foreign.name(guest.name()))
        .orElse(near);
  }

  private static ArgumentProblem ambiguous(String wanted, List<GuestResource> named) {
    String candidates =
        named.stream()
            .limit(CANDIDATES)
            .map(guest ->
                "%s %s on %s (%s)"
                    .formatted(
                        guest.ref().kind().label(),
                        guest.ref().vmid(),
                        guest.node(),
                        GuestWords.state(guest)))
            .collect(Collectors.joining(", "));
    return new ArgumentProblem(
        named.size()
            + " guests are named "
            + shown(wanted)
            + ": "
            + candidates
            + ". Name the one you mean by its vmid.");
  }

  private static String shown(String wanted) {
    return Foreign.name(wanted);
  }
}
