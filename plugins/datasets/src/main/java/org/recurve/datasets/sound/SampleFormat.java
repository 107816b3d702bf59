package org.recurve.datasets.sound;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A way to write samples, the lowest byte first. */
enum SampleFormat {
    UNSIGNED_8(SampleFormat.PCM, 8),
    SIGNED_16(SampleFormat.PCM, 16),
    SIGNED_24(SampleFormat.PCM, 24),
    SIGNED_32(SampleFormat.PCM, 32),
    FLOAT_32(SampleFormat.FLOAT, 32),
    FLOAT_64(SampleFormat.FLOAT, 64);

    static final int PCM = 1;
    static final int FLOAT = 3;

    private final int code;
    private final int bits;

    SampleFormat(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** Returns the one that a WAV file names by its code and the bits of a sample; empty if it is another. */
    static Optional<SampleFormat> of(int code, int bits) {
        return Arrays.stream(values())
                .filter(format -> format.code == code && format.bits == bits)
                .findFirst();
    }

    /** Returns the bytes of a sample. */
    int bytes() {
        return bits / Byte.SIZE;
    }

    /** Reads a sample: a whole number divided by the size of the least one, so that it is from -1 to just below 1; a float as it is. */
    double next(ByteBuffer in) {
        return switch (this) {
            case UNSIGNED_8 -> (Byte.toUnsignedInt(in.get()) - 0x1p7) / 0x1p7;
            case SIGNED_16 -> in.getShort() / 0x1p15;
            case SIGNED_24 -> (Short.toUnsignedInt(in.getShort()) + (in.get() << Short.SIZE)) / 0x1p23;
            case SIGNED_32 -> in.getInt() / 0x1p31;
            case FLOAT_32 -> in.getFloat();
            case FLOAT_64 -> in.getDouble();
        };
    }
}
