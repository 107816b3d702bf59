package org.recurve.engine.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.compute.Batch;
import org.recurve.compute.Given;
import org.recurve.compute.Session;
import org.recurve.compute.State;
import org.recurve.engine.data.Batches;
import org.recurve.engine.data.Turn;
import org.recurve.engine.trial.Learner.Outcome.Moved;

/**
 * Looks for what usually goes wrong before a long training does: on a few examples of the training split, by short trainings
 * of the trial's own optimizer that leave nothing behind.
 */
public final class Doctor implements AutoCloseable {
    private static final int EXAMPLES = 32;
    private static final int STEPS = 300;
    private static final double LEARNT = 0.1;
    private static final int RATES = 49;
    private static final double CLOSE = 3;
    private static final double FAR = 30;
    private static final double VANISHED = 1e-4;

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

    /** All that was found, what comes first in a training first. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        double start = loss(phase.drawn());
        chance(start, findings);
        ratios(findings);
        rates(start, findings);
        State learnt = overfit(start, findings);
        units(learnt).forEach(unit -> findings.addAll(unit.findings()));
        return findings;
    }

    /** Before it has learnt anything, a classifier should be as good as chance: {@code ln K} nats for K classes. */
    private void chance(double start, List<Finding> findings) {
        int classes = phase.chunking().data().field(Field.TARGET).classes().size();
        double chance = StrictMath.log(Math.max(classes, 1));
        if (classes > 1 && phase.phase().loss().id().equals("cross-entropy") && start > 2 * chance) {
            findings.add(new Finding(
                    format("before training the loss is %.3g, where chance gives %.3g", start, chance),
                    "smaller initial values of the last layer, or inputs of mean 0 and variance 1"));
        }
    }

    /** Gradient by weight, of each matrix: it should be of one order of magnitude everywhere. */
    private void ratios(List<Finding> findings) {
        Vector theta = phase.drawn().theta();
        Vector gradient = session.objective(phase.drawn(), batch(1, learner()), new Progress(0, 0, 1, 1), List.of())
                .gradient();
        Map<String, Double> ratios = new TreeMap<>();
        for (Segment segment : theta.segments()) {
            if (segment.shape().rank() > 1 && theta.norm(segment) > 0) {
                ratios.put(segment.name(), gradient.norm(segment) / theta.norm(segment));
            }
        }
        double largest = ratios.values().stream().mapToDouble(r -> r).max().orElse(0);
        ratios.forEach((name, ratio) -> {
            if (ratio < VANISHED * largest) {
                findings.add(
                        new Finding(
                                format("%s: its gradient is %.1e of its norm, elsewhere %.1e", name, ratio, largest),
                                "initial values by glorot or he, relu instead of sigmoid, residual connections, or fewer layers"));
            }
        });
    }

    /** A learning-rate range test after Smith (2015): steps grow from a thousandth of the optimizer's to a thousandfold. */
    private void rates(double start, List<Finding> findings) {
        Learner learner = learner();
        double best = start;
        double bestFactor = 0;
        for (int i = 0; i < RATES; i++) {
            double factor = StrictMath.pow(10, -3 + 6.0 * i / (RATES - 1));
            State before = learner.state();
            boolean moved = learner.step(batch(i + 1, learner), progress(i, RATES)) instanceof Moved;
            Vector scaled = before.theta()
                    .plus(learner.state().theta().minus(before.theta()).times(factor));
            session.settle(List.of(scaled));
            State after = new State(scaled, before.frozen(), learner.state().buffers());
            learner.moveTo(after, learner.memory(), learner.carried());
            double loss = moved ? loss(after) : Double.NaN;
            if (loss < best) {
                best = loss;
                bestFactor = factor;
            }
            if (!(loss < 4 * start)) {
                rated(factor, findings);
                return;
            }
        }
        if (bestFactor >= FAR) {
            findings.add(new Finding(
                    format("steps %.0f times as long still made the loss smaller", bestFactor),
                    "a larger learning rate: the largest that does not diverge learns fastest"));
        }
    }

    private static void rated(double factor, List<Finding> findings) {
        if (factor <= CLOSE) {
            findings.add(new Finding(
                    format("the loss explodes with steps %.2g times as long as the optimizer's", factor),
                    "a learning rate three to ten times smaller, or a clipper"));
        }
    }

    private State overfit(double start, List<Finding> findings) {
        Learner learner = learner();
        for (int step = 0; step < STEPS; step++) {
            if (!(learner.step(batch(step + 1, learner), progress(step, STEPS)) instanceof Moved)) {
                break;
            }
        }
        double end = loss(learner.state());
        if (!(end <= LEARNT * start)) {
            findings.add(new Finding(
                    format(
                            "%d examples are not learnt by heart: the loss is %.3g at first and %.3g after %d steps",
                            few.examples().length, start, end, STEPS),
                    "make this work before anything else: look at the targets, the loss, and the learning rate; then"
                            + " a larger model, and no regularization"));
        }
        return learner.state();
    }

    private List<Units> units(State state) {
        List<List<Given>> examples = new ArrayList<>();
        try (Session single = new Session(phase.program(), 1, Stream.of(0), 1)) {
            Batches ones = new Batches(phase.chunking(), 1);
            Vector unused = phase.program().carried(1);
            for (int example : few.examples()) {
                Turn turn = Turn.whole(new int[] {example});
                examples.add(single.layers(state, ones.evaluation(Data.TRAIN, turn, unused)));
            }
        }
        return Units.of(phase.program().layers(), examples);
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
        Batch batch = batches.evaluation(Data.TRAIN, few, unused());
        float[] losses = session.evaluate(state, batch).losses();
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
