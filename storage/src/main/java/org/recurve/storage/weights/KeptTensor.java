package org.recurve.storage.weights;

import java.util.regex.Pattern;
import org.recurve.api.model.Shape;

/**
 * A tensor as a list of weights names it.
 *
 * @param name {@code conv1.w}
 * @param shape its extents
 * @param sha256 of its numbers, 32-bit floats in row-major order, the least significant byte first; 64 hexadecimal digits
 */
public record KeptTensor(String name, TensorRole role, Shape shape, String sha256) {
    private static final int LONGEST = 1000;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}\\\\]+");
    private static final Pattern CLIMBING = Pattern.compile("(^|.*/)(\\.{0,2})(/.*|$)", Pattern.DOTALL);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** The part that a tensor has in training. */
    public enum TensorRole {
        /** Moved by an optimizer. */
        PARAMETER,
        /** Followed along, such as running means. */
        BUFFER
    }

    /** Names become those of files in other programs' formats, and may not lead elsewhere. */
    public KeptTensor {
        if (name.length() > LONGEST
                || !NAME.matcher(name).matches()
                || CLIMBING.matcher(name).matches()) {
            throw new IllegalArgumentException("a tensor's name has up to " + LONGEST
                    + " visible characters and no part that is empty, . or .. between slashes");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the tensor " + name + " has no SHA-256 of 64 hexadecimal digits");
        }
    }

    /** Returns the number of bytes of its numbers. */
    public long bytes() {
        return (long) shape.size() * Float.BYTES;
    }
}
