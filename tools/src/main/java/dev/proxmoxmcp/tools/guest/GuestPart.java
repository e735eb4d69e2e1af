package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.tools.text.TextClass;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can be asked for about a guest beside its state and hardware. Each is read for itself: one
 * that cannot be read hides no other.
 */
enum GuestPart {
  /** What was lately done to it. */
  TASKS("recent tasks", "recentTasks") {
    @Override
    PartView read(PartSource source) {
      return GuestTasks.of(source.cluster(), source.guest());
    }
  },
  /** Its snapshots. */
  SNAPSHOTS("snapshots", "snapshots") {
    @Override
    PartView read(PartSource source) {
      return new SnapshotList(source.cluster().snapshots().of(source.guest()));
    }
  },
  /** What waits for its next start. */
  PENDING("pending changes", "pendingChanges") {
    @Override
    PartView read(PartSource source) {
      return new PendingList(source.cluster().guests().pending(source.guest()));
    }
  },
  /** Its addresses, as it tells them: a VM by its agent. */
  ADDRESSES("addresses", "interfaces") {
    @Override
    PartView read(PartSource source) {
      return AddressList.of(source);
    }
  },
  /** What is mounted in it, as a VM's agent tells. */
  FILESYSTEMS("file systems", "fileSystems") {
    @Override
    PartView read(PartSource source) {
      return FileSystemList.of(source);
    }
  },
  /** The whole configuration. */
  CONFIG("configuration", "configuration") {
    @Override
    PartView read(PartSource source) {
      return new ConfigurationList(source.configuration());
    }
  };

  private final String label;
  private final String key;

  /**
   * @param label as people read it
   * @param key in JSON
   */
  GuestPart(String label, String key) {
    this.label = label;
    this.key = key;
  }

  abstract PartView read(PartSource source);

  /** The part, or why it cannot be read. */
  PartView view(PartSource source) {
    try {
      return read(source);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return new Unread(this, failure.getMessage());
    }
  }

  private record Unread(GuestPart part, String why) implements PartView {
    @Override
    public List<String> lines(Instant now, boolean everything) {
      return List.of(part.label + " could not be read: " + why);
    }

    @Override
    public TextClass written() {
      return TextClasses.ofError(why);
    }

    @Override
    public void addTo(ObjectNode json, Instant now) {
      json.put(part.key + "Problem", why);
    }
  }
}
