package org.recurve.engine.trial;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact.Text;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.compute.Batch;
import org.recurve.compute.Program;
import org.recurve.compute.Session;
import org.recurve.compute.State;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.spec.Sampling;
import org.recurve.engine.spec.TrialSpec;

/** A trained model that writes: it reads one symbol a step, its state carried from step to step. For one thread. */
final class Writer {
    private final State state;
    private final Session session;
    private final List<String> symbols;
    private Vector carried;

    private Writer(State state, Program program, Session session, List<String> symbols) {
        this.state = state;
        this.session = session;
        this.symbols = symbols;
        this.carried = program.carried(1);
    }

    /** What the model writes after the prompt; drawn from a stream of the trial's own, so always the same. */
    static Text write(Sampling sampling, TrialSpec spec, Data data, State state) {
        List<String> symbols = sampling.check(data);
        Data steps = Chunking.of(data, Optional.of(1)).data();
        Program program = Program.trace(spec.last().model(), spec.last().loss(), steps.fields(), true, List.of());
        if (!program.start(Stream.of(0)).theta().segments().equals(state.theta().segments())) {
            throw new InvalidSetting(
                    "sample",
                    "",
                    "the model's parameters depend on the length of its input, so that it cannot read a text symbol by"
                            + " symbol; use layers that treat each step alike, or leave sample away");
        }
        Stream random = Stream.of(spec.draws().noise()).in("sample");
        try (Session session = new Session(program, 1, random, 1)) {
            String text = new Writer(state, program, session, symbols).write(sampling, random);
            return new Text("Sampled at temperature " + sampling.temperature(), text);
        }
    }

    private String write(Sampling sampling, Stream random) {
        StringBuilder text = new StringBuilder(sampling.prompt().orElse(""));
        float[] output = {};
        for (int symbol : sampling.symbols(symbols)) {
            output = read(symbol);
        }
        for (int i = 0; i < sampling.length(); i++) {
            int symbol = drawn(output, sampling.temperature(), random.uniform(i));
            text.append(symbols.get(symbol));
            output = read(symbol);
        }
        return text.toString();
    }

    private float[] read(int symbol) {
        Map<String, float[]> fields = Map.of(Field.INPUT, new float[] {symbol}, Field.TARGET, new float[1]);
        Batch.Chunk goesOn = new Batch.Chunk(carried, new int[1]);
        Batch batch = new Batch(1, fields, new long[1], false, 0, Optional.of(goesOn));
        float[] output = session.evaluate(state, batch).outputs();
        carried = session.left();
        return output;
    }

    /** The class at which the summed probabilities of {@code softmax(output / temperature)} pass {@code uniform}. */
    static int drawn(float[] output, double temperature, double uniform) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : output) {
            largest = Math.max(largest, value);
        }
        double[] sums = new double[output.length];
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += StrictMath.exp((output[i] - largest) / temperature);
            sums[i] = sum;
        }
        int symbol = 0;
        while (symbol < output.length - 1 && sums[symbol] <= uniform * sum) {
            symbol++;
        }
        return symbol;
    }
}
