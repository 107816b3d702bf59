package org.recurve.engine.toys;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.optimize.Optimizer;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;

/** A trial small enough for tests, in pieces that a test can exchange. */
public record Toys(
        String variant,
        long seed,
        Spec<Dataset<?>> data,
        Layers model,
        Spec<Optimizer<?, ?>> optimizer,
        int epochs,
        int batch,
        List<MeasureSpec> measures,
        Optional<EpochSelection> select,
        int threads) {
    /** 37 training examples in batches of 8, so that the last batch is short; a net of 2 × 3 × 1 units. */
    public static Toys baseline() {
        return new Toys(
                "baseline",
                0,
                new Spec<>(new Waves(), new Waves.Config(37, 11, 13)),
                layers(
                        part("dense1", new Affine(), new Affine.Config(3)),
                        part("dense2", new Affine(), new Affine.Config(1))),
                new Spec<>(new Descent(), new Descent.Config(0.1, 0.9)),
                3,
                8,
                List.of(MeasureSpec.of("validation", new Spec<>(new Count(), new NoConfig()))),
                Optional.of(new EpochSelection("validation.loss", SelectionGoal.MIN)),
                1);
    }

    public static Part part(String name, Layer<?> layer, Record config) {
        return new Part(name, new Spec<>(layer, config));
    }

    public static Layers layers(Part... parts) {
        return new Layers(List.of(parts));
    }

    public Toys variant(String variant) {
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, measures, select, threads);
    }

    public Toys seed(long seed) {
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, measures, select, threads);
    }

    public Toys data(int train, int validation, int test) {
        Spec<Dataset<?>> waves = new Spec<>(new Waves(), new Waves.Config(train, validation, test));
        return new Toys(variant, seed, waves, model, optimizer, epochs, batch, measures, select, threads);
    }

    public Toys model(Part... parts) {
        return new Toys(variant, seed, data, layers(parts), optimizer, epochs, batch, measures, select, threads);
    }

    public Toys optimizer(Optimizer<?, ?> optimizer, Record config) {
        Spec<Optimizer<?, ?>> spec = new Spec<>(optimizer, config);
        return new Toys(variant, seed, data, model, spec, epochs, batch, measures, select, threads);
    }

    public Toys epochs(int epochs) {
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, measures, select, threads);
    }

    public Toys batch(int batch) {
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, measures, select, threads);
    }

    public Toys measuring(MeasureSpec... specs) {
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, List.of(specs), select, threads);
    }

    public Toys select(String metric, SelectionGoal goal) {
        Optional<EpochSelection> rule = Optional.of(new EpochSelection(metric, goal));
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, measures, rule, threads);
    }

    public Toys selectLast() {
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, measures, Optional.empty(), threads);
    }

    public Toys threads(int threads) {
        return new Toys(variant, seed, data, model, optimizer, epochs, batch, measures, select, threads);
    }

    public TrialSpec spec() {
        TrainingSpec trainingSpec = new TrainingSpec(optimizer, List.of(), epochs, batch);
        return new TrialSpec(
                variant,
                "",
                seed,
                data,
                model,
                new Spec<>(new SquaredError(), new NoConfig()),
                trainingSpec,
                measures,
                select,
                threads,
                configuration());
    }

    /** The same, and when it leaves checkpoints. */
    public TrialSpec spec(CheckpointRule rule) {
        TrialSpec plain = spec();
        return new TrialSpec(
                plain.variant(),
                plain.task(),
                plain.seed(),
                plain.draws(),
                plain.data(),
                plain.phases(),
                plain.measures(),
                plain.sample(),
                plain.threads(),
                rule,
                plain.configuration(),
                plain.places());
    }

    /** Stands for canonical JSON: all that can change a number, and nothing else. */
    private String configuration() {
        return List.of(
                        seed,
                        data.config(),
                        model.parts().stream().map(Part::name).toList(),
                        model.parts().stream().map(p -> p.layer().config()).toList(),
                        optimizer.config(),
                        epochs,
                        batch,
                        measures.stream().map(MeasureSpec::qualified).toList(),
                        select)
                .toString();
    }

    /** Returns what an example holds. */
    public static float[] read(Data data, String split, int index, String field) {
        float[] into = new float[data.field(field).shape().size()];
        data.split(split).read(index, field, into, 0);
        return into;
    }
}
