package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;

/** Words from one's own texts to a trained net, and what is said where they do not fit. */
class TextsTest {
    private static final String FILE = """
            study: texts
            data: {text: {folder: mails, each: line, steps: 5, validation: 0.25, test: 0.25}}
            model:
              - embedding: 4
              - transpose: [1, 0]
              - conv: {filters: 3, kernel: 2}
              - k-max: {k: 2, missing: zeros}
              - dense: 2
            loss: cross-entropy
            train: {optimizer: {sgd: 0.1}, epochs: 2, batch: 4}
            measure: [test.accuracy]
            seeds: 1
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeMails() throws IOException {
        write("ham", "see you at noon\n\nthe list is down\nfine with me\nok\n");
        write("spam", "free money now !\nyou win $ $ $ and more and more\nbuy\nfree free\n");
    }

    private void write(String label, String lines) throws IOException {
        Path file = folder.resolve("mails").resolve(label).resolve("a.txt");
        Files.createDirectories(file.getParent());
        Files.write(file, lines.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Answer answer(String command, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), text);
        return recurve(command, file, "--data", folder, "--store", folder.resolve("store"));
    }

    private String refused(String text) throws IOException {
        Answer answer = answer("check", text);
        assertEquals(2, answer.code(), answer.out());
        return answer.err().stripTrailing().replace(folder.toString() + "/", "");
    }

    @Test
    void textsOfDifferentLengthsTrain() throws IOException {
        Answer answer = answer("run", FILE);
        assertEquals(0, answer.code(), answer.err());
    }

    @Test
    void whatDoesNotFitIsSaidBeforeTheFirstStep() throws IOException {
        StringBuilder said = new StringBuilder();
        said.append(refused(FILE.replace("k: 2", "k: 5"))).append('\n');
        said.append(refused(FILE.replace("{k: 2, missing: zeros}", "2"))).append('\n');
        said.append(refused(FILE.replace("kernel: 2", "kernel: 6"))).append('\n');
        said.append(refused(FILE.replace("dense: 2", "dense: 1"))).append('\n');
        said.append(refused(FILE.replace("validation: 0.25", "validation: 0")
                        .replace("[test.accuracy]", "[validation.accuracy]")))
                .append('\n');
        said.append(refused(FILE.replace("- transpose: [1, 0]", "- embedding: 2")))
                .append('\n');
        String vectors = "{size: 4, vectors: {file: none.txt, sha256: abc}}";
        said.append(refused(FILE.replace("embedding: 4", "embedding: " + vectors))
                        .replace(Path.of("").toAbsolutePath() + "/", ""))
                .append('\n');
        write("spam", "free\ncaf\u00e9 free\n");
        said.append(refused(FILE)).append('\n');
        write("spam", " \n");
        said.append(refused(FILE.replace("each: line", "each: file")));
        new Golden("text-misfits").matches(said.toString());
    }
}
