package org.recurve.engine.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Session;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.data.RetargetedData;
import org.recurve.engine.data.SameSizeExamples;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.training.SplitEvaluator;
import org.recurve.engine.training.TracedPhase;

/** The model that a trial came to, on some data. For one thread. */
public final class TrainedModel implements AutoCloseable {
    private final PhaseSpec phase;
    private final SequenceChunking chunking;
    private final ModelState state;
    private final Session session;

    private TrainedModel(
            TrialSpec spec, SequenceChunking chunking, Program program, ModelState drawn, LearntState learnt) {
        this.phase = spec.last();
        this.chunking = chunking;
        this.state = state(drawn, learnt);
        this.session = new Session(
                program,
                phase.training().batch(),
                Stream.of(spec.draws().noise()).in("noise"),
                spec.threads());
    }

    private static Stream init(TrialSpec spec) {
        return Stream.of(spec.draws().init()).in("init");
    }

    /**
     * Returns the model on the splits of a data set, read as in training; what does not fit ends in {@link InvalidSetting}, weights
     * of other shapes side by side with the model's.
     */
    public static TrainedModel on(Data data, TrialSpec spec, LearntState learnt) {
        TracedPhase traced = TracedPhase.of(spec.last(), data, init(spec));
        traced.checkExamples(spec.data().id());
        return new TrainedModel(spec, traced.chunking(), traced.program(), traced.drawn(), learnt);
    }

    /** Returns the model for examples of which nobody knows the targets; sequences are read whole. */
    public static TrainedModel asked(Data data, TrialSpec spec, LearntState learnt) {
        PhaseSpec phase = spec.last();
        boolean part = phase.towardsPart();
        Data towards = part ? data : RetargetedData.field(data, phase.target(), phase.path() + ".target");
        Program program = phase.training()
                .trace(phase.model(), phase.loss(), towards.fields(), false, part ? phase.target() : Field.TARGET);
        SameSizeExamples.sizes(towards).forEach(program::ofSize);
        SequenceChunking whole = SequenceChunking.of(towards, Optional.empty());
        return new TrainedModel(spec, whole, program, program.start(init(spec)), learnt);
    }

    private SplitEvaluator evaluator(List<MeasureSpec> measures) {
        BatchReader reader = new BatchReader(chunking, phase.training().batch());
        Vector unused = session.program().carried(phase.training().batch());
        return new SplitEvaluator(chunking, measures, phase.loss(), session, reader, unused);
    }

    /** Throws {@link InvalidSetting} if one of these metrics cannot measure what the model predicts. */
    public void check(List<MeasureSpec> measures) {
        Prediction prediction = TracedPhase.prediction(session.program(), chunking, phase.loss());
        measures.forEach(measure -> measure.check(prediction));
    }

    /** Returns the split's loss and metrics by qualified name, as training measures them. */
    public Map<String, Double> measure(List<MeasureSpec> measures, String split) {
        return evaluator(measures).measure(state, split);
    }

    /** Returns what the model answers to each example of a split that is not cut, in their order. */
    public List<Sample> answers(String split) {
        return evaluator(List.of()).samples(state, split);
    }

    /** Returns the parameters and buffers by name. */
    public static Map<String, Shape> shapes(ModelState state) {
        Map<String, Shape> shapes = new HashMap<>();
        for (Vector vector : List.of(state.theta(), state.frozen(), state.buffers())) {
            vector.segments().forEach(segment -> shapes.put(segment.name(), segment.shape()));
        }
        return shapes;
    }

    private static ModelState state(ModelState drawn, LearntState learnt) {
        refuseMisfits(
                shapes(drawn), shapes(new ModelState(learnt.parameters(), learnt.parameters(), learnt.buffers())));
        return new ModelState(
                filled(drawn.theta(), learnt.parameters()),
                filled(drawn.frozen(), learnt.parameters()),
                filled(drawn.buffers(), learnt.buffers()));
    }

    /** Refuses weights that do not fit; those that the model has no use for belong to parts that only earlier phases ran. */
    private static void refuseMisfits(Map<String, Shape> model, Map<String, Shape> weights) {
        List<String> misfits = new ArrayList<>();
        for (String name : new TreeSet<>(model.keySet())) {
            Shape wanted = model.get(name);
            Shape found = weights.get(name);
            if (found == null || !found.equals(wanted)) {
                misfits.add(name + ": the model has " + wanted + ", the weights "
                        + (found == null ? "have none" : "have " + found));
            }
        }
        if (!misfits.isEmpty()) {
            throw new InvalidSetting(
                    "the weights do not fit the model on these examples: " + String.join("; ", misfits));
        }
    }

    private static Vector filled(Vector drawn, Vector learnt) {
        Map<String, Segment> sources = new HashMap<>();
        learnt.segments().forEach(segment -> sources.put(segment.name(), segment));
        float[] from = learnt.toArray();
        float[] values = drawn.toArray().clone();
        for (Segment segment : drawn.segments()) {
            Segment source = sources.get(segment.name());
            if (source != null) {
                System.arraycopy(
                        from,
                        source.offset(),
                        values,
                        segment.offset(),
                        segment.shape().size());
            }
        }
        return VectorFactory.of(drawn.segments(), values);
    }

    @Override
    public void close() {
        session.close();
    }
}
