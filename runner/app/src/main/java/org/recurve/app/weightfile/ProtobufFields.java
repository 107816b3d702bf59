package org.recurve.app.weightfile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Reads a message of Protocol Buffers field by field; whatever does not fit into it ends in {@link MalformedMessage}. */
final class ProtobufFields {
    private final ByteBuffer bytes;
    private int field;
    private WireType wireType = WireType.VARINT;

    ProtobufFields(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Says how the content of a field is laid out. */
    private enum WireType {
        VARINT(0),
        FIXED64(1),
        BYTES(2),
        FIXED32(5);

        private final int code;

        WireType(int code) {
            this.code = code;
        }

        static Optional<WireType> of(int code) {
            return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
        }
    }

    /** Says that bytes are no such message. */
    static final class MalformedMessage extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedMessage(String message) {
            super(message);
        }
    }

    /** Goes on to the next field; says whether there is one. Each is to be read, or skipped. */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        if (field == 0 || key >>> 3 > Integer.MAX_VALUE) {
            throw new MalformedMessage("it has a field " + (key >>> 3));
        }
        int code = (int) (key & 7);
        wireType = WireType.of(code)
                .orElseThrow(() -> new MalformedMessage("field " + field + " is of the unknown kind " + code));
        return true;
    }

    int field() {
        return field;
    }

    /** Returns whether the field holds bytes: a text, a message, or numbers packed into one. */
    boolean isBytes() {
        return wireType == WireType.BYTES;
    }

    long integer() {
        require(WireType.VARINT);
        return varint();
    }

    /** Returns what the field holds, no further than the message reaches. */
    ByteBuffer bytes() {
        require(WireType.BYTES);
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedMessage("field " + field + " is " + Long.toUnsignedString(length) + " bytes long where "
                    + bytes.remaining() + " are left");
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return content;
    }

    /** Returns the bytes of a number of fixed width that stands alone. */
    ByteBuffer fixed(int width) {
        require(width == Long.BYTES ? WireType.FIXED64 : WireType.FIXED32);
        return take(width);
    }

    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> take(Long.BYTES);
            case BYTES -> bytes();
            case FIXED32 -> take(Integer.BYTES);
        }
    }

    /** Reads a number of seven bits a byte, as it stands in the message or in packed numbers. */
    static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next;
            try {
                next = from.get();
            } catch (BufferUnderflowException end) {
                throw new MalformedMessage("it ends within a number");
            }
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedMessage("it has a number of more than ten bytes");
    }

    private long varint() {
        return varint(bytes);
    }

    private ByteBuffer take(int width) {
        if (bytes.remaining() < width) {
            throw new MalformedMessage("it ends within a number");
        }
        ByteBuffer content = bytes.slice(bytes.position(), width).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + width);
        return content;
    }

    private void require(WireType wanted) {
        if (wireType != wanted) {
            throw new MalformedMessage("field " + field + " is of kind " + wireType.code + " and not " + wanted.code);
        }
    }
}
