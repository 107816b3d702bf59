package org.recurve.engine.sampling;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact.Text;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.spec.SamplingSpec;
import org.recurve.engine.spec.TrialSpec;

/** A trained model that writes: it reads one symbol a step, its state carried from step to step. For one thread. */
public final class TextSampler {
    private final ModelState state;
    private final Session session;
    private final List<String> symbols;
    private Vector carried;

    private TextSampler(ModelState state, Program program, Session session, List<String> symbols) {
        this.state = state;
        this.session = session;
        this.symbols = symbols;
        this.carried = program.carried(1);
    }

    /** Returns what the model writes after the prompt; drawn from a stream of the trial's own, so always the same. */
    public static Text write(SamplingSpec samplingSpec, TrialSpec spec, Data data, ModelState state) {
        List<String> symbols = samplingSpec.check(data);
        Data steps = SequenceChunking.of(data, Optional.of(1)).data();
        Program program = Program.trace(spec.last().model(), spec.last().loss(), steps.fields(), true, List.of());
        if (!program.start(Stream.of(0)).theta().segments().equals(state.theta().segments())) {
            throw new InvalidSetting(
                    "sample",
                    "",
                    "the model's parameters depend on the length of its input, so that it cannot read a text symbol by"
                            + " symbol; use layers that treat every step the same way, or remove sample");
        }
        Stream random = Stream.of(spec.draws().noise()).in("sample");
        try (Session session = new Session(program, 1, random, 1)) {
            String text = new TextSampler(state, program, session, symbols).write(samplingSpec, random);
            return new Text("Sampled at temperature " + samplingSpec.temperature(), text);
        }
    }

    private String write(SamplingSpec samplingSpec, Stream random) {
        StringBuilder text = new StringBuilder(samplingSpec.prompt().orElse(""));
        float[] output = {};
        for (int symbol : samplingSpec.symbols(symbols)) {
            output = read(symbol);
        }
        for (int i = 0; i < samplingSpec.length(); i++) {
            int symbol = drawn(output, samplingSpec.temperature(), random.uniform(i));
            text.append(symbols.get(symbol));
            output = read(symbol);
        }
        return text.toString();
    }

    private float[] read(int symbol) {
        Map<String, float[]> fields = Map.of(Field.INPUT, new float[] {symbol}, Field.TARGET, new float[1]);
        Batch.CarriedChunk goesOn = new Batch.CarriedChunk(carried, new int[1]);
        Batch batch = new Batch(1, fields, new long[1], false, 0, Optional.of(goesOn));
        float[] output = session.evaluate(state, batch).outputs();
        carried = session.left();
        return output;
    }

    /** Returns the class at which the summed probabilities of {@code softmax(output / temperature)} pass {@code uniform}. */
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
