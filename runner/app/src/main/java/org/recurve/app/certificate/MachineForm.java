package org.recurve.app.certificate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.recurve.app.plugins.TimeLimit;

/** The forms of the virtual machine in which a plugin must compute the same bits. */
enum MachineForm {
    NATIVE("vectors of this machine", List.of("--add-modules", "jdk.incubator.vector")),
    AVX2("vectors of 256 bits", List.of("--add-modules", "jdk.incubator.vector", "-XX:UseAVX=2")),
    SSE("vectors of 128 bits", List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16")),
    SCALAR("no vectors", List.of()),
    INTERPRETED("no compiler", List.of("--add-modules", "jdk.incubator.vector", "-Xint"));

    private final String title;
    private final List<String> options;

    MachineForm(String title, List<String> options) {
        this.title = title;
        this.options = options;
    }

    String title() {
        return title;
    }

    /**
     * Returns what the plugins of a jar compute in this form, in a process of its own: a digest for each that computes something.
     *
     * @param copies where copies of jars are kept
     * @param limit on the time that one plugin may take; the digest of what takes longer is missing, and so are all after it
     * @throws IOException if the process ends without an answer for a plugin
     */
    Map<String, String> digests(Path jar, Path copies, Collection<TriedPlugin> plugins, TimeLimit limit)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-cp",
                System.getProperty("java.class.path"),
                FormProbe.class.getName(),
                jar.toString(),
                copies.toString()));
        plugins.forEach(plugin -> command.addAll(List.of(plugin.provider().key(), plugin.settings())));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, String> digests = new LinkedHashMap<>();
        AtomicBoolean late = new AtomicBoolean();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (TriedPlugin plugin : plugins) {
                CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                        () -> {
                            late.set(true);
                            process.destroyForcibly();
                        },
                        CompletableFuture.delayedExecutor(limit.most().toMillis(), TimeUnit.MILLISECONDS));
                String line = lines.readLine();
                alarm.cancel(false);
                if (line == null && late.get()) {
                    return digests;
                }
                if (line == null) {
                    throw new IOException(plugin.provider().named() + " ends the process with " + title);
                }
                digests.put(plugin.provider().key(), line);
            }
        } finally {
            process.destroy();
        }
        return digests;
    }
}
