package org.recurve.storage.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.storage.certificate.JarCertificate.CertifiedDemand;
import org.recurve.storage.certificate.JarCertificate.PluginCertificate;
import org.recurve.storage.certificate.JarCertificate.StepCost;

class CertificateFilesTest {
    @TempDir
    Path folder;

    private static JarCertificate certificate(String digit) {
        PluginCertificate plugin = new PluginCertificate(
                "layer",
                "gated",
                "code:sha256:1",
                "{gated: {units: 3}}",
                List.of(new CertifiedDemand("one", ""), new CertifiedDemand("two", "wrong")),
                Map.of("no vectors", "sha256:2"),
                Optional.of(new StepCost(12, "dense", 1.5)));
        return new JarCertificate(
                "ideas.jar", "sha256:" + digit.repeat(64), Instant.ofEpochSecond(7), "0.1.0", List.of(plugin));
    }

    @Test
    void certificatesAreReadAsTheyWereWritten() {
        CertificateFiles files = new CertificateFiles(folder);
        assertEquals(List.of(), files.all());
        files.write(certificate("b"));
        files.write(certificate("a"));
        files.write(certificate("b"));
        assertEquals(List.of(certificate("a"), certificate("b")), files.all());
        assertEquals(1, certificate("a").plugins().getFirst().met());
    }

    @Test
    void aDamagedOneCertifiesNothing() throws IOException {
        CertificateFiles files = new CertificateFiles(folder);
        Path file = files.write(certificate("a"));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            Files.write(file, flipped);
            assertEquals(List.of(), files.all(), "byte " + at);
        }
        Files.write(file, List.of());
        assertEquals(List.of(), files.all());
    }

    private static PluginCertificate with(Map<String, String> forms) {
        return new PluginCertificate(
                "layer", "gated", "", "", List.of(new CertifiedDemand("one", "")), forms, Optional.empty());
    }

    @Test
    void whatFailsEverywhereHasNotTheSameBitsEverywhere() {
        assertTrue(with(Map.of()).isWhole());
        assertTrue(with(Map.of("a", "sha256:1", "b", "sha256:1")).isWhole());
        assertFalse(with(Map.of("a", "sha256:1", "b", "sha256:2")).isWhole());
        assertFalse(with(Map.of("a", "sha256:1", "b", "failed")).sameBits());
        assertFalse(with(Map.of("a", "failed", "b", "failed")).sameBits());
    }

    @Test
    void aJarWithoutADigestGetsNoFile() {
        JarCertificate named = new JarCertificate("x", "sha256:../../x", Instant.EPOCH, "0", List.of());
        assertThrows(IllegalArgumentException.class, () -> new CertificateFiles(folder).write(named));
    }
}
