package org.recurve.app.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Weights;
import org.recurve.api.model.Windowing;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.app.language.SampleSettings;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.reports.catalogue.PluginPicture;
import org.recurve.reports.catalogue.PluginPicture.CurvePicture;
import org.recurve.reports.catalogue.PluginPicture.GridCells;

/** Runs a plugin, and draws what it computes. */
record PictureMaker(SampleSettings samples) {
    private static final int POINTS = 81;
    private static final int STEPS_PER_EPOCH = 10;
    private static final int EPOCHS = 30;
    private static final int BINS = 41;
    private static final int SIDE = 6;
    private static final Stream RANDOM = Stream.of(0).in("catalogue");

    /** Returns the picture of a plugin of a kind that has one; empty, too, if it cannot be run on what is drawn. */
    Optional<PluginPicture> of(PluginProvider provider, String reference) {
        try {
            Spec<?> spec = samples.spec(provider, reference);
            return switch (provider.kind()) {
                case ACTIVATION -> Optional.of(activation(spec));
                case SCHEDULE -> Optional.of(schedule((Schedule<?>) spec.plugin(), spec.config()));
                case INITIALIZER -> Optional.of(initializer((Initializer<?>) spec.plugin(), spec.config()));
                case SHARING -> Optional.of(sharing((Sharing<?>) spec.plugin(), spec.config()));
                case POOLING -> Optional.of(pooling(reference));
                case LAYER,
                        CELL,
                        CONNECTIVITY,
                        REGULARIZER,
                        LOSS,
                        OPTIMIZER,
                        CLIPPER,
                        CONSTRAINT,
                        METRIC,
                        DATASET,
                        AUGMENTATION,
                        TOKENIZER,
                        SEARCH,
                        LISTENER,
                        EXPORTER,
                        SECTION -> Optional.empty();
            };
        } catch (RuntimeException e) { // a plugin may refuse what is drawn, as an initializer a shape
            return Optional.empty();
        }
    }

    /** The config record was made for this plugin. */
    @SuppressWarnings("unchecked")
    private static <C extends Record> C cast(Record config) {
        return (C) config;
    }

    private PluginPicture activation(Spec<?> spec) {
        double[] x = IntStream.range(0, POINTS).mapToDouble(i -> -4 + 0.1 * i).toArray();
        return new CurvePicture("y over x", x, List.of(run(spec, Shape.of(POINTS), x)));
    }

    private static <C extends Record> PluginPicture schedule(Schedule<C> schedule, Record config) {
        List<Double> losses = new ArrayList<>();
        double[] epochs = new double[EPOCHS * STEPS_PER_EPOCH];
        double[] rates = new double[epochs.length];
        for (int step = 0; step < epochs.length; step++) {
            int epoch = step / STEPS_PER_EPOCH;
            if (step % STEPS_PER_EPOCH == 0 && epoch > 0) {
                losses.add(1.0 / Math.min(epoch, EPOCHS / 3));
            }
            epochs[step] = step / (double) STEPS_PER_EPOCH;
            rates[step] = schedule.at(
                    PictureMaker.<C>cast(config), new Progress(step, epoch, STEPS_PER_EPOCH, EPOCHS, losses));
        }
        return new CurvePicture(
                "the value over " + EPOCHS + " epochs of " + STEPS_PER_EPOCH
                        + " steps, of which the last 20 improve nothing",
                epochs,
                List.of(rates));
    }

    private static <C extends Record> PluginPicture initializer(Initializer<C> initializer, Record config) {
        int size = 64;
        float[] drawn = initializer.draw(
                PictureMaker.<C>cast(config), new Weights(Shape.of(size, size), size, size), RANDOM.in("w"));
        double largest = IntStream.range(0, drawn.length)
                .mapToDouble(i -> Math.abs(drawn[i]))
                .max()
                .orElse(1);
        double half = largest == 0 ? 1 : largest;
        double[] middles = IntStream.range(0, BINS)
                .mapToDouble(bin -> half * (2.0 * bin / (BINS - 1) - 1))
                .toArray();
        double[] counts = new double[BINS];
        for (float value : drawn) {
            counts[(int) Math.clamp(Math.round((value / half + 1) / 2 * (BINS - 1)), 0, BINS - 1)]++;
        }
        return new CurvePicture("how many of 64 × 64 weights have which value", middles, List.of(counts));
    }

    private static <C extends Record> PluginPicture sharing(Sharing<C> sharing, Record config) {
        int[] banks = new Convolution(1, Windowing.of(new Extents(List.of(3))))
                .positions(Shape.of(SIDE + 2, SIDE + 2)).stream()
                        .mapToInt(at -> sharing.bank(PictureMaker.<C>cast(config), at))
                        .toArray();
        int most = Arrays.stream(banks).max().orElse(0);
        return new GridCells(
                "which kernel serves which of 6 × 6 positions",
                SIDE,
                Arrays.stream(banks)
                        .mapToDouble(bank -> most == 0 ? 0.25 : 0.1 + 0.6 * bank / most)
                        .toArray(),
                Arrays.stream(banks).mapToObj(PictureMaker::letter).toList());
    }

    private static String letter(int kernel) {
        return kernel < 26 ? String.valueOf((char) ('a' + kernel)) : String.valueOf(kernel + 1);
    }

    private PluginPicture pooling(String reference) {
        PluginProvider pool = samples.registry().find(PluginKind.LAYER, "pool").orElseThrow();
        int side = 2 * SIDE;
        double[] image = IntStream.range(0, side * side)
                .mapToDouble(i -> Math.clamp(
                        1.2
                                - StrictMath.hypot(i % side - 3.7, i / side - 4.2) / 5
                                + 0.5 * RANDOM.normal(i) * (i % 3 == 0 ? 1 : 0),
                        0,
                        1))
                .toArray();
        Spec<?> spec = samples.spec(pool, "{pool: {by: " + reference + ", size: 2}}");
        double[] pooled = run(spec, Shape.of(1, side, side), image);
        double least = Arrays.stream(pooled).min().orElse(0);
        double most = Arrays.stream(pooled).max().orElse(1);
        return new GridCells(
                "an image of 12 × 12 after windows of 2 × 2",
                SIDE,
                Arrays.stream(pooled)
                        .map(value -> most > least ? (value - least) / (most - least) : 0.5)
                        .toArray(),
                List.of());
    }

    /** Returns what a layer makes of one example. */
    @SuppressWarnings("unchecked") // looked up as a layer and a loss
    private double[] run(Spec<?> layer, Shape input, double[] example) {
        PluginProvider loss =
                samples.registry().find(PluginKind.LOSS, "squared-error").orElseThrow();
        Layers layers = new Layers(List.of(new Part("drawn", (Spec<Layer<?>>) layer)));
        Spec<Loss<?>> judged = (Spec<Loss<?>>) samples.spec(loss, loss.id());
        Shape output = Shape.of(POINTS);
        if (input.rank() > 1) {
            output = Shape.of(1, SIDE, SIDE);
        }
        Program program =
                Program.trace(layers, judged, List.of(new Field(Field.INPUT, input), new Field(Field.TARGET, output)));
        float[] numbers = new float[example.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) example[i];
        }
        try (Session session = new Session(program, 1, RANDOM.in("draws"), 1)) {
            Batch batch = new Batch(
                    1, Map.of(Field.INPUT, numbers, Field.TARGET, new float[output.size()]), new long[1], false, 0);
            float[] outputs =
                    session.evaluate(program.start(RANDOM.in("start")), batch).outputs();
            return IntStream.range(0, output.size())
                    .mapToDouble(i -> outputs[i])
                    .toArray();
        }
    }
}
