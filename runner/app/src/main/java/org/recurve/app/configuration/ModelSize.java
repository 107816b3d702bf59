package org.recurve.app.configuration;

/**
 * Describes how large a model is, for one example.
 *
 * @param parameters trained numbers and frozen ones
 * @param flops of the forward pass
 */
public record ModelSize(long parameters, long flops) {
    /** Traces a configuration; one that does not fit together ends in {@link IllegalArgumentException}. */
    @FunctionalInterface
    public interface SizeTracer {
        ModelSize of(Configuration configuration);
    }

    /** Describes what a {@code match} equalises. */
    public enum SizeQuantity {
        PARAMETERS,
        FLOPS;

        public long of(ModelSize size) {
            return switch (this) {
                case PARAMETERS -> size.parameters();
                case FLOPS -> size.flops();
            };
        }

        /** As it is written: {@code parameters}, {@code flops}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
