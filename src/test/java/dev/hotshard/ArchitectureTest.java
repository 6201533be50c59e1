package dev.hotshard;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The direction of imports: which package may know which. */
class ArchitectureTest {

    private static final String ROOT = "dev.hotshard";

    /** Each package and those that it may import. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            entry("event.json", List.of()),
            entry("event", List.of("event.json")),
            entry("mitigate", List.of("event", "event.json")),
            entry("notice", List.of("event", "event.json")),
            entry("rules", List.of("event", "event.json")),
            entry("detect.gate", List.of("event", "event.json")),
            entry("detect", List.of("event", "event.json", "notice", "detect.gate")),
            entry("recover", List.of("event", "event.json")),
            entry("recover.breakdown", List.of("event", "event.json")),
            entry("flink.serde", domain()),
            entry("flink", domain("flink.serde")),
            entry("config", domain()),
            entry("connect", domain("flink", "flink.serde")),
            entry("connect.kafka", domain("flink", "flink.serde", "config", "connect")),
            entry("connect.file", domain("flink", "flink.serde", "config", "connect")),
            entry("job", domain("flink", "flink.serde", "config", "connect", "connect.kafka", "connect.file")),
            entry("cli.local", List.of("event", "flink")),
            entry("cli.demo", List.of("event", "event.json", "flink", "config", "job", "cli.local")),
            entry(
                    "cli",
                    domain(
                            "flink",
                            "flink.serde",
                            "config",
                            "connect",
                            "connect.kafka",
                            "connect.file",
                            "job",
                            "cli.local",
                            "cli.demo")));

    /** Every package of the domain, and {@code more}. */
    private static List<String> domain(String... more) {
        return Stream.concat(
                        Stream.of(
                                "event",
                                "event.json",
                                "mitigate",
                                "notice",
                                "rules",
                                "detect",
                                "detect.gate",
                                "recover",
                                "recover.breakdown"),
                        Stream.of(more))
                .toList();
    }

    private static final String[] DOMAIN =
            domain().stream().map(name -> ROOT + "." + name).toArray(String[]::new);

    /** Libraries of Apache that are not an engine; only {@code recover} uses them. */
    private static final String[] LIBRARIES = {"org.apache.datasketches..", "org.apache.commons.csv.."};

    private static final JavaClasses MAIN = importMain();

    private static JavaClasses importMain() {
        // No rule depends on the inside of Flink's classes, and reading them takes most of the time.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @Test
    void shouldKnowEveryPackage() {
        assertThat(MAIN)
                .extracting(JavaClass::getPackageName)
                .allSatisfy(name -> assertThat(name).startsWith(ROOT + "."));
        assertThat(MAIN.stream()
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .map(name -> name.substring(ROOT.length() + 1)))
                .containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void shouldImportDownwardsOnly(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_IMPORT.get(name).stream())
                .map(below -> ROOT + "." + below)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> ours = resideInAPackage(ROOT + "..");

        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat(ours.and(not(resideInAnyPackage(allowed))))
                .check(MAIN);
    }

    @Test
    void shouldKeepFlinkAndKafkaOutOfTheDomain() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache..", "picocli..", "org.slf4j..")
                        .and(not(resideInAnyPackage(LIBRARIES))))
                .check(MAIN);
    }

    @Test
    void shouldUseSketchesAndCsvOnlyInRecover() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".recover..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(LIBRARIES))
                .check(MAIN);
    }

    @Test
    void shouldHideJacksonInTheDomain() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(DOMAIN)
                .and()
                .areNotPrivate()
                .should(haveNoJacksonInTheirSignature())
                .check(MAIN);
    }

    @Test
    void shouldUsePicocliOnlyInTheCommandLine() {
        classes()
                .that(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".cli"))))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("picocli..")))
                .check(MAIN);
    }

    @Test
    void shouldPrintOnlyInTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(MAIN);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    }

    @Test
    void shouldNotRepeatSimpleNamesAcrossPackages() {
        Map<String, Set<String>> packagesByName = MAIN.stream()
                .filter(type -> type.isTopLevelClass() || type.isMemberClass())
                .filter(type -> !type.getModifiers().contains(JavaModifier.PRIVATE))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getPackageName, toSet())));

        assertThat(packagesByName)
                .hasSizeGreaterThan(100)
                .allSatisfy((name, packages) -> assertThat(packages).as(name).hasSize(1));
    }

    @Test
    void shouldHaveNoCyclesOfPackages() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    private static ArchCondition<JavaCodeUnit> haveNoJacksonInTheirSignature() {
        return new ArchCondition<>("have no Jackson type in their signature") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                        .filter(type -> type.getName().startsWith("com.fasterxml.jackson"))
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(unit, unit.getFullName() + " shows " + type.getName())));
            }
        };
    }
}
