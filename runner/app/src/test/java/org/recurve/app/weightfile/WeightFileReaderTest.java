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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.app.problem.UserError;
import org.recurve.storage.weights.KeptTensor.TensorRole;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.LearntTensor;

/** Files whose bytes are written here by the formats' own pages, good and bad. */
class WeightFileReaderTest {
    @TempDir
    Path folder;

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] safetensors(String header, byte... numbers) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(numbers)
                .array();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private String refused(Path file) {
        String message = String.valueOf(
                assertThrows(UserError.class, () -> WeightFileReader.read(file)).getMessage());
        assertTrue(message.contains(file + ": these weights cannot be read: "), message);
        return message;
    }

    private String refused(String header, byte... numbers) throws IOException {
        return refused(file("w.safetensors", safetensors(header, numbers)));
    }

    private static byte[] npy(String header, byte... numbers) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(10 + text.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .put(numbers)
                .array();
    }

    private Path npz(String name, byte[] array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(array);
        }
        return file("w.npz", bytes.toByteArray());
    }

    @Test
    void knownNumbersAreReadInEveryType() throws IOException {
        byte[] numbers = ByteBuffer.allocate(8 + 16 + 4 + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2)
                .putDouble(0.1)
                .putDouble(3)
                .putShort((short) 0x3e00) // 1.5 in half precision
                .putShort((short) 0xc000) // -2
                .putShort((short) 0x3fc0) // 1.5 as the upper half of a float
                .putShort((short) 0xc000) // -2
                .array();
        List<Tensor> tensors = WeightFileReader.read(file("w.safetensors", safetensors("""
                        {"__metadata__": {"by": "hand"},
                         "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
                         "b": {"dtype": "F64", "shape": [2], "data_offsets": [8, 24]},
                         "c": {"dtype": "F16", "shape": [2], "data_offsets": [24, 28]},
                         "d": {"dtype": "BF16", "shape": [2], "data_offsets": [28, 32]}}""", numbers)));
        assertEquals(
                List.of("a", "b", "c", "d"), tensors.stream().map(Tensor::name).toList());
        assertEquals(Shape.of(2, 1), tensors.getFirst().shape());
        assertArrayEquals(new float[] {1.5f, -2}, tensors.get(0).values());
        assertArrayEquals(new float[] {0.1f, 3}, tensors.get(1).values());
        assertArrayEquals(new float[] {1.5f, -2}, tensors.get(2).values());
        assertArrayEquals(new float[] {1.5f, -2}, tensors.get(3).values());
    }

    @Test
    void anArchiveOfArraysIsRead() throws IOException {
        Path file = npz(
                "fc.weight.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n", floats(7, 8)));
        Tensor tensor = WeightFileReader.read(file).getFirst();
        assertEquals("fc.weight", tensor.name());
        assertEquals(Shape.of(1, 2), tensor.shape());
        assertArrayEquals(new float[] {7, 8}, tensor.values());
    }

    @Test
    void everyTruncationOfAFileIsOneMessage() throws IOException {
        byte[] whole =
                safetensors("{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", floats(1, 2));
        for (int length = 0; length < whole.length; length++) {
            refused(file("w.safetensors", Arrays.copyOf(whole, length)));
        }
        byte[] archive = Files.readAllBytes(
                npz("a.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n", floats(1, 2))));
        for (int length = 0; length < archive.length; length++) {
            refused(file("w.npz", Arrays.copyOf(archive, length)));
        }
    }

    @Test
    void headersThatPromiseTooMuchAreRefusedBeforeMemoryIsTaken() throws IOException {
        for (long length : new long[] {-1, Long.MIN_VALUE, 100_000_001, 1000, 1}) {
            byte[] bytes = ByteBuffer.allocate(20)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertTrue(refused(file("w.safetensors", bytes)).contains("its header says that it is"));
        }
        refused("{\"a\": {\"dtype\": \"F32\", \"shape\": [2147483600], \"data_offsets\": [0, 8589934400]}}");
        refused("{\"a\": {\"dtype\": \"F32\", \"shape\": [4294967296, 4294967296], \"data_offsets\": [0, 0]}}");
        refused("{\"a\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, -8]}}");
        refused(
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [9223372036854775800, -9223372036854775808]}}");
        byte[] header = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 0, 0, 0, 0x7f, '{'};
        assertTrue(refused(npz("a.npy", header)).contains("a has a header of 2130706432 bytes"));
        refused(npz("a.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }")));
        refused(npz("a.npy", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }", floats(1))));
    }

    @ParameterizedTest
    @CsvSource({"I64", "F8_E4M3", "BOOL", "f32", "''"})
    void otherTypesAreNamed(String type) throws IOException {
        String message =
                refused("{\"a\": {\"dtype\": \"" + type + "\", \"shape\": [1], \"data_offsets\": [0, 4]}}", floats(1));
        assertTrue(message.contains("a has the dtype \"" + type + "\""), message);
        assertTrue(refused(npz("a.npy", npy("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", floats(1))))
                .contains("a has the dtype >f4"));
    }

    @Test
    void numbersThatAreNoneAreNamedWithTheirPlace() throws IOException {
        String message = refused(
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 12]}}", floats(1, Float.NaN, 2));
        assertTrue(message.contains("a holds NaN at element 1"), message);
        assertTrue(refused(npz(
                        "a.npy",
                        npy(
                                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }",
                                floats(Float.POSITIVE_INFINITY))))
                .contains("a holds Infinity at element 0"));
    }

    @ParameterizedTest
    @CsvSource({"../../etc/passwd", "/etc/passwd", "a/../../b", "a//b"})
    void namesThatLeadElsewhereAreRefused(String name) throws IOException {
        refused("{\"" + name + "\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}", floats(1));
        refused(npz(name + ".npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", floats(1))));
    }

    @Test
    void whatIsNoSuchFileIsRefused() throws IOException {
        refused("[1, 2]");
        refused("{\"a\": 3}");
        refused("{}");
        refused("{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}, \"a\": 1}", floats(1));
        refused(folder.resolve("none.safetensors"));
        refused(file("w.pt", new byte[100]));
        refused(npz("readme.txt", new byte[3]));
        refused(npz("a.npy", npy("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", floats(1))));
    }

    private static LearntModel model() {
        LearntTensor w = new LearntTensor(TensorRole.PARAMETER, new Tensor("dense1.w", Shape.of(1, 2), new float[2]));
        return new LearntModel("sha256:a", "sha256:b", 1, List.of(w), List.of(), Optional.empty());
    }

    @Test
    void tensorsGoByTheirNamesOrByThoseThatAreSaid() throws IOException {
        Path file =
                npz("fc.weight.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", floats(7, 8)));
        List<String> notes = new ArrayList<>();
        LearntModel taken = WeightMapping.apply(model(), file, List.of("fc.weight=dense1.w"), notes);
        assertArrayEquals(
                new float[] {7, 8}, taken.tensors().getFirst().tensor().values());
        assertEquals(List.of("dense1.w is fc.weight of the file, 1×2"), notes);
        String missing =
                String.valueOf(assertThrows(UserError.class, () -> WeightMapping.apply(model(), file, List.of(), notes))
                        .getMessage());
        assertTrue(missing.contains("dense1.w: the model has 1×2, the file has none"), missing);
        assertTrue(missing.contains("the file also has fc.weight"), missing);
        Path turned =
                npz("dense1.w.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", floats(7, 8)));
        assertTrue(String.valueOf(
                        assertThrows(UserError.class, () -> WeightMapping.apply(model(), turned, List.of(), notes))
                                .getMessage())
                .contains("dense1.w: the model has 1×2, the file has 2×1 as dense1.w"));
        assertThrows(UserError.class, () -> WeightMapping.apply(model(), file, List.of("fc.bias=dense1.b"), notes));
    }
}
