package org.recurve.engine.identity;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes where a run takes place, for people who compare speeds or look for the code that ran. */
public final class MachineDescription {
    private MachineDescription() {}

    private static final Pattern FEATURE = Pattern.compile("avx.*|fma|f16c|sse4_.|amx.*|asimd.*|sve.*");
    private static final Pattern FLAG = Pattern.compile("-X(?!log|X:AOT|share).*|--add-modules.*");

    /**
     * JDK and its options, operating system, CPU with what its vector units can do, its threads, the vector width in
     * use, and the commit of the git checkout around {@code folder}.
     */
    public static Map<String, String> describe(Path folder) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("jdk", System.getProperty("java.vendor") + " " + Runtime.version());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("cpu", cpu("model name").findFirst().orElse(System.getProperty("os.arch")));
        named("cpu-features", features(), facts);
        named(
                "jvm-options",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(FLAG.asMatchPredicate()),
                facts);
        facts.put("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("vector-bits", vectorBits());
        commit(folder).ifPresent(commit -> facts.put("git", commit));
        return facts;
    }

    private static void named(String name, Stream<String> words, Map<String, String> facts) {
        String all = words.collect(Collectors.joining(" "));
        if (!all.isEmpty()) {
            facts.put(name, all);
        }
    }

    private static Stream<String> features() {
        return Stream.of("flags", "Features")
                .flatMap(word -> cpu(word).limit(1))
                .flatMap(line -> Stream.of(line.split(" ")))
                .filter(FEATURE.asMatchPredicate())
                .sorted();
    }

    /** Returns what Linux says of each processor under this word. */
    private static Stream<String> cpu(String word) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines
                    .filter(line -> line.startsWith(word))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .toList()
                    .stream();
        } catch (IOException | RuntimeException notLinux) {
            return Stream.empty();
        }
    }

    /** Asked by reflection, so that everything also runs without the vector module. */
    private static String vectorBits() {
        try {
            Class<?> shape = Class.forName("jdk.incubator.vector.VectorShape");
            Object preferred = shape.getMethod("preferredShape").invoke(null);
            return String.valueOf(shape.getMethod("vectorBitSize").invoke(preferred));
        } catch (ReflectiveOperationException | LinkageError missing) {
            return "scalar";
        }
    }

    /** Returns the full hash, with {@code -dirty} behind it if files differ from it. */
    private static Optional<String> commit(Path folder) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!git.waitFor(2, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return Optional.empty();
            }
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
