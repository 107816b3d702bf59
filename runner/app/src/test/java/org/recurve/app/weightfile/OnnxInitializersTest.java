package org.recurve.app.weightfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.app.problem.UserError;

/** Models whose bytes are written here by onnx.proto, good and bad. */
class OnnxInitializersTest {
    @TempDir
    Path folder;

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** A field of fewer than 128 bytes. */
    private static byte[] field(int number, byte[] content) {
        return join(bytes(number << 3 | 2, content.length), content);
    }

    private static byte[] name(String name) {
        return field(8, name.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] model(byte[]... tensors) {
        byte[] graph =
                join(Arrays.stream(tensors).map(tensor -> field(5, tensor)).toArray(byte[][]::new));
        return join(bytes(1 << 3, 10), field(2, "by hand".getBytes(StandardCharsets.UTF_8)), field(7, graph));
    }

    private Path file(byte... content) throws IOException {
        return Files.write(folder.resolve("w.onnx"), content);
    }

    private String refused(byte... content) throws IOException {
        Path file = file(content);
        String message = String.valueOf(
                assertThrows(UserError.class, () -> WeightFileReader.read(file)).getMessage());
        assertTrue(message.contains(file + ": these weights cannot be read: "), message);
        return message;
    }

    /** dims [2, 1], float. */
    private static final byte[] TWO = bytes(8, 2, 8, 1, 16, 1);

    @Test
    void rawPackedAndSingleNumbersAreRead() throws IOException {
        byte[] raw = join(TWO, name("a"), field(9, floats(1.5f, -2)));
        byte[] packed = join(field(1, bytes(2, 1)), bytes(16, 1), name("b"), field(4, floats(3, 4)));
        byte[] single = join(bytes(16, 1), name("c"), bytes(4 << 3 | 5), floats(7));
        byte[] half =
                join(bytes(8, 2, 16, 10), name("d"), field(5, bytes(0x80, 0x7c, 0x80, 0x80, 3))); // 0x3e00, 0xc000
        byte[] doubles = join(
                bytes(8, 1, 16, 11),
                name("e"),
                field(
                        10,
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putDouble(0.1)
                                .array()));
        byte[] indices = join(bytes(8, 1, 16, 7), name("shape"), field(9, new byte[8]));
        List<Tensor> tensors = WeightFileReader.read(file(model(raw, packed, single, half, doubles, indices)));
        assertEquals(
                List.of("a", "b", "c", "d", "e"),
                tensors.stream().map(Tensor::name).toList());
        assertEquals(Shape.of(2, 1), tensors.get(0).shape());
        assertEquals(Shape.of(2, 1), tensors.get(1).shape());
        assertEquals(Shape.SCALAR, tensors.get(2).shape());
        assertArrayEquals(new float[] {1.5f, -2}, tensors.get(0).values());
        assertArrayEquals(new float[] {3, 4}, tensors.get(1).values());
        assertArrayEquals(new float[] {7}, tensors.get(2).values());
        assertArrayEquals(new float[] {1.5f, -2}, tensors.get(3).values());
        assertArrayEquals(new float[] {0.1f}, tensors.get(4).values());
    }

    @Test
    void constantsOfOperatorsAreNoWeights() throws IOException {
        byte[] weight = join(TWO, name("a"), field(9, floats(1, 2)));
        byte[] mask = join(TWO, name("mask"), field(9, floats(0, Float.NEGATIVE_INFINITY)));
        byte[] scale = join(bytes(16, 1), name("/net/Constant"), field(9, floats(8)));
        assertEquals(
                List.of("a", "net/Constant"),
                WeightFileReader.read(file(model(weight, mask, scale))).stream()
                        .map(Tensor::name)
                        .toList());
    }

    @Test
    void eachCutEndsInOneMessage() throws IOException {
        byte[] whole = model(join(TWO, name("a"), field(9, floats(1, 2))));
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void anyBytesEndInOneMessageOrInTensors() throws IOException {
        byte[] whole =
                model(join(TWO, name("a"), field(9, floats(1, 2))), join(TWO, name("b"), field(4, floats(1, 2))));
        Random random = new Random(20);
        for (int i = 0; i < 2000; i++) {
            byte[] changed = whole.clone();
            for (int k = 0; k <= random.nextInt(3); k++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                WeightFileReader.read(file(changed));
            } catch (UserError refused) {
                assertTrue(String.valueOf(refused.getMessage()).contains("w.onnx"), refused.getMessage());
            }
        }
    }

    @Test
    void whatLiesInOtherFilesIsNotOpened() throws IOException {
        byte[] location = join(field(1, "location".getBytes(StandardCharsets.UTF_8)), field(2, new byte[] {'/'}));
        String message = refused(model(join(TWO, name("a"), field(13, location), bytes(14 << 3, 1))));
        assertTrue(message.contains("the numbers of a lie in another file"), message);
    }

    @Test
    void sizesTypesNamesAndNumbersAreChecked() throws IOException {
        byte[] numbers = field(9, floats(1, 2));
        assertTrue(refused(model(join(TWO, name("a"), field(9, floats(1)))))
                .contains("a of shape 2×1 takes 8 bytes, but has 4"));
        assertTrue(refused(model(join(TWO, name("a"), numbers), join(TWO, name("a"), numbers)))
                .contains("it holds a twice"));
        assertTrue(refused(model(join(TWO, name("../a"), numbers))).contains("a tensor's name has up to"));
        assertTrue(refused(model(join(TWO, name("a"), field(9, floats(1, Float.NaN)))))
                .contains("a holds NaN at element 1"));
        byte[] huge =
                join(bytes(8, 0xff, 0xff, 0xff, 0xff, 7, 8, 0xff, 0xff, 0xff, 0xff, 7, 16, 1), name("a"), numbers);
        assertTrue(refused(model(huge)).contains("which no tensor of a model has"));
        assertTrue(
                refused(model(join(bytes(8, 2, 16, 7), name("n"), new byte[0]))).contains("it holds no tensor"));
    }
}
