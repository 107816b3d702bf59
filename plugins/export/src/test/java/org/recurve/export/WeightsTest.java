package org.recurve.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.TrainedWeights;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Weights read back by readers that follow the formats' specifications, and nothing of ours. */
class WeightsTest {
    private static final TrainedWeights WEIGHTS = weights();

    private static TrainedWeights weights() {
        Random random = new Random(8);
        List<Tensor> tensors = new ArrayList<>();
        for (Shape shape : List.of(Shape.SCALAR, Shape.of(7), Shape.of(3, 5), Shape.of(2, 1, 4, 3))) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.intBitsToFloat(random.nextInt());
            }
            tensors.add(new Tensor("part" + shape.rank() + ".w", shape, values));
        }
        return new TrainedWeights(tensors, Map.of("trial", "sha256:0", "note", "\"ä\" ✓"));
    }

    private static ByteBuffer written(Exporter.OfWeights<NoConfig> exporter) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.write(new NoConfig(), WEIGHTS, out);
        return ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void assertSame(Tensor tensor, List<Integer> shape, ByteBuffer data) {
        assertEquals(tensor.shape().dims(), shape, tensor.name());
        int[] bits = new int[tensor.values().length];
        int[] expected = new int[bits.length];
        data.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(bits);
        for (int i = 0; i < bits.length; i++) {
            expected[i] = Float.floatToRawIntBits(tensor.values()[i]);
        }
        assertArrayEquals(expected, bits, tensor.name());
    }

    /** Specification: https://huggingface.co/docs/safetensors, "Format". */
    @Test
    void safetensorsComeBack() throws IOException {
        ByteBuffer file = written(new SafetensorsExporter());
        int length = Math.toIntExact(file.getLong());
        byte[] header = new byte[length];
        file.get(header);
        assertEquals('{', header[0], "the header begins with a brace");
        assertEquals(0, (8 + length) % 8, "the data are aligned");
        ByteBuffer data = file.slice();
        JsonNode all = new JsonMapper().readTree(header);
        assertEquals("\"ä\" ✓", all.get("__metadata__").get("note").stringValue());
        assertEquals(WEIGHTS.tensors().size() + 1, all.size());
        int end = 0;
        for (Tensor tensor : WEIGHTS.tensors()) {
            JsonNode entry = all.get(tensor.name());
            assertEquals("F32", entry.get("dtype").stringValue());
            List<Integer> shape = new ArrayList<>();
            entry.get("shape").forEach(dim -> shape.add(dim.intValue()));
            int from = entry.get("data_offsets").get(0).intValue();
            assertEquals(end, from, "no gaps");
            end = entry.get("data_offsets").get(1).intValue();
            assertSame(tensor, shape, data.slice(from, end - from));
        }
        assertEquals(data.limit(), end, "the whole file is described");
    }

    /** Specification: NumPy Enhancement Proposal 1, and numpy.lib.format. */
    @Test
    void numpyArraysComeBack() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(written(new NpzExporter()).array()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertEquals(ZipEntry.STORED, entry.getMethod(), "as numpy.savez writes it");
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertEquals(WEIGHTS.tensors().size(), files.size());
        Pattern dictionary = Pattern.compile(
                "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(((?:\\d+, )*(?:\\d+,?)?)\\), \\} *\n");
        for (Tensor tensor : WEIGHTS.tensors()) {
            ByteBuffer file = ByteBuffer.wrap(files.get(tensor.name() + ".npy")).order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[8];
            file.get(magic);
            assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, magic);
            byte[] header = new byte[file.getShort()];
            file.get(header);
            assertEquals(0, file.position() % 64, "the data are aligned");
            Matcher matcher = dictionary.matcher(new String(header, StandardCharsets.US_ASCII));
            assertTrue(matcher.matches(), () -> new String(header, StandardCharsets.US_ASCII));
            List<Integer> shape = Stream.of(matcher.group(1).split(", ?"))
                    .filter(dim -> !dim.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
            assertEquals(tensor.shape().rank() == 1, matcher.group(1).endsWith(","), "(7,) is a tuple, (7) is none");
            assertSame(tensor, shape, file.slice());
        }
    }
}
