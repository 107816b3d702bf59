package org.recurve.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event.StudyStarted;
import org.recurve.app.display.StandardStreams;
import org.recurve.storage.view.StudyView;

/** Who may import whom: the house as it was designed. */
@AnalyzeClasses(packages = "org.recurve", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String API = "org.recurve.api..";
    private static final String COMPUTE = "org.recurve.compute.";
    private static final String TESTKIT = "org.recurve.testkit..";
    private static final String JDK = "java..";
    private static final String IMAGES_OF_THE_JDK = "javax.imageio..";
    private static final String SIGNATURES_OF_THE_JDK = "javax.crypto..";
    private static final String CERTIFICATES_OF_THE_JDK = "javax.net.ssl..";
    private static final String[] PLUGINS = {
        "org.recurve.convolution..",
        "org.recurve.pooling..",
        "org.recurve.composition..",
        "org.recurve.recurrence..",
        "org.recurve.feedforward..",
        "org.recurve.regularization..",
        "org.recurve.optimization..",
        "org.recurve.datasets..",
        "org.recurve.export..",
        "org.recurve.example.."
    };
    private static final Set<String> TRANSCENDENTAL = Set.of(
            "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
            "sinh", "cosh", "tanh", "cbrt", "hypot");

    private static final int MOST_TYPES = 22;
    private static final int MOST_LINES = 400;
    private static final Pattern CLAUSE =
            Pattern.compile("/\\*\\*\\s+(?:\\*\\s+)?(What|How|Where|Which|Whose|Who|One|Of|That)\\b[^\\n]*");
    private static final Set<String> EXEMPT = Set.of("org.recurve.api.model", "org.recurve.testkit");

    @ArchTest
    static final ArchRule apiSeesTheJdkAlone = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API, JDK);

    @ArchTest
    static final ArchRule pluginsSeeTheApiAndNoOtherFamily = slices().matching(
                    "org.recurve.(convolution|pooling|composition|recurrence|feedforward|regularization|optimization|datasets|export|example)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule pluginsSeeNothingElse = noClasses()
            .that()
            .resideInAnyPackage(PLUGINS)
            .should()
            .dependOnClassesThat(
                    not(resideInAnyPackage(JDK, IMAGES_OF_THE_JDK, SIGNATURES_OF_THE_JDK, CERTIFICATES_OF_THE_JDK, API))
                            .and(not(resideInAnyPackage(PLUGINS))));

    @ArchTest
    static final ArchRule computeSeesTheApi = ours("org.recurve.compute..", API);

    /** From the ground up: each package with those below it that it may see, beside the api. */
    @ArchTest
    static final ArchRule arithmeticSeesNothingOfTheCore = core("arithmetic..");

    @ArchTest
    static final ArchRule graphsSeeArithmeticAlone = core("ir..", "arithmetic..");

    @ArchTest
    static final ArchRule derivativesSeeGraphsAlone = core("autodiff..", "ir..", "arithmetic..");

    @ArchTest
    static final ArchRule analysesSeeGraphsAlone = core("analysis..", "ir..", "arithmetic..");

    @ArchTest
    static final ArchRule kernelsSeeGraphsAlone = core("kernel..", "ir..", "arithmetic..");

    @ArchTest
    static final ArchRule instructionsSeeKernels = core("runtime..", "kernel..", "ir..", "arithmetic..");

    @ArchTest
    static final ArchRule loweringSeesNeitherModelsNorDerivatives =
            core("lower..", "runtime..", "kernel..", "analysis..", "ir..", "arithmetic..");

    @ArchTest
    static final ArchRule loweringsAskEachOtherByName = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(COMPUTE + "lower..")
            .should()
            .haveRawType(resideInAPackage("java.util.function.."))
            .because("whoever reads a function cannot tell who answers; see ScanSurroundings");

    @ArchTest
    static final ArchRule tracingSeesGraphsAndDerivatives = core("trace..", "autodiff..", "ir..", "arithmetic..");

    @ArchTest
    static final ArchRule definitionsSeeNoKernel = noClasses()
            .that()
            .resideInAPackage(COMPUTE + "reference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COMPUTE + "kernel..", COMPUTE + "runtime..", COMPUTE + "lower..");

    /** The testkit stands beside the runner, above the core: a plugin's tests run the plugin, its main code does not. */
    @ArchTest
    static final ArchRule testkitSeesComputeAndTheApi = ours(TESTKIT, API, "org.recurve.compute..");

    @ArchTest
    static final ArchRule certificatesAloneSeeTheTestkit = noClasses()
            .that()
            .resideOutsideOfPackages(TESTKIT, "org.recurve.app.certificate..", "org.recurve.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT);

    @ArchTest
    static final ArchRule engineSeesComputeAndTheApi = ours("org.recurve.engine..", API, "org.recurve.compute..");

    @ArchTest
    static final ArchRule storageSeesTheApi = ours("org.recurve.storage..", API);

    @ArchTest
    static final ArchRule reportsSeeTheStoreAndTheApi = ours("org.recurve.reports..", API, "org.recurve.storage..");

    @ArchTest
    static final ArchRule journalsKnowNoDatabase = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.recurve.storage.journal..", "org.recurve.storage.record..", "org.recurve.storage.file..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.h2..", "org.jdbi..", "java.sql..", "org.recurve.storage.index..");

    /** The testkit reads settings as a file gives them. */
    @ArchTest
    static final ArchRule onlyTheAppSeesGuiceYamlAndTheCommandLine = noClasses()
            .that(not(resideInAnyPackage("org.recurve.app..", TESTKIT)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "org.snakeyaml..", "picocli..", "me.tongfei..");

    @ArchTest
    static final ArchRule questionsAreTypedFromTheFileToTheReport = noClasses()
            .that(not(resideInAnyPackage("org.recurve.storage..")))
            .and()
            .doNotHaveFullyQualifiedName("org.recurve.reports.study.StoredQuestions")
            .should()
            .callMethod(StudyView.class, "compare")
            .orShould()
            .callMethod(StudyStarted.class, "compare")
            .because("the JSON of earlier versions is parsed at one place; read questions()");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.recurve.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule transcendentalFunctionsOfMathAreUsedNowhere = noClasses()
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.base.DescribedPredicate.describe(
                            "a transcendental function of java.lang.Math",
                            target -> target.getOwner().isEquivalentTo(Math.class)
                                    && TRANSCENDENTAL.contains(target.getName()))))
            .because("their last bits differ from machine to machine; use StrictMath or FastMath");

    @ArchTest
    static final ArchRule onlyOneClassTouchesTheStandardStreams = noClasses()
            .that(not(resideInAnyPackage("org.recurve.bench..")))
            .and()
            .doNotHaveFullyQualifiedName(StandardStreams.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(RecurveMain.class.getName()) // flushes them at the end
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .orShould()
            .accessField(FileDescriptor.class, "out")
            .orShould()
            .accessField(FileDescriptor.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("text from outside is cleaned in one place before it reaches a terminal");

    @ArchTest
    static final ArchRule printersAreMadeWhereTextIsCleaned = noClasses()
            .that()
            .resideInAPackage("org.recurve.app..")
            .and()
            .resideOutsideOfPackage("org.recurve.app.display..")
            .should()
            .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.base.DescribedPredicate.describe(
                            "a printer",
                            target -> target.getOwner().isAssignableTo(PrintStream.class)
                                    || target.getOwner().isAssignableTo(PrintWriter.class))))
            .because("TerminalWriter.printer makes those of the program");

    /** Counts top-level types. The api's models and the contract's rules are one subject each, and read by name. */
    @ArchTest
    static void packagesHaveOneSubject(JavaClasses all) {
        Map<String, Long> types = all.stream()
                .filter(type -> type.getEnclosingClass().isEmpty()
                        && !type.getSimpleName().equals("package-info")
                        && !type.getSimpleName().endsWith("Generated"))
                .filter(type -> !EXEMPT.contains(type.getPackageName()))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        types.values().removeIf(count -> count <= MOST_TYPES);
        assertEquals(Map.of(), types, "packages with more than " + MOST_TYPES + " types; part them along a subject");
    }

    /** Types within types are called by both names, and may have the field's own. */
    @ArchTest
    static void aNameStandsForOneThing(JavaClasses all) {
        Map<String, Set<String>> named = all.stream()
                .filter(type -> type.getEnclosingClass().isEmpty()
                        && !type.getSimpleName().equals("package-info")
                        && !type.getPackageName().startsWith("org.recurve.bench"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toCollection(TreeSet::new))));
        named.values().removeIf(types -> types.size() == 1);
        assertEquals(Map.of(), named, "types of one name; call each what it is");
    }

    /** A sentence that begins so makes sense only after the one above it. */
    @ArchTest
    static void javadocStandsByItself(JavaClasses all) throws IOException {
        Map<String, String> noun = new TreeMap<>();
        for (Path file : sources()) {
            boolean ours =
                    file.toString().contains("/src/main/") && !file.toString().contains("/bench/");
            String text = ours ? Files.readString(file) : "";
            Matcher comment = CLAUSE.matcher(text);
            while (comment.find()) {
                noun.put(file.getFileName() + " at " + comment.start(), comment.group());
            }
        }
        assertEquals(Map.of(), noun, "begin with a verb, or with what the thing is");
    }

    private static List<Path> sources() throws IOException {
        Path top = Path.of("../..").toRealPath();
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(file -> file.toString().endsWith(".java")
                            && file.toString().contains("/src/")
                            && !file.toString().contains("/target/"))
                    .toList();
        }
    }

    @ArchTest
    static void filesAreShort(JavaClasses all) throws IOException {
        Map<Path, Long> tooLong = new TreeMap<>();
        for (Path file : sources()) {
            try (Stream<String> lines = Files.lines(file)) {
                long count = lines.count();
                if (count > MOST_LINES) {
                    tooLong.put(file, count);
                }
            }
        }
        assertEquals(Map.of(), tooLong, "files with more than " + MOST_LINES + " lines; part them along a subject");
    }

    /** Of the core's packages, this may see only itself and {@code others}. */
    private static ArchRule core(String room, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(COMPUTE + room)
                .should()
                .dependOnClassesThat(resideInAPackage(COMPUTE + ".")
                        .and(not(resideInAPackage(COMPUTE + room)))
                        .and(not(resideInAnyPackage(
                                Stream.of(others).map(COMPUTE::concat).toArray(String[]::new)))));
    }

    /** Of this project's packages, these may see only themselves and {@code others}. */
    private static ArchRule ours(String these, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(these)
                .should()
                .dependOnClassesThat(resideInAPackage("org.recurve..")
                        .and(not(resideInAPackage(these)))
                        .and(not(resideInAnyPackage(others))));
    }
}
