package org.recurve.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training has the same bits everywhere. A change of this digest changes all experiments: it needs a new arithmetic version. */
class TrainingDigestTest {
    private static final String DIGEST = "a1e781821c3f730e12066055d55fee9ecd8a5051e0c072cc222065fa815b47ba";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void hereAsEverywhere(int threads) throws Exception {
        assertEquals(DIGEST, TrainingDigest.of(threads));
    }

    /** Flags that only some processors know are harmless elsewhere: IgnoreUnrecognizedVMOptions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmixed",
                "--add-modules jdk.incubator.vector -Xint",
                "--add-modules jdk.incubator.vector -XX:UseAVX=0",
                "--add-modules jdk.incubator.vector -XX:UseAVX=1",
                "--add-modules jdk.incubator.vector -XX:UseAVX=2",
                "--add-modules jdk.incubator.vector -XX:MaxVectorSize=16",
                "--add-modules jdk.incubator.vector -XX:TieredStopAtLevel=1"
            })
    void onAnyNumberOfThreadsInAnotherJavaVm(String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingDigest.class.getName()));
        command.addAll(List.of("1", "2", "3"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals((DIGEST + "\n").repeat(3), output.replace("\r", ""));
    }
}
