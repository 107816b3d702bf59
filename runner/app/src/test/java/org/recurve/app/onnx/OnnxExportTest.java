package org.recurve.app.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Layer;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.command.SmallStudy;
import org.recurve.app.plugins.Jars;
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

    /** The file holds the model alone: who gives it numbers as they are in the table would get wrong answers. */
    @Test
    void scalingIsNoPartOfTheFileAndSaid() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "x,y\n1000,1\n3000,2\n1000,3\n3000,4\n");
        Path file = Files.writeString(folder.resolve("scaled.yaml"), """
                study: scaled
                data: {csv: {file: a.csv, target: y, answers: numbers, scale: standard, test: 0, validation: 0}}
                model: [{dense: 1}]
                loss: squared-error
                train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 2}
                """);
        assertEquals(0, ask("run", file, "--data", folder).code());
        Answer answer = ask("export", "scaled", "--as", "onnx", "--to", folder.resolve("out"));
        assertEquals(0, answer.code(), answer.err());
        assertTrue(
                answer.err()
                        .contains("baseline-0.onnx does not prepare its input: give it columns of a table,"
                                + " then (number - shift) / divisor by feature; shifts and divisors are in the file's"
                                + " metadata, input.scaling"),
                answer.err());
        String text = Files.readString(folder.resolve("out/models/baseline-0.onnx"), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("\"divisors\":[1000.0],\"shifts\":[2000.0]"), text);
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

    /** Nearness to learnt points: operations that no built-in layer combines so. */
    private static final String PROTOTYPES = """
        package stranger;

        import org.recurve.api.model.*;
        import org.recurve.api.plugin.*;

        @Plugin(id = "prototypes", version = 1, summary = "nearness to learnt points")
        public final class Prototypes implements Layer<Prototypes.Config> {
            public record Config(@Doc("learnt points") @Main int points) {}

            @Override
            public Value forward(Config config, Scope scope, Value x) {
                int size = x.shape().size();
                Value points = scope.bias("points", config.points(), size);
                Value rows = x.reshape(1, size).broadcast(Shape.of(config.points(), size));
                return rows.minus(points).square().mean(1).negate().exp();
            }
        }
        """;

    @Test
    void aLayerOfAStrangersJarIsWrittenByTheOperationsThatItTraces() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("stranger.jar"), Layer.class.getName(), "Prototypes", PROTOTYPES);
        Path file = Files.writeString(
                folder.resolve("study.yaml"),
                SmallStudy.FILE.replace("{recurrent: {cell: {elman: 4}}}", "flatten, {prototypes: 3}"));
        assertEquals(0, ask("run", file, "--plugins", plugins).code());
        Answer answer = ask("export", "sums", "--as", "onnx", "--to", folder.resolve("out"), "--plugins", plugins);
        assertEquals(0, answer.code(), answer.err());
        Path model = folder.resolve("out/models/baseline-0.onnx");
        Map<String, Long> operators = operators(Files.readAllBytes(model));
        for (String operator : List.of("Sub", "Neg", "Exp", "ReduceSum")) {
            assertEquals(1, operators.get(operator), operators::toString);
        }
        Answer back = ask("evaluate", "sums", "--split", "test", "--json", "--weights", model, "--plugins", plugins);
        assertEquals(0, back.code(), back.err());
        assertTrue(back.err().contains("prototypes1.points is prototypes1.points of the file, 3×12"), back.err());
        assertEquals(
                ask("evaluate", "sums", "--split", "test", "--json", "--plugins", plugins)
                        .out(),
                back.out());
    }

    /** The operators of {@code ModelProto.graph.node}, by the numbers of the fields in onnx.proto. */
    private static Map<String, Long> operators(byte[] model) {
        return fields(ByteBuffer.wrap(model), 7).stream()
                .flatMap(graph -> fields(graph, 1).stream())
                .flatMap(node -> fields(node, 4).stream())
                .map(type -> StandardCharsets.UTF_8.decode(type).toString())
                .collect(Collectors.groupingBy(type -> type, TreeMap::new, Collectors.counting()));
    }

    /** The contents of all fields of one number that have a length, of a message. */
    private static List<ByteBuffer> fields(ByteBuffer message, int number) {
        List<ByteBuffer> found = new ArrayList<>();
        while (message.hasRemaining()) {
            int tag = varint(message);
            if ((tag & 7) == 2) {
                int length = varint(message);
                if (tag >> 3 == number) {
                    found.add(message.slice(message.position(), length));
                }
                message.position(message.position() + length);
            } else {
                assertEquals(0, tag & 7, "of these messages, all else are whole numbers");
                varint(message);
            }
        }
        return found;
    }

    private static int varint(ByteBuffer from) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
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
