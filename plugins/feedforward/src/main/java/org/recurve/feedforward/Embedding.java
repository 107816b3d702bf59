package org.recurve.feedforward;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * Word vectors, {@code y(t) = E[x(t)]}: each word of a text is replaced by its row of a table, learned with the rest or loaded
 * (Bengio, Ducharme, Vincent, Jauvin, <i>A Neural Probabilistic Language Model</i>, 2003). The data set's vocabulary says
 * how many rows there are.
 *
 * <p>From the input, word numbers [steps], to [steps, size], 0 past an example's true length. Convolutions take it
 * transposed, [size, steps]. Parameter: {@code E} [words, size]; with {@code frozen: true} beside it, the layer keeps it as
 * it begins.
 */
@Plugin(id = "embedding", version = 1, summary = "y(t) = E[x(t)]: a vector for each word, learned or loaded")
public final class Embedding implements Layer<Embedding.Config> {
    /** The settings. */
    public record Config(
            @Doc("length of a word's vector") @Main @Min(1) int size,

            @Doc("how vectors begin that are not loaded") @Default("{normal: 0.1}")
            Spec<Initializer<?>> initializer,

            @Doc("vectors to begin with: file and sha256") Optional<VectorFile> vectors) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        List<String> words = scope.classes(Field.INPUT);
        if (words.isEmpty() || x.shape().rank() != 1) {
            throw new InvalidSetting(
                    "embedding needs the words of a text, numbers of shape [steps] with a vocabulary, but "
                            + (words.isEmpty() ? "this data set's input has no vocabulary" : "was given " + x.shape())
                            + "; let it be the first layer on a data set of texts");
        }
        Weights table = new Weights(Shape.of(words.size(), config.size()), 1, config.size());
        Value vectors = scope.weight("E", initializer(config, words), table).gather(x);
        return scope.trueLength(x)
                .map(length -> scope.withTrueLength(vectors, 0, length.count()))
                .orElse(vectors);
    }

    private static Spec<? extends Initializer<?>> initializer(Config config, List<String> words) {
        return config.vectors().isEmpty()
                ? config.initializer()
                : new Spec<>(
                        new PretrainedEmbedding(),
                        new PretrainedEmbedding.Config(config.vectors().get(), words, config.initializer()));
    }
}
