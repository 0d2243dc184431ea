package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tower.model.Bay;

class TowerPictureTest {
  static List<Path> towers() throws Exception {
    return ShippedFilesTest.towers();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> all(Document document, String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  @ParameterizedTest
  @MethodSource("towers")
  void everyPlaceIsNamedOnce(Path file) throws Exception {
    TowerConfig config = ConfigReader.read(file);
    List<String> texts =
        all(parse(TowerPicture.svg(config)), "text").stream().map(Element::getTextContent).toList();
    List<String> places = new ArrayList<>(config.layout().bays().stream().map(Bay::id).toList());
    config.layout().portals().forEach(p -> places.add(p.id()));
    config.serviceOpening().ifPresent(s -> places.add("service"));
    places.add("lift");
    for (String place : places) {
      assertThat(texts).containsOnlyOnce(place);
    }
  }

  /** Two boxes in one place would hide a bay. */
  @ParameterizedTest
  @MethodSource("towers")
  void noTwoBoxesOverlapAndAllLieInThePicture(Path file) throws Exception {
    Document svg = parse(TowerPicture.svg(ConfigReader.read(file)));
    List<Element> boxes =
        all(svg, "rect").stream().filter(r -> !r.getAttribute("class").equals("carrier")).toList();
    for (Element a : boxes) {
      assertThat(number(a, "x") + number(a, "width"))
          .isLessThanOrEqualTo(number(svg.getDocumentElement(), "width"));
      assertThat(number(a, "y")).isNotNegative();
      for (Element b : boxes) {
        boolean beside =
            number(a, "x") + number(a, "width") <= number(b, "x")
                || number(b, "x") + number(b, "width") <= number(a, "x");
        boolean above =
            number(a, "y") + number(a, "height") <= number(b, "y")
                || number(b, "y") + number(b, "height") <= number(a, "y");
        assertThat(a == b || beside || above).isTrue();
      }
    }
  }
}
