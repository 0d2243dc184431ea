package tower.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated lines, read strictly and with the column of every cell, which is what a person
 * needs to find an error. Quoted cells may hold commas and doubled quotes, but no line break.
 */
final class Csv {
  private Csv() {}

  /**
   * One value.
   *
   * @param column of its first character in the line, from 1
   */
  record Cell(int column, String text) {}

  /** What is wrong with a line as such. */
  static final class Malformed extends Exception {
    private final int column;

    Malformed(int column, String text) {
      super(text);
      this.column = column;
    }

    int column() {
      return column;
    }
  }

  /** The lines of a file in UTF-8, with or without byte order mark and carriage returns. */
  static List<String> lines(byte[] bytes) throws Malformed {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(1, "the file is not UTF-8 text");
    }
    return text.replaceFirst("^\uFEFF", "").lines().toList();
  }

  /** The cells of one line. */
  static List<Cell> cells(String line) throws Malformed {
    List<Cell> cells = new ArrayList<>();
    int at = 0;
    do {
      int begin = at;
      StringBuilder text = new StringBuilder();
      if (at < line.length() && line.charAt(at) == '"') {
        at = quoted(line, at + 1, text);
      } else {
        while (at < line.length() && line.charAt(at) != ',') {
          if (line.charAt(at) == '"') {
            throw new Malformed(at + 1, "a quote inside a value without quotes round it");
          }
          text.append(line.charAt(at++));
        }
      }
      cells.add(new Cell(begin + 1, text.toString()));
    } while (at++ < line.length());
    return cells;
  }

  /** Reads to the closing quote. Returns where the comma or the line's end must be. */
  private static int quoted(String line, int from, StringBuilder text) throws Malformed {
    int at = from;
    for (; ; at++) {
      int close = line.indexOf('"', at);
      if (close < 0) {
        throw new Malformed(from, "this quote is not closed on its line");
      }
      text.append(line, at, close);
      at = close + 1;
      if (at >= line.length() || line.charAt(at) == ',') {
        return at;
      }
      if (line.charAt(at) != '"') {
        throw new Malformed(at + 1, "text after the closing quote");
      }
      text.append('"');
    }
  }
}
