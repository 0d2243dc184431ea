package tower.store;

/**
 * The store cannot do what it was asked, with the cause and what a person can do about it.
 *
 * <p>Thrown while opening it means that the process cannot start. A database that opens but whose
 * journal does not add up is no exception: it makes the tower hold, see {@link Loaded#hold()}.
 */
public final class StoreException extends RuntimeException {
  /** What kind of trouble it is. */
  public enum Code {
    /** The data folder is missing, is no folder, or nothing can be created in it. */
    NO_FOLDER,
    /** The file is not an SQLite database. */
    NOT_A_DATABASE,
    /** The database is damaged. */
    CORRUPT,
    /** The database belongs to another program. */
    FOREIGN,
    /** The database was written by a newer release. */
    NEWER,
    /** The database belongs to another tower. */
    OTHER_TOWER,
    /** Another process has the database open. */
    LOCKED,
    /** The file or its file system is read-only. */
    READ_ONLY,
    /** SQLite did not take a setting that the promises rest on. */
    SETTING,
    /** The journal of a database that must be whole is not: refused where a start would hold. */
    HELD,
    /** The disk is full; what was tried is rolled back and can be tried again. */
    FULL,
    /** The queue is full; try again later. */
    BUSY,
    /** A row count or a constraint missed: the facts contradict the tables. Nothing was written. */
    ASSERTION,
    /** Reading or writing failed; the outcome of a commit is unknown. */
    FAILED
  }

  private final Code code;
  private final String remedy;

  StoreException(Code code, String text, String remedy) {
    super(text);
    this.code = code;
    this.remedy = remedy;
  }

  StoreException(Code code, String text, String remedy, Throwable cause) {
    super(text, cause);
    this.code = code;
    this.remedy = remedy;
  }

  /** What kind of trouble it is. */
  public Code code() {
    return code;
  }

  /** What happened, in one sentence. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** What a person can do, as an instruction. */
  public String remedy() {
    return remedy;
  }
}
