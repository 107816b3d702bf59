package org.recurve.engine.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.compute.Batch;
import org.recurve.compute.Given;
import org.recurve.compute.Session;
import org.recurve.compute.State;
import org.recurve.engine.data.Batches;
import org.recurve.engine.data.Turn;
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
    private static final double VANISHED = 1e-4;
    private static final String RATE = "learning-rate";

    private final Prepared phase;
    private final Session session;
    private final Batches batches;
    private final Turn few;

    /** A doctor for a phase that begins as it was drawn. */
    public Doctor(Prepared phase, long seed) {
        this.phase = phase;
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
        List<Ratio> ratios = ratios();
        Learner learner = learner();
        RangeTest rates = RangeTest.of(beginning.loss(), (number, of, factor) -> rate(learner, number, of, factor));
        Learner byHeart = learner();
        Learning learning = learning(byHeart, beginning.loss());
        List<Units> units = units(byHeart.state());
        boolean learnt = learning.after() <= LEARNT * learning.before();
        List<Finding> findings = new ArrayList<>();
        findings.addAll(findings(beginning));
        findings.addAll(findings(ratios));
        findings.addAll(rates.findings(learnt));
        if (!learnt) {
            findings.add(forgotten(learning));
        }
        units.forEach(unit -> findings.addAll(unit.findings()));
        return new Examination(
                beginning,
                ratios,
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
    private static List<Finding> findings(Beginning beginning) {
        return beginning.uninformed().filter(zeros -> beginning.loss() > FROM_ZEROS * zeros).stream()
                .map(zeros -> new Finding(
                        format(
                                "before training the loss is %.3g, where an output of zeros has %.3g",
                                beginning.loss(), zeros),
                        "smaller initial values of the last layer, or inputs of mean 0 and variance 1"))
                .toList();
    }

    private List<Ratio> ratios() {
        Vector theta = phase.drawn().theta();
        Vector gradient = session.objective(phase.drawn(), batch(1, learner()), new Progress(0, 0, 1, 1), List.of())
                .gradient();
        return theta.segments().stream()
                .filter(segment -> segment.shape().rank() > 1 && theta.norm(segment) > 0)
                .map(segment -> new Ratio(segment.name(), theta.norm(segment), gradient.norm(segment)))
                .toList();
    }

    private static List<Finding> findings(List<Ratio> ratios) {
        double largest =
                ratios.stream().map(Ratio::value).max(Comparator.naturalOrder()).orElse(0.0);
        return ratios.stream()
                .filter(ratio -> ratio.value() < VANISHED * largest)
                .map(
                        ratio -> new Finding(
                                format(
                                        "%s: its gradient is %.1e of its norm, elsewhere %.1e",
                                        ratio.parameter(), ratio.value(), largest),
                                "initial values by glorot or he, relu instead of sigmoid, residual connections, or fewer layers"))
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
        return new Learning(few.examples().length, before, loss(learner.state()), step);
    }

    private static Finding forgotten(Learning learning) {
        return new Finding(
                format(
                        "%d examples are not learnt by heart: the loss is %.3g at first and %.3g after %d steps",
                        learning.examples(), learning.before(), learning.after(), learning.steps()),
                "make this work before anything else: look at the targets, the loss, and the learning rate; then"
                        + " a larger model, and no regularization");
    }

    private List<Units> units(State state) {
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
        return Units.of(phase.program(), examples);
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
        float[] losses = by.evaluate(state, batch).losses();
        return IntStream.range(0, batch.examples())
                .mapToDouble(i -> losses[i])
                .average()
                .orElse(Double.NaN);
    }

    private static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, Arrays.copyOf(numbers, numbers.length));
    }

    @Override
    public void close() {
        session.close();
    }
}
