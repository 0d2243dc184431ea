package tower.simulator.real;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.simulator.world.Chance;

/**
 * What a power cut may leave of a folder: everything that was synced, and of what was not any part
 * in any combination.
 *
 * <p>The kernel writes its cache back in pages and in an order of its own, so each 4 KiB page of a
 * write reaches the disk or does not, whatever became of its neighbours. A disk tears a page
 * between two sectors of 512 bytes, never within one. Names are written in their order, because
 * every file system that a tower may use keeps a log of them; their being there says nothing about
 * the content.
 */
final class Disk {
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  /** So often may the same bytes be overwritten in the cache before the kernel has written some. */
  private static final int SAME_BYTES_PENDING = 3;

  private final TreeMap<String, Inode> live = new TreeMap<>();
  private final TreeMap<String, Inode> durable = new TreeMap<>();
  private final List<Name> names = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /** Content of a file, whatever its name is now. */
  private static final class Inode {
    /** As of the last sync. */
    private byte[] synced = new byte[0];

    /** With what the kernel has probably written since. */
    private byte[] base = new byte[0];
  }

  /** A change of a file's content that no sync has made certain yet. */
  private record Change(Inode inode, Op op) {}

  /** A name that came or went, and no sync of the folder since. */
  private record Name(String file, @Nullable Inode inode) {}

  /** Takes one more operation. */
  void apply(Op op) {
    switch (op) {
      case Op.Created o -> name(o.file(), new Inode());
      case Op.Deleted o -> name(o.file(), null);
      case Op.Written o -> {
        Inode inode = inode(o.file());
        changes.add(new Change(inode, o));
        settleOldest(inode, o);
      }
      case Op.Resized o -> changes.add(new Change(inode(o.file()), o));
      case Op.Synced o -> sync(inode(o.file()));
      case Op.FolderSynced o -> {
        names.clear();
        durable.clear();
        durable.putAll(live);
      }
      case Op.Told o -> {}
    }
  }

  private void name(String file, @Nullable Inode inode) {
    if (inode == null) {
      live.remove(file);
    } else {
      live.put(file, inode);
    }
    names.add(new Name(file, inode));
  }

  private Inode inode(String file) {
    Inode inode = live.get(file);
    if (inode == null) {
      throw new IllegalStateException("no file " + file + " was created");
    }
    return inode;
  }

  private void sync(Inode inode) {
    inode.base = content(inode, new Choice() {});
    inode.synced = inode.base;
    changes.removeIf(c -> c.inode() == inode);
  }

  /** A file that is overwritten for ever and never synced would fill the memory. */
  private void settleOldest(Inode inode, Op.Written latest) {
    List<Change> same =
        changes.stream().filter(c -> c.inode() == inode && sameBytes(c.op(), latest)).toList();
    if (same.size() > SAME_BYTES_PENDING) {
      Change oldest = same.getFirst();
      inode.base = new Image(inode.base).takeAll(oldest.op()).bytes();
      changes.remove(oldest);
    }
  }

  private static boolean sameBytes(Op op, Op.Written other) {
    return op instanceof Op.Written w
        && w.offset() == other.offset()
        && w.bytes().length() == other.bytes().length();
  }

  /** True when a sync of it would make something certain. */
  boolean pending(Op sync) {
    return switch (sync) {
      case Op.Synced o -> changes.stream().anyMatch(c -> c.inode() == live.get(o.file()));
      case Op.FolderSynced o -> !names.isEmpty();
      default -> false;
    };
  }

  /** Everything that was done: what the end of the process alone leaves. */
  Map<String, byte[]> everything() {
    return state(new Choice() {});
  }

  /** Only what was synced. */
  Map<String, byte[]> nothing() {
    return state(
        new Choice() {
          @Override
          public int names(int pending) {
            return 0;
          }

          @Override
          public boolean sinceSync() {
            return false;
          }

          @Override
          public boolean takes() {
            return false;
          }
        });
  }

  /**
   * Any part of what was not synced.
   *
   * @param torn lets sectors of one page have different fates
   */
  Map<String, byte[]> some(Chance chance, boolean torn) {
    int perCent = new int[] {10, 50, 90}[chance.below(3)];
    return state(
        new Choice() {
          @Override
          public int names(int pending) {
            return chance.below(pending + 1);
          }

          @Override
          public boolean sinceSync() {
            return chance.below(4) != 0;
          }

          @Override
          public boolean takes() {
            return chance.below(100) < perCent;
          }

          @Override
          public int unit() {
            return torn ? SECTOR : PAGE;
          }
        });
  }

  /** What of the pending is on the disk; everything, when nothing is overridden. */
  private interface Choice {
    /** So many of the pending names, from the first one. */
    default int names(int pending) {
      return pending;
    }

    /** Whether a file has anything that was written since its last sync. */
    default boolean sinceSync() {
      return true;
    }

    /** Whether the next piece of a write, or the next change of length, is there. */
    default boolean takes() {
      return true;
    }

    /** What has one fate. */
    default int unit() {
      return PAGE;
    }
  }

  private Map<String, byte[]> state(Choice choice) {
    TreeMap<String, Inode> entries = new TreeMap<>(durable);
    for (Name name : names.subList(0, choice.names(names.size()))) {
      if (name.inode() == null) {
        entries.remove(name.file());
      } else {
        entries.put(name.file(), name.inode());
      }
    }
    TreeMap<String, byte[]> files = new TreeMap<>();
    entries.forEach((file, inode) -> files.put(file, content(inode, choice)));
    return files;
  }

  private byte[] content(Inode inode, Choice choice) {
    if (!choice.sinceSync()) {
      return inode.synced;
    }
    Image image = new Image(inode.base);
    for (Change change : changes) {
      if (change.inode() == inode) {
        image.take(change.op(), choice);
      }
    }
    return image.bytes();
  }

  /** A file's content while changes are laid over it. */
  private static final class Image {
    private byte[] bytes;
    private int length;

    Image(byte[] base) {
      length = base.length;
      bytes = Arrays.copyOf(base, length + PAGE);
    }

    Image takeAll(Op op) {
      take(op, new Choice() {});
      return this;
    }

    void take(Op op, Choice choice) {
      switch (op) {
        case Op.Resized o -> {
          if (choice.takes()) {
            resize(Math.toIntExact(o.length()));
          }
        }
        case Op.Written o -> write(o, choice);
        default -> throw new IllegalArgumentException(op + " changes no content");
      }
    }

    private void write(Op.Written op, Choice choice) {
      int offset = Math.toIntExact(op.offset());
      int end = offset + op.bytes().length();
      for (int at = offset; at < end; ) {
        int next = Math.min(end, at - at % choice.unit() + choice.unit());
        if (choice.takes()) {
          resize(Math.max(length, next));
          op.bytes().copyTo(at - offset, bytes, at, next - at);
        }
        at = next;
      }
    }

    /** What is added is zero, as in a hole. */
    private void resize(int to) {
      if (to > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
      }
      if (to < length) {
        Arrays.fill(bytes, to, length, (byte) 0);
      }
      length = to;
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, length);
    }
  }
}
