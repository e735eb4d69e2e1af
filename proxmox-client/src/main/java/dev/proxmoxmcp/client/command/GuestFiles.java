package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.command.Written.Before;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.LongTexts;
import dev.proxmoxmcp.client.http.Session;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files in guests: of VMs through the guest agent, of containers through commands in them. Methods
 * throw a {@link dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class GuestFiles {
  /** The most that is written at once, in bytes; Proxmox takes no more. */
  public static final int MAX_WRITE = 60 << 10;

  private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent";

  /** A GET that is no read: it brings out what is in a guest. */
  private static final Endpoint READ = Endpoint.get(AGENT + "/file-read", Tier.EXEC).slow();

  private static final Endpoint WRITE = Endpoint.post(AGENT + "/file-write", Tier.EXEC).slow();

  /** More than what is ever written, so that it tells whether there is more. */
  private static final int COMPARED = 64 << 10;

  /** The most that an agent reads at once, in bytes. */
  private static final long AGENT_READS = 16 << 20;

  private final Session session;
  private final ContainerFiles containers;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public GuestFiles(Session session, GuestCommands commands) {
    this.session = session;
    this.containers = new ContainerFiles(session, commands);
  }

  static void checkPath(String path) {
    if (!path.matches("(?s)(?:/|[A-Za-z]:[\\\\/]).*") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'" + ForeignText.line(path, 80) + "' is not an absolute path of a file");
    }
    if (path.length() > 4096) {
      throw new IllegalArgumentException("a path has at most 4096 characters");
    }
  }

  /** How a host is asked for a file of a VM. */
  public enum Dialect {
    /** From an offset, and exactly: since Proxmox VE 9.2. */
    EXACT,
    /** From the beginning, as older ones do. */
    PLAIN
  }

  /** What {@link #read} would send. */
  public Outgoing readRequest(GuestRef guest, FileRange range, Dialect dialect) {
    return switch (guest.kind()) {
      case QEMU -> session.outgoing(readCall(guest, range, dialect));
      case LXC -> containers.readRequest(guest, range);
    };
  }

  /**
   * Reads a part of a file: {@code GET …/agent/file-read} of a VM, which wants
   * VM.GuestAgent.FileRead on it.
   *
   * @throws dev.proxmoxmcp.client.InvalidParameter if a host does not know the dialect
   */
  public FileContent read(GuestRef guest, FileRange range, Dialect dialect) {
    if (guest.kind() == GuestKind.LXC) {
      return containers.read(guest, range);
    }
    Fields answer = session.send(readCall(guest, range, dialect)).object();
    boolean more = answer.flag("truncated");
    String content = answer.required("content");
    return switch (dialect) {
      case EXACT -> new FileContent(answer.required("content", GuestFiles::decoded), more, null);
      case PLAIN -> {
        if (Output.isShortened(content)) {
          throw new IllegalArgumentException(
              "this host reads a file from its beginning only, so no more than its first "
                  + LongTexts.HALF
                  + " bytes can be read");
        }
        yield part(Output.bytesOf(content), range, more);
      }
    };
  }

  private static FileContent part(byte[] fromStart, FileRange range, boolean more) {
    int from = (int) Math.min(range.offset(), fromStart.length);
    return new FileContent(
        Arrays.copyOfRange(fromStart, from, fromStart.length),
        more,
        more ? null : (Long) (long) fromStart.length);
  }

  private static byte[] decoded(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  private static Call readCall(GuestRef vm, FileRange range, Dialect dialect) {
    Call call = READ.call("read a file of " + vm, vm.node(), vm.vmid()).with("file", range.path());
    return switch (dialect) {
      case EXACT -> {
        call.with("count", range.count()).with("decode", false);
        yield range.offset() == 0 ? call : call.with("offset", range.offset());
      }
      case PLAIN -> call.with("count", Math.min(AGENT_READS, range.offset() + range.count()));
    };
  }

  /** What {@link #write} would send, in that order. */
  public List<Outgoing> writeRequests(GuestRef guest, String path, String content) {
    checkPath(path);
    return switch (guest.kind()) {
      case QEMU -> {
        Outgoing look = session.outgoing(sizeCall(guest, path));
        yield List.of(look, session.outgoing(writeCall(guest, path, content)), look);
      }
      case LXC -> List.of(containers.writeRequest(guest, path, content));
    };
  }

  /**
   * Makes a file, or replaces what is in it: {@code POST …/agent/file-write} of a VM, which wants
   * VM.GuestAgent.FileWrite on it; what was there before and is there then is looked at if the
   * token may.
   *
   * @throws IllegalArgumentException if it is too much for one call
   */
  public Written write(GuestRef guest, String path, String content) {
    checkPath(path);
    if (guest.kind() == GuestKind.LXC) {
      return containers.write(guest, path, content);
    }
    Call write = writeCall(guest, path, content);
    Before before = before(guest, path);
    var _ = session.send(write);
    try {
      Fields after = session.send(sizeCall(guest, path)).object();
      byte[] there = Output.bytesOf(after.required("content"));
      boolean same = Arrays.equals(there, content.getBytes(StandardCharsets.UTF_8));
      return new Written(before, (long) there.length, same && !after.flag("truncated"));
    } catch (Interrupted | Refused stop) {
      throw stop;
    } catch (ProxmoxException unread) {
      return new Written(before, null, true);
    }
  }

  private Before before(GuestRef vm, String path) {
    try {
      Fields there = session.send(sizeCall(vm, path)).object();
      long size = Output.bytesOf(there.required("content")).length;
      return new Before.File(size, there.flag("truncated"));
    } catch (NotFound _) {
      return new Before.Nothing();
    } catch (Interrupted | Refused stop) {
      throw stop;
    } catch (NodeUnreachable broken) {
      // The agent names a missing file, and pvedaemon cannot put a name with other characters than
      // those of Latin-1 into the status line of its answer: it breaks the connection instead.
      return new Before.Unknown(
          broken.brokenByDaemon() && beyondLatin1(path)
              ? "most likely no such file: Proxmox breaks the connection when one of such a name is"
                  + " missing, and did"
              : broken.getMessage());
    } catch (ProxmoxException unread) {
      return new Before.Unknown(unread.getMessage());
    }
  }

  private static boolean beyondLatin1(String path) {
    return path.chars().anyMatch(character -> character > 0xFF);
  }

  private static Call sizeCall(GuestRef vm, String path) {
    return readCall(vm, new FileRange(path, 0, COMPARED), Dialect.PLAIN);
  }

  /**
   * Proxmox makes a byte of each character of a text, so what has others than ASCII goes as base64,
   * of which a third less fits.
   */
  private static Call writeCall(GuestRef vm, String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    boolean plain = bytes.length == content.length();
    String sent = plain ? content : Base64.getEncoder().encodeToString(bytes);
    if (sent.length() > MAX_WRITE) {
      throw new IllegalArgumentException(
          "a call writes at most "
              + (plain ? MAX_WRITE : MAX_WRITE / 4 * 3)
              + " bytes"
              + (plain ? "" : " of a text that is not plain ASCII")
              + ", this has "
              + bytes.length);
    }
    Call call =
        WRITE
            .call("write a file of " + vm, vm.node(), vm.vmid())
            .with("file", path)
            .with("content", sent);
    return plain ? call : call.with("encode", false);
  }

  /** The size that a program wrote as a line; null if it is none. */
  static @Nullable Long size(String line) {
    String text = line.strip();
    return text.matches("[0-9]{1,18}") ? (Long) Long.parseLong(text) : null;
  }
}
