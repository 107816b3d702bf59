package org.recurve.datasets.augment;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Mixes each input with that of another training example, {@code λ x + (1 − λ) x′}, where {@code λ} is the larger of a share drawn from
 * {@code Beta(α, α)} and the rest, and its loss with the
 * loss by the other's target in the same way (Zhang, Cisse, Dauphin, Lopez-Paz, <i>mixup: Beyond Empirical Risk Minimization</i>,
 * 2018).
 */
@Plugin(id = "mixup", version = 1, summary = "mixes inputs, and losses by the targets, of two examples")
public final class Mixup implements Augmentation<Mixup.Config> {
    /** The settings. */
    public record Config(
            @Doc("α of the Beta distribution that shares are drawn from: near 0 hardly mixed, 1 for any share")
            @Main
            @Default("0.2")
            @Above(0)
            double alpha) {}

    @Override
    public boolean mixes(Config config) {
        return true;
    }

    @Override
    public void check(Config config, List<Field> fields) {
        Field input = Images.input(fields);
        if (!input.classes().isEmpty()) {
            throw new InvalidSetting("mixup mixes numbers, but inputs are " + Images.described(input) + "; remove it");
        }
        if (fields.stream().anyMatch(field -> field.name().equals(Field.LENGTH))) {
            throw new InvalidSetting("mixup mixes inputs of one size, but these are sequences with lengths; remove it");
        }
    }

    @Override
    public void apply(Config config, TrainingExample example, Stream random) {
        TrainingExample partner = example.partner(random.in("partner"));
        double drawn = BetaDraw.of(config.alpha(), random.in("share"));
        double own =
                Math.max(drawn, 1 - drawn); // partners are drawn alike, so who is whose partner changes no expectation
        float[] values = example.values(Field.INPUT);
        float[] others = partner.values(Field.INPUT);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (own * values[i] + (1 - own) * others[i]);
        }
        example.mixTarget(partner, 1 - own);
    }
}
