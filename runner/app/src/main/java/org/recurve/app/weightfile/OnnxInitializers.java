package org.recurve.app.weightfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.app.weightfile.ProtobufFields.MalformedMessage;

/**
 * The initializers of an ONNX model ({@code ModelProto.graph.initializer}) that are real numbers; those of other types are shapes and
 * indices of its operators. Nothing else of the graph is read, and no other file.
 */
final class OnnxInitializers {
    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    private static final String AGAIN = "export it again";

    /** Numbers of fields of {@code TensorProto}. */
    private static final int DIMS = 1;

    private static final int DATA_TYPE = 2;
    private static final int SEGMENT = 3;
    private static final int FLOATS = 4;
    private static final int INTEGERS = 5;
    private static final int NAME = 8;
    private static final int RAW = 9;
    private static final int DOUBLES = 10;
    private static final int EXTERNAL = 13;
    private static final int LOCATION = 14;

    private OnnxInitializers() {}

    static List<Tensor> read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE - 15) {
            throw BadWeightFile.of(file, "it has " + size + " bytes, more than an ONNX file can have", AGAIN);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try {
            boolean graph = false;
            ProtobufFields model = new ProtobufFields(ByteBuffer.wrap(Files.readAllBytes(file)));
            while (model.next()) {
                if (model.field() == GRAPH) {
                    graph = true;
                    ProtobufFields fields = new ProtobufFields(model.bytes());
                    while (fields.next()) {
                        if (fields.field() == INITIALIZER) {
                            add(file, new TensorFields(fields.bytes()), tensors);
                        } else {
                            fields.skip();
                        }
                    }
                } else {
                    model.skip();
                }
            }
            if (!graph) {
                throw BadWeightFile.of(file, "it has no graph, so it is no ONNX model, or was cut off", AGAIN);
            }
        } catch (MalformedMessage malformed) {
            throw BadWeightFile.of(
                    file, "it is no ONNX model, or was cut off: " + malformed.getMessage(), "copy or export it again");
        }
        return List.copyOf(tensors.values());
    }

    private static void add(Path file, TensorFields fields, Map<String, Tensor> tensors) {
        Optional<NumberType> type = type(fields.type);
        if (type.isEmpty()) {
            return;
        }
        String name = WeightFileReader.name(file, fields.name.startsWith("/") ? fields.name.substring(1) : fields.name);
        if (tensors.containsKey(name)) {
            throw BadWeightFile.of(file, "it holds " + name + " twice", AGAIN);
        }
        if (fields.elsewhere) {
            throw BadWeightFile.of(
                    file, "the numbers of " + name + " lie in another file", "export it with all data in one file");
        }
        Shape shape = WeightFileReader.shape(file, name, fields.dims);
        byte[] content = fields.content(type.get());
        if (content.length != (long) shape.size() * type.get().bytes()) {
            throw BadWeightFile.of(
                    file,
                    name + " of shape " + shape + " takes "
                            + (long) shape.size() * type.get().bytes() + " bytes, but has " + content.length,
                    AGAIN);
        }
        float[] values = type.get().floats(content);
        if (!isBound(values)) {
            tensors.put(name, new Tensor(name, shape, values));
        }
    }

    /** Returns whether they are infinite, as what a maximum begins with and a mask adds: constants of operators, and no weights. */
    private static boolean isBound(float... values) {
        for (float value : values) {
            if (Float.isInfinite(value)) {
                return true;
            }
        }
        return false;
    }

    /** As {@code TensorProto.DataType} numbers them. */
    private static Optional<NumberType> type(long number) {
        return Optional.ofNullable(
                switch (number == (int) number ? (int) number : 0) {
                    case 1 -> NumberType.F32;
                    case 10 -> NumberType.F16;
                    case 11 -> NumberType.F64;
                    case 16 -> NumberType.BF16;
                    default -> null;
                });
    }

    /** The fields of a {@code TensorProto}. */
    private static final class TensorFields {
        private final List<Long> dims = new ArrayList<>();
        private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        private final ByteArrayOutputStream halves = new ByteArrayOutputStream();
        private long type;
        private String name = "";
        private boolean elsewhere;

        TensorFields(ByteBuffer message) {
            ProtobufFields fields = new ProtobufFields(message);
            while (fields.next()) {
                switch (fields.field()) {
                    case DIMS -> integers(fields, dims);
                    case DATA_TYPE -> type = fields.integer();
                    case NAME ->
                        name = StandardCharsets.UTF_8.decode(fields.bytes()).toString();
                    case FLOATS -> put(fields.isBytes() ? fields.bytes() : fields.fixed(Float.BYTES), numbers);
                    case DOUBLES -> put(fields.isBytes() ? fields.bytes() : fields.fixed(Double.BYTES), numbers);
                    case RAW -> put(fields.bytes(), numbers);
                    case INTEGERS -> {
                        List<Long> values = new ArrayList<>();
                        integers(fields, values);
                        values.forEach(value -> put(
                                ByteBuffer.allocate(Short.BYTES)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putShort(0, value.shortValue()),
                                halves));
                    }
                    case SEGMENT, EXTERNAL -> {
                        elsewhere = true;
                        fields.skip();
                    }
                    case LOCATION -> elsewhere |= fields.integer() != 0;
                    default -> fields.skip();
                }
            }
        }

        private static void integers(ProtobufFields fields, List<Long> values) {
            if (!fields.isBytes()) {
                values.add(fields.integer());
                return;
            }
            ByteBuffer packed = fields.bytes();
            while (packed.hasRemaining()) {
                values.add(ProtobufFields.varint(packed));
            }
        }

        private static void put(ByteBuffer from, ByteArrayOutputStream to) {
            byte[] content = new byte[from.remaining()];
            from.get(content);
            to.writeBytes(content);
        }

        /** Half floats that are not raw stand among the integers. */
        byte[] content(NumberType of) {
            return (of.bytes() == Short.BYTES && halves.size() > 0 ? halves : numbers).toByteArray();
        }
    }
}
