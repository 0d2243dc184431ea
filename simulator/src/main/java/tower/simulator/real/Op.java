package tower.simulator.real;

/** One thing that a process did to the files of its folder, or told its parent. */
sealed interface Op {
  /** A file of that name came into being. */
  record Created(String file) implements Op {}

  /** Bytes were written; they are in the kernel's cache, and perhaps on the disk. */
  record Written(String file, long offset, Bytes bytes) implements Op {}

  /** The file was given another length. */
  record Resized(String file, long length) implements Op {}

  /** The name was taken away. */
  record Deleted(String file) implements Op {}

  /** The file's content is on the disk from now on. */
  record Synced(String file) implements Op {}

  /** The folder's names are on the disk from now on. */
  record FolderSynced() implements Op {}

  /** Everything up to this row of the journal was acknowledged. */
  record Told(long seq) implements Op {}

  /** Bytes that nobody changes. */
  final class Bytes {
    private final byte[] content;

    Bytes(byte[] content) {
      this.content = content;
    }

    int length() {
      return content.length;
    }

    void copyTo(int from, byte[] into, int at, int count) {
      System.arraycopy(content, from, into, at, count);
    }
  }
}
