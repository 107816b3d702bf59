package org.recurve.app.weightfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The format safetensors: eight bytes of length, the least significant first, so many bytes of JSON with each tensor's type,
 * shape and place, then the numbers.
 */
final class Safetensors {
    /** The limit of the format's own reader. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

    /** The end of the names under which PyTorch's normalizations count batches, in whole numbers: nothing that a model computes with. */
    private static final String COUNTER = ".num_batches_tracked";

    private static final String AGAIN = "save it again";

    private Safetensors() {}

    static List<Tensor> read(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() < 8) {
                throw BadWeightFile.of(file, "it was cut off: it has " + channel.size() + " bytes", AGAIN);
            }
            long length = bytes(channel, 0, 8).getLong();
            if (length < 2 || length > LONGEST_HEADER || length > channel.size() - 8) {
                throw BadWeightFile.of(
                        file,
                        "its header says that it is " + Long.toUnsignedString(length) + " bytes long, of a file of "
                                + channel.size(),
                        AGAIN);
            }
            JsonNode header = header(file, bytes(channel, 8, (int) length).array());
            List<Tensor> tensors = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals(METADATA) && !entry.getKey().endsWith(COUNTER)) {
                    tensors.add(tensor(file, channel, 8 + length, entry.getKey(), entry.getValue()));
                }
            }
            return tensors;
        }
    }

    private static JsonNode header(Path file, byte[] json) {
        try {
            JsonNode header = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readTree(new String(json, StandardCharsets.UTF_8));
            if (header.isObject()) {
                return header;
            }
        } catch (JacksonException e) {
            throw BadWeightFile.of(file, "its header is no JSON: " + e.getOriginalMessage(), AGAIN);
        }
        throw BadWeightFile.of(file, "its header names no tensors", AGAIN);
    }

    private static Tensor tensor(Path file, SeekableByteChannel channel, long start, String key, JsonNode entry)
            throws IOException {
        String name = WeightFileReader.name(file, key);
        String dtype = entry.path("dtype").asString("");
        Optional<NumberType> type = Arrays.stream(NumberType.values())
                .filter(known -> known.name().equals(dtype))
                .findFirst();
        if (type.isEmpty()) {
            throw BadWeightFile.of(file, name + " has the dtype \"" + dtype + "\"", "save it as F32, F64, F16 or BF16");
        }
        Shape shape = WeightFileReader.shape(file, name, longs(file, name, entry.path("shape")));
        List<Long> place = longs(file, name, entry.path("data_offsets"));
        long bytes = (long) shape.size() * type.get().bytes();
        if (place.size() != 2
                || place.getFirst() < 0
                || place.getFirst() > channel.size()
                || place.getLast() - place.getFirst() != bytes) {
            throw BadWeightFile.of(
                    file, name + " of shape " + shape + " has " + bytes + " bytes, but its place is " + place, AGAIN);
        }
        if (place.getLast() > channel.size() - start || bytes > Integer.MAX_VALUE - 15) {
            throw BadWeightFile.of(file, "it ends before " + name + " does: it was cut off", "copy or save it again");
        }
        byte[] content = bytes(channel, start + place.getFirst(), (int) bytes).array();
        return new Tensor(name, shape, type.get().floats(content));
    }

    private static List<Long> longs(Path file, String name, JsonNode list) {
        List<Long> longs = new ArrayList<>();
        for (JsonNode each : list) {
            if (!each.isIntegralNumber() || !each.canConvertToLong()) {
                throw BadWeightFile.of(file, name + " has " + list + " where whole numbers should be", AGAIN);
            }
            longs.add(each.longValue());
        }
        if (!list.isArray()) {
            throw BadWeightFile.of(file, name + " does not say its shape and place", AGAIN);
        }
        return longs;
    }

    /** Read no further than the file reaches, whose size was asked before. */
    private static ByteBuffer bytes(SeekableByteChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(from);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("it became shorter while it was read");
            }
        }
        return buffer.flip();
    }
}
