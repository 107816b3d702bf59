package org.recurve.engine.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Metric.Better;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.compute.session.SessionEvaluation;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.diagnosis.Diagnosis;
import org.recurve.engine.diagnosis.Diagnosis.GradientRatio;
import org.recurve.engine.diagnosis.Diagnosis.InitialState;
import org.recurve.engine.diagnosis.Diagnosis.MemorizationTest;
import org.recurve.engine.diagnosis.Diagnosis.RateTestStep;
import org.recurve.engine.diagnosis.DiagnosisFinding;
import org.recurve.engine.diagnosis.GradientTrend;
import org.recurve.engine.diagnosis.UnitStatistics;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.training.ModelLearner;
import org.recurve.engine.training.ModelLearner.StepOutcome.StepTaken;
import org.recurve.engine.training.SplitEvaluator;
import org.recurve.engine.training.TracedPhase;

/**
 * Looks for what usually goes wrong before a long training does: on a few examples of the training split, by short trainings
 * of the trial's own optimizer that leave nothing behind.
 */
public final class ModelDoctor implements AutoCloseable {
    private static final int EXAMPLES = 32;
    private static final int EXAMPLES_OF_UNITS = 128;
    private static final int FEWEST_STEPS = 100;
    private static final int MOST_STEPS = 1000;
    private static final int STEPS_BETWEEN_LOOKS = 50;
    private static final double LEARNT = 0.1;
    private static final double FROM_ZEROS = 2;
    private static final double LARGE_INPUT = 3;
    private static final double RIGHT = 0.9;
    private static final double ALL = 1;
    private static final String RATE = "learning-rate";

    private final TracedPhase phase;
    private final Session session;
    private final BatchReader reader;
    private final BatchIndices few;
    private final List<MeasureSpec> shares;

    /**
     * Returns a doctor for a phase that begins as it was drawn.
     *
     * @param specs what the file measures: shares of right answers are looked at beside the loss
     */
    public ModelDoctor(TracedPhase phase, List<MeasureSpec> specs, long seed) {
        this.phase = phase;
        this.shares = specs.stream()
                .filter(measureSpec ->
                        measureSpec.isShare() && measureSpec.better().equals(Optional.of(Better.HIGHER)))
                .flatMap(measureSpec -> measureSpec.metric().stream())
                .distinct()
                .map(metric -> MeasureSpec.of(Data.TRAIN, metric))
                .toList();
        int count = Math.min(
                EXAMPLES,
                Math.min(phase.phase().training().batch(), phase.chunking().sequences(Data.TRAIN)));
        this.session = new Session(phase.program(), count, Stream.of(seed).in("noise"), 1);
        this.reader = new BatchReader(phase.chunking(), count);
        this.few = phase.chunking().pass(Data.TRAIN, count).getFirst();
    }

    /** Returns all that was seen, and findings, what comes first in a training first. */
    public Diagnosis examine() {
        InitialState initialState = new InitialState(loss(phase.drawn()), uninformed());
        List<List<LayerActivations>> drawn = layers(phase.drawn());
        GradientTrend trend = new GradientTrend(ratios(), GradientTrend.signals(drawn));
        ModelLearner learner = learner();
        LearningRateTest rates =
                LearningRateTest.of(initialState.loss(), (number, of, factor) -> rate(learner, number, of, factor));
        ModelLearner byHeart = learner();
        MemorizationTest test = learning(byHeart, initialState.loss());
        List<UnitStatistics> before = UnitStatistics.of(phase.program(), drawn);
        List<UnitStatistics> units = UnitStatistics.of(phase.program(), layers(byHeart.state()));
        boolean small = test.after() <= LEARNT * test.before();
        boolean right =
                !test.shares().isEmpty() && test.shares().values().stream().allMatch(share -> share >= ALL);
        List<DiagnosisFinding> findings = new ArrayList<>();
        findings.addAll(findings(initialState, trend));
        findings.addAll(trend.findings());
        List<DiagnosisFinding> steps = rates.findings(small || right);
        findings.addAll(steps);
        if (!small && !right) {
            findings.add(forgotten(test, !steps.isEmpty()));
        }
        if (small) {
            findings.addAll(wrong(test));
        }
        for (int i = 0; i < units.size(); i++) {
            findings.addAll(units.get(i).findings(Optional.of(before.get(i))));
        }
        return new Diagnosis(
                initialState,
                trend.ratios(),
                trend.signals(),
                rates.rates(),
                test,
                units.stream().flatMap(unit -> unit.likeness().stream()).toList(),
                findings);
    }

    private Optional<Double> uninformed() {
        return ConstantPredictor.like(phase)
                .map(program -> {
                    try (Session zeros = new Session(program, few.examples().length, Stream.of(0), 1)) {
                        return loss(zeros, phase.drawn());
                    }
                })
                .filter(loss -> Double.isFinite(loss) && loss > 0);
    }

    /** Before it has learnt anything, a model should be about as good as one that knows nothing. */
    private List<DiagnosisFinding> findings(InitialState initialState, GradientTrend trend) {
        return initialState.uninformed().filter(zeros -> initialState.loss() > FROM_ZEROS * zeros).stream()
                .map(zeros -> new DiagnosisFinding(
                        format(
                                "before training the loss is %.3g, where an output of zeros has %.3g",
                                initialState.loss(), zeros),
                        smaller(trend)))
                .toList();
    }

    private String smaller(GradientTrend trend) {
        List<String> remedies = new ArrayList<>();
        float[] inputs = reader.evaluation(Data.TRAIN, few, unused()).fields().get(Field.INPUT);
        boolean classes = !phase.chunking().data().field(Field.INPUT).classes().isEmpty();
        if (inputs != null && !classes) {
            double mean = IntStream.range(0, inputs.length)
                    .mapToDouble(i -> inputs[i])
                    .average()
                    .orElse(0);
            double deviation = StrictMath.sqrt(IntStream.range(0, inputs.length)
                    .mapToDouble(i -> (inputs[i] - mean) * (inputs[i] - mean))
                    .average()
                    .orElse(0));
            if (Math.abs(mean) > LARGE_INPUT || deviation > LARGE_INPUT) {
                remedies.add(format(
                        "inputs of mean 0 and standard deviation 1: here they have %.3g and %.3g", mean, deviation));
            }
        }
        if (!trend.ratios().isEmpty() && !trend.signals().isEmpty()) {
            remedies.add(format(
                    "smaller initial values of %s: with these the output has a root mean square of %.3g",
                    trend.ratios().getLast().parameter(),
                    trend.signals().getLast().size()));
        }
        return remedies.isEmpty() ? "smaller initial values" : String.join("; ", remedies);
    }

    private List<GradientRatio> ratios() {
        Vector theta = phase.drawn().theta();
        Vector gradient = session.objective(phase.drawn(), batch(1, learner()), new Progress(0, 0, 1, 1), List.of())
                .gradient();
        Map<String, Segment> segments = new HashMap<>();
        theta.segments().forEach(segment -> segments.put(segment.name(), segment));
        return phase.program().parametersByDepth().stream()
                .flatMap(parameter -> Optional.ofNullable(segments.get(parameter.name())).stream())
                .filter(segment -> segment.shape().rank() > 1 && theta.norm(segment) > 0)
                .map(segment -> new GradientRatio(segment.name(), theta.norm(segment), gradient.norm(segment)))
                .toList();
    }

    private RateTestStep rate(ModelLearner learner, int number, int of, double factor) {
        ModelState before = learner.state();
        if (!(learner.step(batch(number + 1, learner), progress(number, of)) instanceof StepTaken taken)) {
            return new RateTestStep(factor, Optional.empty(), Double.NaN);
        }
        Vector scaled = before.theta()
                .plus(learner.state().theta().minus(before.theta()).times(factor));
        session.settle(List.of(scaled));
        ModelState after =
                new ModelState(scaled, before.frozen(), learner.state().buffers());
        learner.moveTo(after, learner.memory(), learner.carried());
        Optional<Double> rate = Optional.ofNullable(taken.watched().get(RATE)).map(own -> own * factor);
        return new RateTestStep(factor, rate, loss(after));
    }

    private MemorizationTest learning(ModelLearner learner, double before) {
        int step = 0;
        double after = before;
        boolean moves = true;
        while (moves && (step < FEWEST_STEPS || step < MOST_STEPS && !(after <= LEARNT * before))) {
            moves = learner.step(batch(step + 1, learner), progress(step, MOST_STEPS)) instanceof StepTaken;
            step++;
            if (step % STEPS_BETWEEN_LOOKS == 0) {
                after = loss(learner.state());
            }
        }
        return new MemorizationTest(
                few.examples().length, before, loss(learner.state()), step, shares(learner.state()));
    }

    /** Returns what the file's own metrics say of the few examples, of those that are shares. */
    private Map<String, Double> shares(ModelState state) {
        Map<String, Double> measured = new LinkedHashMap<>();
        if (!shares.isEmpty()) {
            Map<String, Double> all = new SplitEvaluator(
                            phase.chunking(), shares, phase.phase().loss(), session, reader, unused())
                    .measure(state, Data.TRAIN, few);
            shares.forEach(measureSpec ->
                    measured.put(measureSpec.name(), all.getOrDefault(measureSpec.qualified(), Double.NaN)));
        }
        return measured;
    }

    private DiagnosisFinding forgotten(MemorizationTest test, boolean otherSteps) {
        String said = test.shares().entrySet().stream()
                .map(share -> format(", %s on them %.2g", share.getKey(), share.getValue()))
                .collect(Collectors.joining());
        List<String> remedies = new ArrayList<>();
        remedies.add(otherSteps ? "the learning rate first, as said above" : "a look at the targets and the loss");
        phase.phase().training().penalties().stream()
                .map(term -> term.by().id())
                .distinct()
                .forEach(id -> remedies.add("no " + id));
        remedies.add("a larger model");
        return new DiagnosisFinding(
                format(
                                "%d examples are not learnt by heart: the loss is %.3g at first and %.3g after %d steps",
                                test.examples(), test.before(), test.after(), test.steps())
                        + said,
                "to make this work before anything else: " + String.join("; then ", remedies));
    }

    /** Returns a small loss with wrong answers: what is made small is not what is measured. */
    private List<DiagnosisFinding> wrong(MemorizationTest test) {
        return test.shares().entrySet().stream()
                .filter(share -> share.getValue() < RIGHT)
                .map(share -> new DiagnosisFinding(
                        format(
                                "the loss of %d examples falls from %.3g to %.3g, but %s on them is only %.2g",
                                test.examples(), test.before(), test.after(), share.getKey(), share.getValue()),
                        phase.phase().loss().id() + " does not reward what " + share.getKey()
                                + " counts: look whether both read the same targets, whether the output passes through"
                                + " an activation that the loss already has, and at weights of classes"))
                .toList();
    }

    /** Returns what each layer gives for some examples, one by one. */
    private List<List<LayerActivations>> layers(ModelState state) {
        List<List<LayerActivations>> examples = new ArrayList<>();
        int count = Math.min(EXAMPLES_OF_UNITS, phase.chunking().sequences(Data.TRAIN));
        try (Session single = new Session(phase.program(), 1, Stream.of(0), 1)) {
            BatchReader ones = new BatchReader(phase.chunking(), 1);
            Vector unused = phase.program().carried(1);
            for (int example :
                    phase.chunking().pass(Data.TRAIN, count).getFirst().examples()) {
                BatchIndices indices = BatchIndices.whole(new int[] {example});
                examples.add(single.layers(state, ones.evaluation(Data.TRAIN, indices, unused)));
            }
        }
        return examples;
    }

    private ModelLearner learner() {
        return new ModelLearner(phase.phase().training(), session, phase.drawn(), unused());
    }

    private Vector unused() {
        return phase.program().carried(few.examples().length);
    }

    private Batch batch(long step, ModelLearner learner) {
        learner.forget();
        return reader.training(few, step, learner.carried());
    }

    private static Progress progress(int step, int steps) {
        return new Progress(step, step, 1, steps);
    }

    private double loss(ModelState state) {
        return loss(session, state);
    }

    private double loss(Session by, ModelState state) {
        Batch batch = reader.evaluation(Data.TRAIN, few, unused());
        SessionEvaluation evaluation = by.evaluate(state, batch);
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < batch.examples(); i++) {
            sum += (double) evaluation.weights()[i] * evaluation.losses()[i];
            weight += evaluation.weights()[i];
        }
        return sum / weight;
    }

    private static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, Arrays.copyOf(numbers, numbers.length));
    }

    @Override
    public void close() {
        session.close();
    }
}
