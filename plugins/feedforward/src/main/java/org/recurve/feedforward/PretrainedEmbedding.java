package org.recurve.feedforward;

import java.util.List;
import java.util.Map;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** A table whose rows begin as a file says, and else as another initialiser draws them. Files name it by {@link Embedding}. */
@Plugin(id = "loaded-vectors", version = 1, summary = "word vectors from a file")
final class PretrainedEmbedding implements Initializer<PretrainedEmbedding.Config> {
    record Config(VectorFile file, List<String> words, Spec<Initializer<?>> others) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        int size = weights.shape().dim(1);
        Map<String, float[]> vectors = config.file().read(config.words(), size);
        float[] table = others(config.others(), weights, random);
        for (int word = 0; word < config.words().size(); word++) {
            float[] vector = vectors.get(config.words().get(word));
            if (vector != null) {
                System.arraycopy(vector, 0, table, word * size, size);
            }
        }
        return table;
    }

    /** Returns a {@link Spec} pairs an initialiser with its own settings, which the type system cannot say. */
    @SuppressWarnings("unchecked")
    private static float[] others(Spec<Initializer<?>> others, Weights weights, Stream random) {
        return others.call(
                "draw", () -> ((Initializer<Record>) others.plugin()).draw(others.config(), weights, random));
    }
}
