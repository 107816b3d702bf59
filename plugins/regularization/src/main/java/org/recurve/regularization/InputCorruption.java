package org.recurve.regularization;

import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Corrupts its input while training, so that an autoencoder behind it learns to undo that; evaluation changes nothing
 * (Vincent, Larochelle, Lajoie, Bengio, Manzagol, <i>Stacked Denoising Autoencoders</i>, 2010, section 3.3).
 *
 * <ul>
 *   <li>{@code masking} sets each element to 0 with probability ν. Unlike dropout, it does not scale the others.
 *   <li>{@code salt-and-pepper} sets each element with probability ν to 0 or 1, each as likely.
 *   <li>{@code gaussian} adds to each element a normal number of standard deviation ν.
 * </ul>
 *
 * <p>Every example and step has draws of its own, whatever the batch.
 */
@Plugin(id = "corrupt", version = 2, summary = "noise while training, which the following layers learn to undo")
public final class InputCorruption implements Layer<InputCorruption.Config> {
    /** The kind of noise. */
    public enum Noise {
        MASKING,
        SALT_AND_PEPPER,
        GAUSSIAN
    }

    /** The settings. */
    public record Config(
            @Doc("ν: the probability that an element is replaced, or the standard deviation of what is added")
            @Main
            @Min(0)
            double level,

            @Doc("masking, salt-and-pepper or gaussian") @Default("masking")
            Noise noise) {
        public Config {
            if (noise != Noise.GAUSSIAN && level > 1) {
                throw new InvalidSetting("level is " + level + ", but it is a probability: give a number from 0 to 1");
            }
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        if (!scope.training() || config.level() == 0) {
            return x;
        }
        int[] dims = x.shape().toArray();
        return switch (config.noise()) {
            case GAUSSIAN -> x.plus(scope.normal("noise", dims).times(config.level()));
            case MASKING -> replaced(config, scope, dims).choose(scope.zeros(dims), x);
            case SALT_AND_PEPPER ->
                replaced(config, scope, dims).choose(scope.uniform("salt", dims).greaterThan(0.5), x);
        };
    }

    private static Value replaced(Config config, Scope scope, int[] dims) {
        return scope.constant(config.level(), dims).greaterThan(scope.uniform("noise", dims));
    }
}
