package org.recurve.app.spec;

/**
 * How large a model is, for one example.
 *
 * @param parameters trained numbers and frozen ones
 * @param flops of the forward pass
 */
public record Size(long parameters, long flops) {
    /** Traces a configuration; one that does not fit together ends in {@link IllegalArgumentException}. */
    @FunctionalInterface
    public interface Of {
        Size of(Configuration configuration);
    }

    /** What a {@code match} equalises. */
    enum Quantity {
        PARAMETERS,
        FLOPS;

        long of(Size size) {
            return switch (this) {
                case PARAMETERS -> size.parameters();
                case FLOPS -> size.flops();
            };
        }

        /** As it is written: {@code parameters}, {@code flops}. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
