package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.Event.TrialEnded;
import org.recurve.api.event.Provenance;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.app.onnx.OnnxExport;
import org.recurve.app.weights.LearntTensors;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.compute.session.SessionEvaluation;
import org.recurve.engine.checkpoint.LearntState;
import org.recurve.engine.checkpoint.TrialCheckpoints;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.data.FewerExamples;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrainingSpec;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.training.TracedPhase;
import org.recurve.engine.training.TrialJob;
import org.recurve.engine.training.TrialRunner;
import org.recurve.experiments.OnnxAnswers.Array;
import org.recurve.storage.weights.LearntModel;

/** A trial, trained for an epoch of a few examples: what matters is the graph with its weights. */
record TrainedInAMoment(TrialSpec spec, Data data, LearntState learnt) {
    private static final int EXAMPLES = 8;
    private static final int ASKED = 8;

    static TrainedInAMoment of(TrialSpec whole, Data all) {
        Map<String, Examples> splits = new HashMap<>();
        all.splits()
                .forEach((name, split) -> splits.put(name, new FewerExamples(split, Math.min(EXAMPLES, split.size()))));
        Data data = new Data(all.fields(), splits, all.digest(), all.form());
        TrialSpec spec = new TrialSpec(
                whole.variant(),
                whole.task(),
                whole.seed(),
                whole.draws(),
                whole.data(),
                whole.phases().stream().map(TrainedInAMoment::brief).toList(),
                List.of(),
                Optional.empty(),
                1,
                whole.checkpoint(),
                whole.configuration(),
                whole.places());
        List<LearntState> states = new ArrayList<>();
        TrialCheckpoints keeper = new TrialCheckpoints() {
            @Override
            public Optional<byte[]> latest(String trial) {
                return Optional.empty();
            }

            @Override
            public SavedMoment now(String trial) {
                return NONE.now(trial);
            }

            @Override
            public void finished(String trial, LearntState state) {
                states.add(state);
            }
        };
        Provenance none = new Provenance("none", 1, Map.of(), data.digest(), Map.of(), Map.of());
        TrialJob job = new TrialJob("sha256:" + "0".repeat(64), "study", spec, data, none);
        TrialEnded ended = new TrialRunner(_ -> {}, keeper, () -> false, InstantSource.system()).run(job);
        assertEquals(Status.FINISHED, ended.status(), ended.reason());
        return new TrainedInAMoment(spec, data, states.getLast());
    }

    private static PhaseSpec brief(PhaseSpec phase) {
        TrainingSpec training = phase.training();
        TrainingSpec one = new TrainingSpec(
                training.optimizer(),
                training.clippers(),
                training.penalties(),
                training.groups(),
                training.constraints(),
                training.rhythm(),
                1,
                Math.min(4, training.batch()),
                Map.of());
        return new PhaseSpec(
                phase.name(),
                phase.model(),
                phase.target(),
                phase.loss(),
                one,
                phase.carry(),
                Optional.empty(),
                Optional.empty());
    }

    byte[] onnx() {
        LearntModel model = LearntTensors.model("sha256:" + "0".repeat(64), learnt);
        return OnnxExport.of(spec.title(), spec, model, Map.of("trial", spec.title()));
    }

    /** Asks both about the first examples of a split, in two chunks where sequences are cut. */
    void compare(String split) throws Exception {
        byte[] onnx = onnx();
        TracedPhase traced = TracedPhase.of(spec.last(), data, Stream.of(1));
        ModelState state = state(traced.drawn());
        BatchReader reader = new BatchReader(traced.chunking(), ASKED);
        try (Session session = new Session(traced.program(), ASKED, Stream.of(1), 1)) {
            Vector carried = traced.program().carried(ASKED);
            List<BatchIndices> pass = reader.pass(split);
            for (int i = 0; i < Math.min(traced.chunking().cut() ? 2 : 1, pass.size()); i++) {
                Batch batch = reader.evaluation(split, pass.get(i), carried);
                assertEquals(Map.of(), batch.size(), "examples of one size");
                SessionEvaluation ours = session.evaluate(state, batch);
                int size = ours.shape().size();
                float[] outputs = Arrays.copyOf(ours.outputs(), batch.examples() * size);
                Map<String, Array> inputs = inputs(traced, batch, carried);
                Map<String, Array> theirs = OnnxAnswers.of(onnx, inputs);
                OnnxAnswers.assertSame(spec.title(), outputs, theirs.get("output"));
                if (traced.chunking().cut()) {
                    carried = session.left();
                    left(carried, batch, theirs);
                }
            }
        }
    }

    private Map<String, Array> inputs(TracedPhase traced, Batch batch, Vector carried) {
        Map<String, Array> inputs = new TreeMap<>();
        for (Field field : traced.chunking().data().fields()) {
            boolean read = field.name().equals(Field.INPUT)
                    || OnnxReads.of(traced.program()).contains(field.name());
            if (read) {
                int size = field.shape().size();
                float[] values = Arrays.copyOf(batch.fields().get(field.name()), batch.examples() * size);
                inputs.put(field.name(), new Array(shape(batch, field.shape()), values));
            }
        }
        for (Segment segment : carried.segments()) {
            Shape one = segment.shape().slice(1, segment.shape().rank());
            float[] values = new float[batch.examples() * one.size()];
            System.arraycopy(carried.toArray(), segment.offset(), values, 0, values.length);
            inputs.put("before." + segment.name(), new Array(shape(batch, one), values));
        }
        return inputs;
    }

    private static void left(Vector carried, Batch batch, Map<String, Array> theirs) {
        for (Segment segment : carried.segments()) {
            int size = segment.shape().slice(1, segment.shape().rank()).size();
            float[] values = new float[batch.examples() * size];
            System.arraycopy(carried.toArray(), segment.offset(), values, 0, values.length);
            OnnxAnswers.assertSame(segment.name(), values, theirs.get("after." + segment.name()));
        }
    }

    private static long[] shape(Batch batch, Shape each) {
        long[] shape = new long[1 + each.rank()];
        shape[0] = batch.examples();
        for (int axis = 0; axis < each.rank(); axis++) {
            shape[axis + 1] = each.dim(axis);
        }
        return shape;
    }

    private ModelState state(ModelState drawn) {
        return new ModelState(
                filled(drawn.theta(), learnt.parameters()),
                filled(drawn.frozen(), learnt.parameters()),
                filled(drawn.buffers(), learnt.buffers()));
    }

    private static Vector filled(Vector drawn, Vector learnt) {
        Map<String, Segment> sources = new LinkedHashMap<>();
        learnt.segments().forEach(segment -> sources.put(segment.name(), segment));
        float[] values = drawn.toArray().clone();
        for (Segment segment : drawn.segments()) {
            System.arraycopy(
                    learnt.toArray(),
                    sources.get(segment.name()).offset(),
                    values,
                    segment.offset(),
                    segment.shape().size());
        }
        return VectorFactory.of(drawn.segments(), values);
    }
}
