package org.recurve.app.weightfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The codes that a file may have for a number; the least significant byte first. */
enum NumberType {
    F16(2) {
        @Override
        float at(ByteBuffer bytes, int place) {
            return Float.float16ToFloat(bytes.getShort(place));
        }
    },
    BF16(2) {
        @Override
        float at(ByteBuffer bytes, int place) {
            return Float.intBitsToFloat(bytes.getShort(place) << 16);
        }
    },
    F32(4) {
        @Override
        float at(ByteBuffer bytes, int place) {
            return bytes.getFloat(place);
        }
    },
    F64(8) {
        @Override
        float at(ByteBuffer bytes, int place) {
            return (float) bytes.getDouble(place);
        }
    };

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    abstract float at(ByteBuffer bytes, int place);

    /** Returns all numbers of some bytes, rounded to float. */
    float[] floats(byte[] content) {
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[content.length / bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = at(buffer, i * bytes);
        }
        return values;
    }
}
