package tower;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The walls of the house as rules: who may import whom, and what is absent on purpose. */
final class Walls {
  private static final String[] PURE = {
    "tower.model..", "tower.plan..", "tower.motion..", "tower.core..", "tower.voucher.."
  };
  private static final String[] JDK = {"java..", "javax..", "org.jspecify.."};
  private static final String LOG = "org.tinylog";
  private static final String[] JSON = {"com.fasterxml.jackson.."};

  /** Calls as {@code owner#name}: what gives another answer at every run. */
  private static final String CLOCK_OR_CHANCE =
      "java\\.time\\..*#(now|system.*)"
          + "|java\\.lang\\.System#(nanoTime|currentTimeMillis|identityHashCode)"
          + "|java\\.lang\\.Math#random"
          + "|java\\.util\\.UUID#randomUUID"
          + "|java\\.util\\.concurrent\\.ThreadLocalRandom#.*"
          + "|java\\.(util\\.(Splittable)?Random|security\\.SecureRandom)#<init>";

  private static final String SLEEP =
      "java\\.lang\\.Thread#sleep"
          + "|java\\.util\\.concurrent\\.TimeUnit#sleep"
          + "|java\\.util\\.concurrent\\.locks\\.LockSupport#park.*";

  private static final String PROCESS =
      "java\\.lang\\.System#(?!arraycopy).*|java\\.lang\\.(Runtime|Process.*)#.*";

  private Walls() {}

  /** Every rule under its name. */
  static Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rooms(rules);
    libraries(rules);
    invariants(rules);
    rules.replaceAll((name, rule) -> rule.allowEmptyShould(true).as(name));
    return rules;
  }

  private static void rooms(Map<String, ArchRule> rules) {
    rules.put("model knows only itself", room("model"));
    rules.put("plan knows only the model", room("plan", rooms("model")));
    rules.put("motion knows only the model", room("motion", rooms("model")));
    rules.put("core knows model, plan, motion", room("core", rooms("model", "plan", "motion")));
    rules.put(
        "loop knows the core, and of the edges only their ports",
        room(
            "loop",
            rooms("model", "core"),
            types("store", "Store", "Batch"),
            types("gpio", "Inputs", "Outputs", "Levels", "Debounce"),
            types("drive", "DriveBus"),
            packages(LOG)));
    rules.put(
        "drive knows the model", room("drive", rooms("model"), packages(LOG, "com.fazecast..")));
    rules.put("gpio knows the model", room("gpio", rooms("model"), packages(LOG, "com.pi4j..")));
    rules.put(
        "store knows model and core",
        room("store", rooms("model", "core"), packages(LOG, "org.sqlite.."), packages(JSON)));
    edges(rules);
  }

  private static void edges(Map<String, ArchRule> rules) {
    rules.put("voucher knows the model", room("voucher", rooms("model"), packages(JSON)));
    rules.put("access knows only itself", room("access"));
    rules.put(
        "hooks knows the model, and of the store the outbox and the deliveries",
        room(
            "hooks",
            rooms("model"),
            types("store", "Outbox", "Deliveries"),
            packages(LOG),
            packages(JSON)));
    for (String edge : List.of("api", "ops")) {
      rules.put(
          edge + " knows the model, the core's words, inbox, snapshot, outbox and webhooks",
          room(
              edge,
              // A release of the shop comes in through the shop's door alone.
              edge.equals("api") ? rooms("model", "access", "voucher") : rooms("model", "access"),
              wordsOfTheCore(),
              types("loop", "Commands", "Inbox", "Snapshot"),
              types("store", "Store", "Outbox", "Deliveries"),
              types("hooks", "Webhooks", "Status"),
              packages(LOG, "io.javalin..", "kotlin..", "jakarta.servlet.."),
              packages("org.eclipse.jetty..", "io.micrometer.."),
              packages(JSON)));
    }
    rules.put(
        "config knows the model, and of vouchers their public keys",
        room(
            "config",
            rooms("model"),
            types("voucher", "Ed25519Key", "Parties", "PublicKeyText", "RootKeys"),
            packages(LOG, "org.tomlj..", "com.networknt..", "org.antlr.v4.runtime.."),
            packages(JSON)));
    rules.put(
        "nobody knows app",
        noClasses()
            .that()
            .resideOutsideOfPackage("tower.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tower.app.."));
    rules.put("rooms make no cycle", slices().matching("tower.(*)..").should().beFreeOfCycles());
  }

  private static void libraries(Map<String, ArchRule> rules) {
    rules.put("jSerialComm only in drive", only("com.fazecast..", "drive"));
    rules.put("Pi4J only in gpio", only("com.pi4j..", "gpio"));
    rules.put("java.sql only in store", only("java.sql..", "store"));
    rules.put("javax.sql only in store", only("javax.sql..", "store"));
    rules.put("SQLite only in store", only("org.sqlite..", "store"));
    rules.put("Javalin only in api, ops, app", only("io.javalin..", "api", "ops", "app"));
    rules.put("TOML only in config", only("org.tomlj..", "config"));
    rules.put("JSON Schema only in config", only("com.networknt..", "config"));
    rules.put("picocli only in app", only("picocli..", "app"));
  }

  private static void invariants(Map<String, ArchRule> rules) {
    rules.put(
        "the pure rooms read no file, no net, no log",
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "java.io..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.net..",
                    "java.sql..",
                    "java.util.logging..",
                    "org.tinylog..",
                    "org.slf4j..")));
    rules.put(
        "the pure rooms know no clock, no random, no thread",
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(
                named(
                    "java.time.Clock",
                    "java.util.Random",
                    "java.security.SecureRandom",
                    "java.util.concurrent.ThreadLocalRandom",
                    "java.util.SplittableRandom",
                    "java.lang.Thread",
                    "java.lang.System$Logger")));
    rules.put(
        "the pure rooms ask the process nothing",
        noClasses().that().resideInAnyPackage(PURE).should(call(PROCESS, CLOCK_OR_CHANCE, SLEEP)));
    rules.put(
        "the pure rooms calculate in whole numbers",
        classes().that().resideInAnyPackage(PURE).should(haveNoFloatingPoint()));
    rules.put(
        "clocks and chance enter through app and loop",
        noClasses()
            .that()
            .resideInAPackage("tower..")
            .and()
            .resideOutsideOfPackages("tower.app..", "tower.loop..")
            .should(call(CLOCK_OR_CHANCE)));
    rules.put(
        "only app, loop and drive sleep",
        noClasses()
            .that()
            .resideInAPackage("tower..")
            .and()
            .resideOutsideOfPackages("tower.app..", "tower.loop..", "tower.drive..")
            .should(call(SLEEP)));
  }

  @SafeVarargs
  private static ArchRule room(String room, DescribedPredicate<? super JavaClass>... others) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(JDK).or(resideInAPackage("tower." + room + ".."));
    for (DescribedPredicate<? super JavaClass> other : others) {
      allowed = allowed.or(other);
    }
    return classes()
        .that()
        .resideInAPackage("tower." + room + "..")
        .should()
        .onlyDependOnClassesThat(allowed.or(describe("primitive", Walls::isPrimitive)));
  }

  private static boolean isPrimitive(JavaClass type) {
    return type.getBaseComponentType().isPrimitive();
  }

  private static DescribedPredicate<JavaClass> rooms(String... rooms) {
    return resideInAnyPackage(
        Stream.of(rooms).map(room -> "tower." + room + "..").toArray(String[]::new));
  }

  private static DescribedPredicate<JavaClass> packages(String... packages) {
    return resideInAnyPackage(packages);
  }

  /** The named top-level types of a room, with what is nested in them. */
  private static DescribedPredicate<JavaClass> types(String room, String... names) {
    Set<String> allowed = Set.of(names);
    return resideInAPackage("tower." + room)
        .and(
            describe(
                "named " + allowed,
                (JavaClass type) -> allowed.contains(topLevel(type).getSimpleName())));
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(Walls::topLevel).orElse(type);
  }

  /** Events, requests and results, but nothing that decides: deciders are classes. */
  private static DescribedPredicate<JavaClass> wordsOfTheCore() {
    return resideInAPackage("tower.core")
        .and(
            describe(
                "words",
                (JavaClass type) -> type.isInterface() || type.isRecord() || type.isEnum()));
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> wanted = Set.of(names);
    return describe("named " + wanted, (JavaClass type) -> wanted.contains(type.getName()));
  }

  private static ArchRule only(String library, String... rooms) {
    String[] homes = Stream.of(rooms).map(room -> "tower." + room + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("tower..")
        .and()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static ArchCondition<JavaClass> call(String... patterns) {
    Predicate<String> wanted = Pattern.compile(String.join("|", patterns)).asMatchPredicate();
    return new ArchCondition<>("call " + String.join(" or ", patterns)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream.concat(
                type.getAccessesFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
            .forEach(access -> {
              AccessTarget target = access.getTarget();
              boolean hit = wanted.test(target.getOwner().getName() + "#" + target.getName());
              events.add(new SimpleConditionEvent(type, hit, access.getDescription()));
            });
      }
    };
  }

  private static ArchCondition<JavaClass> haveNoFloatingPoint() {
    return new ArchCondition<>("have no floating point") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
          refuse(isFloating(field.getRawType()), field.getFullName(), type, events);
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          boolean floating =
              isFloating(unit.getRawReturnType())
                  || unit.getRawParameterTypes().stream().anyMatch(Walls::isFloating);
          refuse(floating, unit.getFullName(), type, events);
        }
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          boolean floating =
              access.getTarget() instanceof CodeUnitCallTarget call
                  && isFloating(call.getRawReturnType());
          refuse(floating, access.getDescription(), type, events);
        }
      }
    };
  }

  private static void refuse(boolean wrong, String what, JavaClass type, ConditionEvents events) {
    if (wrong) {
      events.add(SimpleConditionEvent.violated(type, "floating point in " + what));
    }
  }

  private static boolean isFloating(JavaClass type) {
    return Set.of("double", "float", "java.lang.Double", "java.lang.Float")
        .contains(type.getBaseComponentType().getName());
  }
}
