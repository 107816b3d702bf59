package org.recurve.app.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Layer;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.EndlessWork;
import org.recurve.app.plugins.Jars;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.plugins.TimeLimit;
import org.recurve.storage.certificate.CertificateFiles;
import org.recurve.storage.certificate.JarCertificate;
import org.recurve.storage.certificate.JarCertificate.PluginCertificate;

/** {@code recurve certify}: of a plugin that keeps the contract, and of ones that break it in ways that only running shows. */
@ExtendWith(EndlessWork.class)
class CertifyCommandTest {
    private static final String LAYER = """
            package stranger;
            import org.recurve.api.model.*;
            import org.recurve.api.plugin.*;
            @Plugin(id = "ID", version = 1, summary = "multiplies by a factor")
            public final class NAME implements Layer<NAME.Config> {
                public record Config(@Doc("what to multiply by") @Min(1) int factor) {}
                BODY
            }
            """;

    @TempDir
    Path folder;

    private static String layer(String name, String id, String body) {
        return LAYER.replace("NAME", name).replace("ID", id).replace("BODY", body);
    }

    private static String forward(String factor) {
        return "@Override public Value forward(Config config, Scope scope, Value x) { return x.times(" + factor
                + "); }";
    }

    private Path jar() throws IOException {
        String service = Layer.class.getName();
        return Jars.several(
                folder.resolve("ideas.jar"),
                Map.of(
                        "Right", layer("Right", "right", forward("config.factor()")),
                        "Counting", layer("Counting", "counting", "static int calls; " + forward("++calls")),
                        "Narrow",
                                layer(
                                        "Narrow",
                                        "narrow",
                                        forward("ModuleLayer.boot().findModule(\"jdk.incubator.vector\").isPresent()"
                                                + " ? 2 : 3"))),
                Map.of("Right", service, "Counting", service, "Narrow", service));
    }

    private PluginCertificate of(String id) {
        JarCertificate certificate =
                new CertificateFiles(folder.resolve("store")).all().getFirst();
        return certificate.plugins().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsWrongIsFoundAndKept() throws IOException {
        Path jar = jar();
        Answer answer = recurve("certify", jar, "--store", folder.resolve("store"), "--with", "right: {factor: 5}");

        assertEquals(1, answer.code(), answer.out() + answer.err());
        PluginCertificate right = of("right");
        assertTrue(right.isWhole(), right.toString());
        assertEquals("{right: {factor: 5}}", right.settings());
        assertEquals(5, right.forms().size());
        assertEquals("dense", right.cost().orElseThrow().comparedWith());
        assertTrue(right.cost().orElseThrow().ratio() > 0);

        PluginCertificate counting = of("counting");
        assertFalse(counting.isWhole());
        assertTrue(answer.out().contains("not met: can be made by anyone and keeps no state"), answer.out());
        assertTrue(answer.out().contains("Counting.calls is state"), answer.out());

        PluginCertificate narrow = of("narrow");
        assertFalse(narrow.sameBits(), narrow.toString());
        assertTrue(answer.out().contains("other bits in some forms of the virtual machine"), answer.out());
        assertEquals(
                narrow.forms().get("no compiler"), narrow.forms().get("vectors of this machine"), narrow.toString());
    }

    /** One that never ends is given up, and the others are certified nevertheless. */
    @Test
    void whatTakesTooLongIsGivenUp() throws IOException {
        String service = Layer.class.getName();
        Path jar = Jars.several(
                folder.resolve("slow.jar"),
                Map.of(
                        "Slow",
                        layer(
                                "Slow",
                                "slow",
                                "@Override public Value forward(Config config, Scope scope, Value x) { "
                                        + EndlessWork.SOURCE + " return x; }")),
                Map.of("Slow", service));
        Path copies = folder.resolve("copies");
        PluginRegistry registry = new PluginFolder(jar, copies).registry();
        JarCertificate certificate = new JarCertifier(
                        jar, copies, registry, Map.of(), new TimeLimit(Duration.ofSeconds(1)), _ -> {})
                .certify();
        PluginCertificate slow = certificate.plugins().getFirst();
        assertFalse(slow.isWhole());
        assertEquals(
                "it was not done after 1 second and was given up; try it with smaller settings (--with), or give it more"
                        + " time (--minutes)",
                slow.demands().getFirst().problem());
        Answer none = recurve("certify", jar, "--minutes", "0", "--store", folder.resolve("store"));
        assertEquals(2, none.code());
        assertTrue(none.err().startsWith("--minutes 0: must be at least 1"), none.err());
    }

    @Test
    void mistakesAreExplained() throws IOException {
        Answer none = recurve("certify", folder.resolve("none.jar"), "--store", folder.resolve("store"));
        assertEquals(2, none.code());
        assertTrue(none.err().startsWith("there is no jar " + folder.resolve("none.jar")), none.err());

        Answer unknown = recurve("certify", jar(), "--store", folder.resolve("store"), "--with", "wrong: 3");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("there is no plugin \"wrong\" in "), unknown.err());

        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        Answer broken = recurve("certify", text, "--store", folder.resolve("store"));
        assertEquals(2, broken.code());
        assertTrue(broken.err().contains("text.jar: there is no plugin in it that could be certified"), broken.err());
    }
}
