package tower.simulator.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A phone in somebody's hand: Debian's Chromium, and what looks for barriers in its pages. */
final class Phone implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final double PATIENCE_MS = 90_000;

  /** What axe finds in the page, as a text. */
  private static final String AXE =
      """
      () => axe.run(document, { resultTypes: ['violations'],
          rules: { 'target-size': { enabled: true } } })
        .then(found => found.violations.map(v => v.id + ': ' + v.help + ' ' +
          v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')).join('\\n'))
      """;

  /** Controls that a thumb misses, and whatever is wider than the screen. */
  private static final String SIZES =
      """
      () => {
        const small = [...document.querySelectorAll('button, input, select, textarea, summary, '
            + '.button, .back, header a, .tick')]
          .filter(e => e.checkVisibility() && !e.closest('label.tick input'))
          .filter(e => !(e.type === 'checkbox' && e.closest('label')))
          .filter(e => e.getBoundingClientRect().height < 48 || e.getBoundingClientRect().width < 48)
          .map(e => 'small: ' + e.outerHTML.slice(0, 80));
        const wide = document.documentElement.scrollWidth > window.innerWidth
          ? ['wider than the screen: ' + document.documentElement.scrollWidth] : [];
        const words = document.body.innerText.match(/\\b(null|undefined|NaN)\\b|[{}]|\\b[a-z]\\.[a-z]/g);
        return [...small, ...wide, ...(words ?? [])].join('\\n');
      }
      """;

  final Page page;
  private final Playwright playwright;
  private final Browser browser;
  private final String axe;
  private final Path pictures;
  private final List<String> complaints = new ArrayList<>();

  /**
   * Switches it on.
   *
   * @param pictures folder for a picture of every view
   */
  Phone(Path pictures, int widthPx, String language) throws IOException {
    assertThat(CHROMIUM).as("Debian's package chromium").exists();
    this.pictures = Files.createDirectories(pictures);
    axe = script();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(widthPx, 740)
                .setLocale(language)
                .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(PATIENCE_MS);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(said -> {
      // A refusal of the shop is shown to the customer; the browser complains of it here, too.
      if (said.type().equals("error") && !said.text().startsWith("Failed to load resource")) {
        complaints.add(said.text());
      }
    });
  }

  private static String script() throws IOException {
    try (InputStream in = Phone.class.getResourceAsStream("/axe.min.js")) {
      assertThat(in).as("axe's script").isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** What the page's own scripts, or its policy, have complained of. */
  List<String> complaints() {
    return complaints;
  }

  Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** Waits until the page's headline is like this. */
  void awaitHeading(String pattern) {
    PlaywrightAssertions.assertThat(heading()).hasText(Pattern.compile(pattern));
  }

  void tap(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  void follow(String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
  }

  /** Looks at the view by day and by night, and keeps a picture of each. */
  void look(String name) {
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(pictures.resolve(name + "-" + theme + ".png")));
      page.evaluate(axe);
      assertThat(page.evaluate(AXE)).as("axe about %s, %s", name, theme).isEqualTo("");
      assertThat(page.evaluate(SIZES)).as("sizes of %s, %s", name, theme).isEqualTo("");
    }
  }
}
