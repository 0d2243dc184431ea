package tower;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * For every wall a small house that breaks it. A rule over packages that were renamed, or over an
 * empty set, would stay green for ever without this.
 */
class WallsCanFailTest {
  @TempDir Path scratch;

  /** Rule name to classes, each {@code room: body}, that must turn it red. */
  private static final Map<String, List<String>> WRONG =
      Map.ofEntries(
          entry(
              "model knows only itself",
              List.of("model: class Wrong { picocli.CommandLine line; }")),
          entry(
              "plan knows only the model",
              List.of("core: public class Core {}", "plan: class Wrong { tower.core.Core c; }")),
          entry(
              "motion knows only the model",
              List.of("plan: public class Plan {}", "motion: class Wrong { tower.plan.Plan p; }")),
          entry(
              "core knows model, plan, motion",
              List.of("store: public class Db {}", "core: class Wrong { tower.store.Db s; }")),
          entry(
              "loop knows the core, and of the edges only their ports",
              List.of(
                  "store: public class SqliteStore {}",
                  "loop: class Wrong { tower.store.SqliteStore s; }")),
          entry(
              "drive knows the model",
              List.of("core: public class Core {}", "drive: class Wrong { tower.core.Core c; }")),
          entry(
              "gpio knows the model",
              List.of("core: public class Core {}", "gpio: class Wrong { tower.core.Core c; }")),
          entry(
              "store knows model and core",
              List.of("loop: public class Loop {}", "store: class Wrong { tower.loop.Loop l; }")),
          entry(
              "hooks knows the model, and of the store the outbox and the deliveries",
              List.of(
                  "store: public class Store {}", "hooks: class Wrong { tower.store.Store s; }")),
          entry(
              "api knows the model, the core's words, inbox, snapshot, outbox and webhooks",
              List.of("core: public class Tower {}", "api: class Wrong { tower.core.Tower t; }")),
          entry(
              "ops knows the model, the core's words, inbox, snapshot, outbox and webhooks",
              List.of("loop: public class Loop {}", "ops: class Wrong { tower.loop.Loop l; }")),
          entry(
              "voucher knows the model",
              List.of("core: public class Core {}", "voucher: class Wrong { tower.core.Core c; }")),
          entry(
              "access knows only itself",
              List.of("model: public class Bay {}", "access: class Wrong { tower.model.Bay b; }")),
          entry(
              "config knows the model, and of vouchers their public keys",
              List.of("drive: public class Rtu {}", "config: class Wrong { tower.drive.Rtu d; }")),
          entry(
              "nobody knows app",
              List.of("app: public class Wiring {}", "api: class Wrong { tower.app.Wiring w; }")),
          entry(
              "rooms make no cycle",
              List.of(
                  "plan: public class A { tower.motion.B b; }",
                  "motion: public class B { tower.plan.A a; }")),
          entry(
              "jSerialComm only in drive",
              List.of("app: class Wrong { com.fazecast.jSerialComm.SerialPort p; }")),
          entry("Pi4J only in gpio", List.of("app: class Wrong { com.pi4j.context.Context c; }")),
          entry(
              "java.sql only in store",
              List.of("app: class Wrong { java.sql.Connection connection; }")),
          entry("javax.sql only in store", List.of("app: class Wrong { javax.sql.DataSource s; }")),
          entry("SQLite only in store", List.of("app: class Wrong { org.sqlite.SQLiteConfig c; }")),
          entry(
              "Javalin only in api, ops, app",
              List.of("drive: class Wrong { io.javalin.Javalin server; }")),
          entry("TOML only in config", List.of("app: class Wrong { org.tomlj.Toml toml; }")),
          entry(
              "JSON Schema only in config",
              List.of("app: class Wrong { com.networknt.schema.Schema schema; }")),
          entry("picocli only in app", List.of("config: class Wrong { picocli.CommandLine l; }")),
          entry(
              "the pure rooms read no file, no net, no log",
              List.of("core: class Wrong { void f() { org.tinylog.Logger.info(\"\"); } }")),
          entry(
              "the pure rooms know no clock, no random, no thread",
              List.of("plan: class Wrong { java.time.Clock clock; }")),
          entry(
              "the pure rooms ask the process nothing",
              List.of("core: class Wrong { String f() { return System.getenv(\"A\"); } }")),
          entry(
              "the pure rooms calculate in whole numbers",
              List.of("plan: class Wrong { long f(long n) { return (long) Math.sqrt(n); } }")),
          entry(
              "clocks and chance enter through app and loop",
              List.of(
                  "api: class Wrong { java.util.function.Supplier<Object> f() {"
                      + " return java.util.UUID::randomUUID; } }")),
          entry(
              "only app, loop and drive sleep",
              List.of("store: class Wrong { void f() throws Exception { Thread.sleep(1); } }")));

  /** A second way to break the rules that forbid several things. */
  private static final Map<String, List<String>> WRONG_TOO =
      Map.of(
          "the pure rooms calculate in whole numbers",
          List.of("model: record Wrong(float metres) {}"),
          "the pure rooms ask the process nothing",
          List.of("motion: class Wrong { long f() { return System.nanoTime(); } }"),
          "the pure rooms read no file, no net, no log",
          List.of("model: class Wrong { java.nio.file.Path path; }"),
          "ops knows the model, the core's words, inbox, snapshot, outbox and webhooks",
          List.of(
              "voucher: public class Genuine {}", "ops: class Wrong { tower.voucher.Genuine g; }"),
          "config knows the model, and of vouchers their public keys",
          List.of(
              "voucher: public class Genuine {}",
              "config: class Wrong { tower.voucher.Genuine g; }"),
          "clocks and chance enter through app and loop",
          List.of("store: class Wrong { Object f() { return java.time.Instant.now(); } }"));

  @Test
  void everyWallHasItsBreach() {
    assertThat(WRONG.keySet()).isEqualTo(Walls.rules().keySet());
  }

  @TestFactory
  Stream<DynamicTest> everyWallCanFail() {
    return Stream.of(WRONG, WRONG_TOO)
        .flatMap(wrong -> new LinkedHashMap<>(wrong).entrySet().stream())
        .map(wrong ->
            DynamicTest.dynamicTest(
                wrong.getKey(),
                () ->
                    assertThat(breaks(wrong.getKey(), wrong.getValue()))
                        .as("%s breaks it", wrong.getValue())
                        .isTrue()));
  }

  /** What the table allows must not be refused, or the next author widens the rule too far. */
  @Test
  void theWallsHaveTheirDoors() throws Exception {
    JavaClasses house =
        house(
            List.of(
                "voucher: public class VoucherVerifier {}",
                "voucher: public class RootKeys {}",
                "api: class Release { tower.voucher.VoucherVerifier v; }",
                "config: class Trust { tower.voucher.RootKeys r; }",
                "core: public sealed interface Event { record Hello(int n) implements Event {} }",
                "store: public interface Store { void put(tower.core.Event e); }",
                "loop: public class Inbox { void put(tower.core.Event e) {} }",
                "loop: class Loop { tower.store.Store store; int[][] grid; }",
                "api: class Routes { tower.loop.Inbox i; tower.core.Event.Hello h; }",
                "app: class Wiring { tower.loop.Inbox i; tower.store.Store s; }"));
    assertThat(Walls.rules().values()).allMatch(rule -> !rule.evaluate(house).hasViolation());
  }

  private boolean breaks(String rule, List<String> classes) throws Exception {
    return Walls.rules().get(rule).evaluate(house(classes)).hasViolation();
  }

  private JavaClasses house(List<String> classes) throws Exception {
    Path out = java.nio.file.Files.createTempDirectory(scratch, "house");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options = List.of("-d", out.toString(), "-proc:none", "-Xlint:none");
    List<Source> sources = classes.stream().map(Source::of).toList();
    boolean compiled = compiler.getTask(complaints, null, null, options, null, sources).call();
    assertThat(compiled).as(complaints.toString()).isTrue();
    return new ClassFileImporter().importPath(out);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(String path, String text) {
      super(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    static Source of(String line) {
      Matcher parts =
          Pattern.compile("(\\w+): (.*(?:class|record|interface) (\\w+).*)").matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      Matcher name = Pattern.compile("(?:class|record|interface) (\\w+)").matcher(line);
      assertThat(name.find()).isTrue();
      String room = parts.group(1);
      return new Source(
          "tower/" + room + "/" + name.group(1) + ".java",
          "package tower." + room + "; " + parts.group(2));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
