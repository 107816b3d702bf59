package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.recurve.app.command.RecurveCommand;

/**
 * Does what WALKTHROUGH.md says, in its order, on a few examples.
 *
 * @param folder for its files and its store
 */
record WalkthroughPage(Path folder) {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(yaml|sh)\n(.*?)```");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern FILE = Pattern.compile(".*\\.(yaml|png|safetensors|onnx)|handed");

    /**
     * Writes the page's files, and gives its commands with what each of them said.
     *
     * @param wanted the commands that are given
     * @param before is told each of them first
     */
    Map<String, String> done(Predicate<String> wanted, Consumer<String> before) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        for (MatchResult block : BLOCK.matcher(Files.readString(Path.of("WALKTHROUGH.md")))
                .results()
                .toList()) {
            if (block.group(1).equals("yaml")) {
                String text = block.group(2);
                String name = text.lines().findFirst().orElseThrow().substring("# ".length());
                Files.writeString(folder.resolve(name), few(text));
            } else {
                for (String command : block.group(2).lines().filter(wanted).toList()) {
                    before.accept(command);
                    said.put(command, recurve(few(command)));
                }
            }
        }
        return said;
    }

    private static String few(String text) {
        return text.replaceAll("train: [12]0000?,", "train: 200,")
                .replaceAll("(validation|test): \\d+", "$1: 50")
                .replace("epochs: 40", "epochs: 2");
    }

    /** Gives a command, and returns what it prints. */
    String recurve(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(FILE.matcher(word).matches() ? folder.resolve(word).toString() : word);
        }
        assertEquals("recurve", words.removeFirst());
        words.addAll(List.of("--store", store().toString(), "--data", folder.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        assertEquals(0, code, () -> command + "\n" + err);
        return out.toString();
    }

    Path store() {
        return folder.resolve("store");
    }

    /** Draws a one, white on black, as {@code one.png}. */
    BufferedImage draw() throws IOException {
        BufferedImage one = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 5; y <= 22; y++) {
            for (int x = 13; x <= 15; x++) {
                one.setRGB(x, y, 0xFFFFFF);
            }
        }
        ImageIO.write(one, "png", folder.resolve("one.png").toFile());
        return one;
    }
}
