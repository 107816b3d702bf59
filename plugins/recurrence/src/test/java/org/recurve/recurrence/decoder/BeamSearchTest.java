package org.recurve.recurrence.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.recurrence.decoder.Decoder.ContextUse;
import org.recurve.testkit.Forward;

/** Searches in the graph, held to lists of hypotheses in plain Java, which know the model by its logits behind true symbols alone. */
class BeamSearchTest {
    private static final int CLASSES = 4;
    private static final int END = 2;
    private static final int LONGEST = 3;
    private static final int EVERYTHING = 13;
    private static final float[] X = {0.5f, -1, 2, 0.3f, -0.2f, 1.5f};

    /** A sequence up to the end symbol, or the longest there may be. */
    private record Hypothesis(List<Integer> symbols, double score) {
        boolean ended() {
            return !symbols.isEmpty() && symbols.getLast() == END;
        }

        double compared(double penalty) {
            return score / StrictMath.pow((5.0 + symbols.size()) / 6, penalty);
        }

        float[] written() {
            float[] written = new float[LONGEST];
            Arrays.fill(written, END);
            for (int i = 0; i < symbols.size(); i++) {
                written[i] = symbols.get(i);
            }
            return written;
        }
    }

    /** A model with parameters of its own. */
    private record Model(Program program, ModelState state, Session session) implements AutoCloseable {
        static Model of(long seed, boolean attention, Optional<Integer> beam, double penalty) {
            Decoder.Config config = DecoderTest.config(ContextUse.BOTH, attention, beam, penalty);
            Program program =
                    new Forward(new Spec<>(new Decoder(), config), DecoderTest.fields(3, LONGEST), Map.of()).program();
            return new Model(program, program.start(Stream.of(seed)), new Session(program, 1, Stream.of(seed), 1));
        }

        private static Batch batch(float[] target) {
            return new Batch(1, Map.of(Field.INPUT, X, Field.TARGET, target), new long[1], false, 0);
        }

        float[] recorded(String name) {
            return session.recordings(state, batch(new float[LONGEST])).entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("." + name))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
        }

        /** Log probabilities of all symbols behind some. */
        double[] logs(List<Integer> symbols) {
            float[] target = new float[LONGEST];
            for (int i = 0; i < symbols.size(); i++) {
                target[i] = symbols.get(i);
            }
            float[] logits = session.evaluate(state, batch(target)).outputs();
            double[] step = new double[CLASSES];
            double sum = 0;
            for (int i = 0; i < CLASSES; i++) {
                step[i] = logits[symbols.size() * CLASSES + i];
                sum += StrictMath.exp(step[i]);
            }
            for (int i = 0; i < CLASSES; i++) {
                step[i] -= StrictMath.log(sum);
            }
            return step;
        }

        List<Hypothesis> next(Hypothesis from) {
            if (from.ended()) {
                return List.of(from);
            }
            double[] logs = logs(from.symbols());
            List<Hypothesis> next = new ArrayList<>();
            for (int symbol = 0; symbol < CLASSES; symbol++) {
                List<Integer> longer = new ArrayList<>(from.symbols());
                longer.add(symbol);
                next.add(new Hypothesis(longer, from.score() + logs[symbol]));
            }
            return next;
        }

        /** The best of {@code width} kept hypotheses; of all there are if there is room for them. */
        Hypothesis beam(int width, double penalty) {
            List<Hypothesis> kept = List.of(new Hypothesis(List.of(), 0));
            for (int step = 0; step < LONGEST; step++) {
                kept = kept.stream()
                        .flatMap(hypothesis -> next(hypothesis).stream())
                        .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                        .limit(width)
                        .toList();
            }
            ToDoubleFunction<Hypothesis> compared = hypothesis -> hypothesis.compared(penalty);
            return kept.stream().max(Comparator.comparingDouble(compared)).orElseThrow();
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void greedyTakesTheLikeliestSymbolAtEachStep(boolean attention) {
        for (int seed = 0; seed < 6; seed++) {
            try (Model model = Model.of(seed, attention, Optional.empty(), 0)) {
                List<Integer> symbols = new ArrayList<>();
                while (symbols.size() < LONGEST && (symbols.isEmpty() || symbols.getLast() != END)) {
                    double[] logs = model.logs(symbols);
                    int best = 0;
                    for (int i = 1; i < CLASSES; i++) {
                        best = logs[i] > logs[best] ? i : best;
                    }
                    symbols.add(best);
                }
                assertArrayEquals(new Hypothesis(symbols, 0).written(), model.recorded("greedy"), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aBeamKeepsWhatAListOfHypothesesKeeps(int width) {
        for (int seed = 0; seed < 6; seed++) {
            double penalty = seed % 2 == 0 ? 0 : 1.5;
            try (Model model = Model.of(seed, seed > 2, Optional.of(width), penalty)) {
                assertArrayEquals(model.beam(width, penalty).written(), model.recorded("beam"), "seed " + seed);
            }
        }
    }

    /** With room for all sequences of two symbols, ended or not, the most probable of all sequences is found. */
    @Test
    void aBeamThatKeepsEverythingFindsTheMostProbableSequence() {
        int better = 0;
        for (int seed = 0; seed < 8; seed++) {
            try (Model model = Model.of(seed, false, Optional.of(EVERYTHING), 0)) {
                float[] best = model.beam(EVERYTHING * CLASSES, 0).written();
                assertArrayEquals(best, model.recorded("beam"), "seed " + seed);
                better += Arrays.equals(best, model.recorded("greedy")) ? 0 : 1;
            }
        }
        assertTrue(better > 0, "greedy search finds less in some models");
    }

    /** What is recorded alone is drawn nowhere: the model has one recurrence. */
    @Test
    void searchesAreNoRecurrencesOfTheModel() {
        try (Model model = Model.of(0, false, Optional.of(2), 0)) {
            assertEquals(1, model.program().circuits().size());
        }
    }
}
