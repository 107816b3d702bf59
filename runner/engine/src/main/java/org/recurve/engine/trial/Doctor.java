package org.recurve.engine.trial;

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
import org.recurve.compute.Batch;
import org.recurve.compute.Given;
import org.recurve.compute.Session;
import org.recurve.compute.Session.Evaluation;
import org.recurve.compute.State;
import org.recurve.engine.data.Batches;
import org.recurve.engine.data.Turn;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.trial.Examination.Beginning;
import org.recurve.engine.trial.Examination.Learning;
import org.recurve.engine.trial.Examination.Rate;
import org.recurve.engine.trial.Examination.Ratio;
import org.recurve.engine.trial.Learner.Outcome.Moved;

/**
 * Looks for what usually goes wrong before a long training does: on a few examples of the training split, by short trainings
 * of the trial's own optimizer that leave nothing behind.
 */
public final class Doctor implements AutoCloseable {
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

    private final Prepared phase;
    private final Session session;
    private final Batches batches;
    private final Turn few;
    private final List<Measure> shares;

    /**
     * A doctor for a phase that begins as it was drawn.
     *
     * @param measures what the file measures: shares of right answers are looked at beside the loss
     */
    public Doctor(Prepared phase, List<Measure> measures, long seed) {
        this.phase = phase;
        this.shares = measures.stream()
                .flatMap(measure -> measure.metric().stream())
                .filter(metric -> metric.call("isShare", () -> metric.plugin().isShare())
                        && metric.call("better", () -> metric.plugin().better()) == Better.HIGHER)
                .distinct()
                .map(metric -> Measure.of(Data.TRAIN, metric))
                .toList();
        int count = Math.min(
                EXAMPLES,
                Math.min(phase.phase().training().batch(), phase.chunking().sequences(Data.TRAIN)));
        this.session = new Session(phase.program(), count, Stream.of(seed).in("noise"), 1);
        this.batches = new Batches(phase.chunking(), count);
        this.few = phase.chunking().pass(Data.TRAIN, count).getFirst();
    }

    /** All that was seen, and findings, what comes first in a training first. */
    public Examination examine() {
        Beginning beginning = new Beginning(loss(phase.drawn()), uninformed());
        List<List<Given>> drawn = layers(phase.drawn());
        GradientTrend trend = new GradientTrend(ratios(), GradientTrend.signals(drawn));
        Learner learner = learner();
        RangeTest rates = RangeTest.of(beginning.loss(), (number, of, factor) -> rate(learner, number, of, factor));
        Learner byHeart = learner();
        Learning learning = learning(byHeart, beginning.loss());
        List<Units> before = Units.of(phase.program(), drawn);
        List<Units> units = Units.of(phase.program(), layers(byHeart.state()));
        boolean small = learning.after() <= LEARNT * learning.before();
        boolean right = !learning.shares().isEmpty()
                && learning.shares().values().stream().allMatch(share -> share >= ALL);
        List<Finding> findings = new ArrayList<>();
        findings.addAll(findings(beginning, trend));
        findings.addAll(trend.findings());
        List<Finding> steps = rates.findings(small || right);
        findings.addAll(steps);
        if (!small && !right) {
            findings.add(forgotten(learning, !steps.isEmpty()));
        }
        if (small) {
            findings.addAll(wrong(learning));
        }
        for (int i = 0; i < units.size(); i++) {
            findings.addAll(units.get(i).findings(Optional.of(before.get(i))));
        }
        return new Examination(
                beginning,
                trend.ratios(),
                trend.signals(),
                rates.rates(),
                learning,
                units.stream().flatMap(unit -> unit.likeness().stream()).toList(),
                findings);
    }

    private Optional<Double> uninformed() {
        return Uninformed.like(phase)
                .map(program -> {
                    try (Session zeros = new Session(program, few.examples().length, Stream.of(0), 1)) {
                        return loss(zeros, phase.drawn());
                    }
                })
                .filter(loss -> Double.isFinite(loss) && loss > 0);
    }

    /** Before it has learnt anything, a model should be about as good as one that knows nothing. */
    private List<Finding> findings(Beginning beginning, GradientTrend trend) {
        return beginning.uninformed().filter(zeros -> beginning.loss() > FROM_ZEROS * zeros).stream()
                .map(zeros -> new Finding(
                        format(
                                "before training the loss is %.3g, where an output of zeros has %.3g",
                                beginning.loss(), zeros),
                        smaller(trend)))
                .toList();
    }

    private String smaller(GradientTrend trend) {
        List<String> remedies = new ArrayList<>();
        float[] inputs = batches.evaluation(Data.TRAIN, few, unused()).fields().get(Field.INPUT);
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

    private List<Ratio> ratios() {
        Vector theta = phase.drawn().theta();
        Vector gradient = session.objective(phase.drawn(), batch(1, learner()), new Progress(0, 0, 1, 1), List.of())
                .gradient();
        Map<String, Segment> segments = new HashMap<>();
        theta.segments().forEach(segment -> segments.put(segment.name(), segment));
        return phase.program().parametersByDepth().stream()
                .flatMap(parameter -> Optional.ofNullable(segments.get(parameter.name())).stream())
                .filter(segment -> segment.shape().rank() > 1 && theta.norm(segment) > 0)
                .map(segment -> new Ratio(segment.name(), theta.norm(segment), gradient.norm(segment)))
                .toList();
    }

    private Rate rate(Learner learner, int number, int of, double factor) {
        State before = learner.state();
        if (!(learner.step(batch(number + 1, learner), progress(number, of)) instanceof Moved moved)) {
            return new Rate(factor, Optional.empty(), Double.NaN);
        }
        Vector scaled = before.theta()
                .plus(learner.state().theta().minus(before.theta()).times(factor));
        session.settle(List.of(scaled));
        State after = new State(scaled, before.frozen(), learner.state().buffers());
        learner.moveTo(after, learner.memory(), learner.carried());
        Optional<Double> rate = Optional.ofNullable(moved.watched().get(RATE)).map(own -> own * factor);
        return new Rate(factor, rate, loss(after));
    }

    private Learning learning(Learner learner, double before) {
        int step = 0;
        double after = before;
        boolean moves = true;
        while (moves && (step < FEWEST_STEPS || step < MOST_STEPS && !(after <= LEARNT * before))) {
            moves = learner.step(batch(step + 1, learner), progress(step, MOST_STEPS)) instanceof Moved;
            step++;
            if (step % STEPS_BETWEEN_LOOKS == 0) {
                after = loss(learner.state());
            }
        }
        return new Learning(few.examples().length, before, loss(learner.state()), step, shares(learner.state()));
    }

    /** What the file's own metrics say of the few examples, of those that are shares. */
    private Map<String, Double> shares(State state) {
        Map<String, Double> measured = new LinkedHashMap<>();
        if (!shares.isEmpty()) {
            Map<String, Double> all = new Evaluator(
                            phase.chunking(), shares, phase.phase().loss(), session, batches, unused())
                    .measure(state, Data.TRAIN, few);
            shares.forEach(measure -> measured.put(measure.name(), all.getOrDefault(measure.qualified(), Double.NaN)));
        }
        return measured;
    }

    private Finding forgotten(Learning learning, boolean otherSteps) {
        String said = learning.shares().entrySet().stream()
                .map(share -> format(", %s on them %.2g", share.getKey(), share.getValue()))
                .collect(Collectors.joining());
        List<String> remedies = new ArrayList<>();
        remedies.add(otherSteps ? "the learning rate first, as said above" : "a look at the targets and the loss");
        phase.phase().training().penalties().stream()
                .map(penalty -> penalty.by().id())
                .distinct()
                .forEach(id -> remedies.add("no " + id));
        remedies.add("a larger model");
        return new Finding(
                format(
                                "%d examples are not learnt by heart: the loss is %.3g at first and %.3g after %d steps",
                                learning.examples(), learning.before(), learning.after(), learning.steps())
                        + said,
                "to make this work before anything else: " + String.join("; then ", remedies));
    }

    /** A small loss with wrong answers: what is made small is not what is measured. */
    private List<Finding> wrong(Learning learning) {
        return learning.shares().entrySet().stream()
                .filter(share -> share.getValue() < RIGHT)
                .map(share -> new Finding(
                        format(
                                "the loss of %d examples falls from %.3g to %.3g, but %s on them is only %.2g",
                                learning.examples(),
                                learning.before(),
                                learning.after(),
                                share.getKey(),
                                share.getValue()),
                        phase.phase().loss().id() + " does not reward what " + share.getKey()
                                + " counts: look whether both read the same targets, whether the output passes through"
                                + " an activation that the loss already has, and at weights of classes"))
                .toList();
    }

    /** What each layer gives for some examples, one by one. */
    private List<List<Given>> layers(State state) {
        List<List<Given>> examples = new ArrayList<>();
        int count = Math.min(EXAMPLES_OF_UNITS, phase.chunking().sequences(Data.TRAIN));
        try (Session single = new Session(phase.program(), 1, Stream.of(0), 1)) {
            Batches ones = new Batches(phase.chunking(), 1);
            Vector unused = phase.program().carried(1);
            for (int example :
                    phase.chunking().pass(Data.TRAIN, count).getFirst().examples()) {
                Turn turn = Turn.whole(new int[] {example});
                examples.add(single.layers(state, ones.evaluation(Data.TRAIN, turn, unused)));
            }
        }
        return examples;
    }

    private Learner learner() {
        return new Learner(phase.phase().training(), session, phase.drawn(), unused());
    }

    private Vector unused() {
        return phase.program().carried(few.examples().length);
    }

    private Batch batch(long step, Learner learner) {
        learner.forget();
        return batches.training(few, step, learner.carried());
    }

    private static Progress progress(int step, int steps) {
        return new Progress(step, step, 1, steps);
    }

    private double loss(State state) {
        return loss(session, state);
    }

    private double loss(Session by, State state) {
        Batch batch = batches.evaluation(Data.TRAIN, few, unused());
        Evaluation evaluation = by.evaluate(state, batch);
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
