package org.recurve.bench.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the processor says it can do, in the kernel's words; empty where the kernel does not tell. */
record Processor(Set<String> flags) {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

    static Processor current() throws IOException {
        if (!Files.isReadable(DESCRIPTION)) {
            return new Processor(Set.of());
        }
        try (Stream<String> lines = Files.lines(DESCRIPTION)) {
            return new Processor(lines.filter(line -> line.startsWith("flags"))
                    .limit(1)
                    .flatMap(line -> Arrays.stream(line.split("\\s+")))
                    .collect(Collectors.toSet()));
        }
    }

    /**
     * The words that hold here: a word {@code [flag]x} stands for {@code x} on processors with the flag, {@code [!flag]x}
     * on those without it.
     */
    Stream<String> resolve(String words) {
        return Arrays.stream(words.split("\\s+"))
                .filter(word -> !word.isBlank())
                .flatMap(this::word);
    }

    private Stream<String> word(String word) {
        int end = word.indexOf(']');
        if (!word.startsWith("[") || end < 0) {
            return Stream.of(word);
        }
        String condition = word.substring(1, end);
        boolean holds = condition.startsWith("!") ? !flags.contains(condition.substring(1)) : flags.contains(condition);
        return holds ? Stream.of(word.substring(end + 1)) : Stream.empty();
    }
}
