package org.recurve.compute.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change of this digest changes the numbers of every experiment: it needs a new arithmetic version. */
class SameBitsTest {
    private static final String DIGEST = "8ae6e1b11829681936a86d7740b5bd305371384581951944ceaf052365681ca4";
    private static final String LOOPS = "935f13107fc016419a1844ab849e355c9e14c5711770699d300e8dc544ba09c0";

    private static final String SECOND = "5ff5585592fdb8a97bb7a24ad4cfd0034ea2389003cab07346cc2fea6efd12a9";

    private static final String ALL = "90e8f57a90823f1fdbab0158660d534cd6222af3f5bc724eb03739c0d53b98e1";

    private static final String PRODUCTS = "cf9ce4ae4efe070bc310c337f23a79933c09fc7fa6de148e4d9eb4a406e0b374";

    @Test
    void hereAsEverywhere() throws Exception {
        assertEquals(DIGEST, SameBits.digest());
        assertEquals(LOOPS, SameBits.loops());
        assertEquals(SECOND, SameBits.second());
        assertEquals(ALL, SameBits.all());
        assertEquals(PRODUCTS, SameBits.products());
    }

    /** Flags that only some processors know are harmless elsewhere: IgnoreUnrecognizedVMOptions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmixed",
                "-Xint",
                "-XX:-UseFMA",
                "--add-modules jdk.incubator.vector -Xint",
                "--add-modules jdk.incubator.vector -XX:UseAVX=0",
                "--add-modules jdk.incubator.vector -XX:UseAVX=1",
                "--add-modules jdk.incubator.vector -XX:UseAVX=2",
                "--add-modules jdk.incubator.vector -XX:MaxVectorSize=16",
                "--add-modules jdk.incubator.vector -XX:TieredStopAtLevel=1"
            })
    void inAnotherJavaVm(String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SameBits.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(
                List.of(DIGEST, LOOPS, SECOND, ALL, PRODUCTS), output.lines().toList());
    }
}
