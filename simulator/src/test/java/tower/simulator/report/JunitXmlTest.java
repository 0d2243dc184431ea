package tower.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import tower.simulator.check.Finding;
import tower.simulator.hunt.SeedReport;

final class JunitXmlTest {
  private static SeedReport report(List<Finding> findings) {
    return new SeedReport(
        7,
        "tiny-4",
        Map.of(),
        1,
        findings,
        List.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        new SeedReport.Figures(600_000_000_000L, 1, 1, 4, 4, new TreeMap<>(), "ready/", 2));
  }

  private static Element suite(String xml) throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    return (Element) root.getElementsByTagName("testsuite").item(0);
  }

  @Test
  void aRunThatHeldIsACaseWithoutAFailure() throws Exception {
    Element suite = suite(JunitXml.of(report(List.of()), "one.toml", "x", 0.25));
    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("time")).isEqualTo("0.250");
    assertThat(suite.getElementsByTagName("failure").getLength()).isZero();
  }

  @Test
  void aFailureNamesItsInvariantAndItsReplayWhateverItsTextIs() throws Exception {
    Finding finding = new Finding(1_500_000_000, "S9", "car <A> & \"B\" \u0000 lost");
    Element suite = suite(JunitXml.of(report(List.of(finding)), "one.toml", "replay me", 1));
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(failure.getAttribute("type")).isEqualTo("S9");
    assertThat(failure.getAttribute("message")).contains("car <A> & \"B\" ? lost");
    assertThat(failure.getTextContent()).contains("replay me");
  }
}
