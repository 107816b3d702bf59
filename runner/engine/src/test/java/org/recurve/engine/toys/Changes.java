package org.recurve.engine.toys;

import java.util.List;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/** Augmentations whose effect on {@link Waves} is plain: one adds, one doubles, one takes from another example. */
public final class Changes {
    /** One of each, in this order. */
    public static final List<Spec<Augmentation<?>>> ALL = List.of(by(new Jitter()), by(new Twice()), by(new Blend()));

    private Changes() {}

    public static Spec<Augmentation<?>> by(Augmentation<NoConfig> augmentation) {
        return new Spec<>(augmentation, new NoConfig());
    }

    @Plugin(id = "jitter", summary = "adds a number")
    public static final class Jitter implements Augmentation<NoConfig> {
        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            example.values(Field.INPUT)[0] += random.uniformFloat(0);
        }
    }

    @Plugin(id = "twice", summary = "doubles, or not")
    public static final class Twice implements Augmentation<NoConfig> {
        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            example.values(Field.INPUT)[1] *= 1 + random.below(0, 2);
        }
    }

    @Plugin(id = "blend", summary = "mixes two")
    public static final class Blend implements Augmentation<NoConfig> {
        @Override
        public boolean mixes(NoConfig config) {
            return true;
        }

        @Override
        public void apply(NoConfig config, TrainingExample example, Stream random) {
            TrainingExample partner = example.partner(random.in("who"));
            example.values(Field.INPUT)[0] = partner.values(Field.INPUT)[0];
            example.mixTarget(partner, random.uniform(0));
        }
    }
}
