package org.recurve.app.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.command.SmallStudy;
import org.recurve.app.problem.UserError;
import org.recurve.compute.ir.ElementwiseFunction;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;

/** The command from end to end, and what no file can hold. That the files are right, ONNX Runtime says under {@code -Ponnx}. */
class OnnxExportTest {
    @TempDir
    Path folder;

    private Answer ask(Object... words) {
        Object[] all = new Object[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--store";
        all[words.length + 1] = folder.resolve("store");
        return recurve(all);
    }

    private Path exported() throws IOException {
        Path file = Files.writeString(folder.resolve("study.yaml"), SmallStudy.FILE);
        assertEquals(0, ask("run", file).code());
        Answer answer = ask("export", "sums", "--as", "onnx", "--as", "npz", "--to", folder.resolve("out"));
        assertEquals(0, answer.code(), answer.err());
        Path model = folder.resolve("out/models/baseline-0.onnx");
        assertTrue(answer.out().contains(model.toString()), answer.out());
        assertTrue(Files.exists(folder.resolve("out/weights/baseline-0.npz")));
        return model;
    }

    @Test
    void itsWeightsAreReadBackBitByBit() throws IOException {
        Path model = exported();
        Answer own = ask("evaluate", "sums", "--split", "test", "--json");
        Answer back = ask("evaluate", "sums", "--split", "test", "--json", "--weights", model);
        assertEquals(0, back.code(), back.err());
        assertTrue(own.out().contains("test.loss"), own.out());
        assertEquals(own.out(), back.out());
        assertTrue(back.err().contains("dense1.w is dense1.w of the file, 1×4"), back.err());
    }

    @Test
    void theSameModelGivesTheSameBytesThatSayWhoseTheyAre() throws IOException {
        byte[] first = Files.readAllBytes(exported());
        Answer again = ask("export", "sums", "--as", "onnx", "--to", folder.resolve("other"));
        assertEquals(0, again.code(), again.err());
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("other/models/baseline-0.onnx")));
        String text = new String(first, StandardCharsets.ISO_8859_1);
        for (String part : List.of("recurve", "sums/baseline/0", "digest", "sha256:", "numbers", "Scan")) {
            assertTrue(text.contains(part), part);
        }
    }

    @Test
    void tablesOfAllTrialsAreNoModels() {
        Answer answer = ask("export", "--all", "--as", "onnx");
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("onnx writes models, and --all exports a table"), answer.err());
    }

    @Test
    void allPartsThatDrawAreNamedInOneMessage() {
        GraphBuilder builder = new GraphBuilder();
        builder.part("noise1");
        Node uniform = builder.source(Op.SourceKind.UNIFORM, "noise1.0", 3, false);
        builder.part("noise2");
        Node both = builder.apply(
                ElementwiseFunction.ADD, uniform, builder.source(Op.SourceKind.NORMAL, "noise2.0", 3, false));
        String message =
                String.valueOf(assertThrows(UserError.class, () -> UnwritableParts.refuse("a/b/0", List.of(both)))
                        .getMessage());
        assertTrue(
                message.contains("a/b/0 cannot be written as ONNX: noise1 draws random numbers")
                        && message.contains("noise2 draws random numbers"),
                message);
        assertFalse(message.contains("null"), message);
    }
}
