package org.recurve.app.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/** Numbers in a shape, as {@code TensorProto} has them. */
final class OnnxTensor {
    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;

    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;

    private OnnxTensor() {}

    static ProtobufMessage of(String name, List<Integer> dims, float... values) {
        ByteBuffer bytes = room(values.length, Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return of(name, dims.stream().mapToLong(Integer::longValue).toArray(), FLOAT, bytes.array());
    }

    static ProtobufMessage of(String name, long[] dims, int... values) {
        ByteBuffer bytes = room(values.length, Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return of(name, dims, INT32, bytes.array());
    }

    static ProtobufMessage of(String name, long... values) {
        ByteBuffer bytes = room(values.length, Long.BYTES);
        bytes.asLongBuffer().put(values);
        return of(name, new long[] {values.length}, INT64, bytes.array());
    }

    private static ProtobufMessage of(String name, long[] dims, int type, byte[] raw) {
        ProtobufMessage tensor = new ProtobufMessage();
        for (long dim : dims) {
            tensor.integer(DIMS, dim);
        }
        return tensor.integer(DATA_TYPE, type).text(NAME, name).bytes(RAW_DATA, raw);
    }

    private static ByteBuffer room(int values, int each) {
        long bytes = (long) values * each;
        if (bytes > OnnxGraph.LARGEST) {
            throw tooLarge();
        }
        return ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static UserError tooLarge() {
        return new UserError(Problem.of(
                "this model cannot be written as ONNX: it takes more than the 2 GiB that an ONNX file holds",
                "write its weights alone: --as safetensors"));
    }
}
