package org.recurve.engine.checkpoint;

import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.program.ModelState;
import org.recurve.engine.identity.Sha256Digest;

/** The digest that two runs agree on when they agree on every bit: over names, shapes and raw float bits, NaNs canonical. */
public final class StateFingerprint {
    private StateFingerprint() {}

    /** Parameters, buffers, the optimizer's state, and what sequences carry from chunk to chunk. */
    public static String of(ModelState state, Record optimizer, Vector carried, StateTree tree) {
        Sha256Digest hash = new Sha256Digest();
        add("parameters", state.theta(), hash);
        add("frozen", state.frozen(), hash);
        add("buffers", state.buffers(), hash);
        tree.map("optimizer", optimizer, (path, leaf) -> {
            add(path, leaf, hash);
            return leaf;
        });
        if (!carried.segments().isEmpty()) {
            add("carried", carried, hash);
        }
        return hash.finish();
    }

    private static void add(String path, Object leaf, Sha256Digest hash) {
        hash.add(path);
        switch (leaf) {
            case Vector vector -> add(vector, hash);
            case Double number -> hash.add(Double.doubleToLongBits(number));
            case Float number -> hash.add(Float.floatToIntBits(number));
            case Number number -> hash.add(number.toString());
            case Boolean bool -> hash.add(bool ? 1 : 0);
            case Enum<?> constant -> hash.add(constant.name());
            case String text -> hash.add(text);
            default ->
                throw new IllegalStateException(
                        path + " is a " + leaf.getClass().getName()
                                + "; an optimizer's state holds Vectors, numbers, truth values and texts, in records, Optionals and"
                                + " lists");
        }
    }

    private static void add(Vector vector, Sha256Digest hash) {
        float[] values = vector.toArray();
        for (Segment segment : vector.segments()) {
            hash.add(segment.name()).add(segment.shape().toString());
            hash.add(values, segment.offset(), segment.shape().size());
        }
    }
}
