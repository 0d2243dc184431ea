package tower.api;

import java.util.List;
import java.util.Locale;

/** The Accept header, as far as a server with one representation a resource needs it. */
final class Accept {
  private Accept() {}

  /** True when one of the accepted ranges takes the media type. */
  static boolean takes(List<String> accept, String mediaType) {
    String group = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    return accept.isEmpty() || lists(accept, List.of(mediaType, group, "*/*"));
  }

  /** True when the media type itself is among the accepted ranges. */
  static boolean names(List<String> accept, String mediaType) {
    return lists(accept, List.of(mediaType));
  }

  private static boolean lists(List<String> accept, List<String> wanted) {
    for (String value : accept) {
      for (String range : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        String[] parts = range.replace(" ", "").replace("\t", "").split(";", -1);
        String type = parts.length == 0 ? "" : parts[0];
        if (wanted.contains(type) && !refused(parts)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Quality 0 means: not this one. */
  private static boolean refused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].matches("q=0(\\.0{0,3})?")) {
        return true;
      }
    }
    return false;
  }
}
