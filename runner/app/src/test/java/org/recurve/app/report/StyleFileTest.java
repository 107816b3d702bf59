package org.recurve.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.problem.UserError;
import org.recurve.reports.style.ColourPair;
import org.recurve.reports.style.ReportStyle;

class StyleFileTest {
    @TempDir
    Path folder;

    private ReportStyle style(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("lab.yaml"), text);
        return StyleFile.read(file, () -> {
                    throw new AssertionError("plugins are loaded for sections alone");
                })
                .style();
    }

    @Test
    void aStyleHasATitleBlockAndColours() throws Exception {
        ImageIO.write(
                new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("logo.png").toFile());
        ReportStyle style = style("""
                lab: Vision Lab
                text: 'Internal: <draft>'
                logo: logo.png
                accent: {light: '#8A1538', dark: '#ff9fb5'}
                variants: [{light: '#26282c', dark: '#eeeeea'}, '#757575']
                """);
        assertEquals("Vision Lab", style.lab());
        assertEquals(40, style.logo().orElseThrow().width());
        assertEquals(Optional.of(new ColourPair("#8a1538", "#ff9fb5")), style.accent());
        assertEquals(
                ":root{--accent:light-dark(#8a1538,#ff9fb5)}.v0{--c:light-dark(#26282c,#eeeeea)}"
                        + ".v1{--c:light-dark(#757575,#757575)}",
                style.css());
    }

    @Test
    void mistakesAreSaidWhereTheyStand() throws Exception {
        Files.writeString(folder.resolve("logo.svg"), "<svg onload='alert(1)'/>");
        Map<String, List<String>> mistakes = Map.of(
                "lab: L\naccent: '#ffff00'",
                List.of(
                        "lab.yaml:2:9  accent: #ffff00 is hard to see on the light page: its contrast is 1.0, and should"
                                + " be at least 4.5; choose a darker one"),
                "accent: {light: '#0b5394', dark: '#14161b'}",
                List.of("#14161b is hard to see on the dark page", "choose a lighter one"),
                "accent: 'red}; body { display: none'",
                List.of("a colour is # and six hexadecimal digits, as in '#0b5394', found \"red}; body"),
                "accent: #0b5394",
                List.of("there is no value for \"accent\""),
                "logo: logo.svg",
                List.of("lab.yaml:1:1  logo: cannot use ", "it is no PNG; export the logo as one"),
                "logo: none.png",
                List.of("none.png: there is no such file"),
                "labb: L",
                List.of("a report's style has no setting \"labb\". Did you mean \"lab\"?"),
                "variants: ['#000000']",
                List.of("variants: #000000 is hard to see on the dark page", "at least 3;"),
                "just text",
                List.of("expected the settings of a report's style, found"));
        for (Map.Entry<String, List<String>> mistake : mistakes.entrySet()) {
            UserError refused = assertThrows(UserError.class, () -> style(mistake.getKey()), mistake.getKey());
            mistake.getValue()
                    .forEach(said ->
                            assertTrue(String.valueOf(refused.getMessage()).contains(said), refused.getMessage()));
        }
    }

    @Test
    void theStoresStyleComesBeforeTheUsers() throws Exception {
        Path store = Files.createDirectories(folder.resolve("store"));
        Path user = Files.createDirectories(folder.resolve("home/.config/recurve"));
        assertEquals(Optional.empty(), StyleFile.usual(store, Map.of(), folder.resolve("home")));
        Files.writeString(user.resolve("report.yaml"), "lab: user");
        assertEquals(
                Optional.of(user.resolve("report.yaml")), StyleFile.usual(store, Map.of(), folder.resolve("home")));
        Files.writeString(store.resolve("report.yaml"), "lab: store");
        assertEquals(
                Optional.of(store.resolve("report.yaml")), StyleFile.usual(store, Map.of(), folder.resolve("home")));
    }
}
