package org.recurve.engine.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.optimize.Vector;
import org.recurve.compute.program.ModelState;
import org.recurve.engine.checkpoint.StateFingerprint;
import org.recurve.engine.checkpoint.StateReader;
import org.recurve.engine.checkpoint.StateTree;
import org.recurve.engine.checkpoint.StateWriter;

/**
 * All that a trial's next step depends on and its configuration does not say. Random numbers are functions of seed, step and
 * example, so no generator has a state.
 *
 * @param passed what earlier phases left
 * @param memory the optimizer's
 * @param carried what sequences left to their next chunks
 * @param selected the epoch that counts so far
 * @param digest of state, memory and what is carried
 */
public record TrainingState(
        CompletedPhases passed,
        TrainingPosition position,
        ModelState state,
        Record memory,
        Vector carried,
        Optional<SelectedEpoch> selected,
        String digest) {
    private static final int VERSION = 5;

    /** Stands for states that did not say what an epoch's losses weigh. */
    private static final int UNWEIGHED = 4;

    /** With the digest of what it holds. */
    static TrainingState at(
            CompletedPhases completedPhases,
            TrainingPosition position,
            ModelState state,
            Record memory,
            Vector carried,
            Optional<SelectedEpoch> selected) {
        String digest = StateFingerprint.of(state, memory, carried, new StateTree());
        return new TrainingState(completedPhases, position, state, memory, carried, selected, digest);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            StateWriter tree = new StateWriter(out);
            out.writeInt(VERSION);
            out.writeUTF(digest);
            write(passed, out, tree);
            write(position, out);
            write(state, tree);
            tree.write(memory);
            tree.write(carried);
            out.writeBoolean(selected.isPresent());
            if (selected.isPresent()) {
                write(selected.get(), out, tree);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(CompletedPhases completedPhases, DataOutputStream out, StateWriter tree)
            throws IOException {
        out.writeInt(completedPhases.phases());
        out.writeInt(completedPhases.epochs());
        out.writeLong(completedPhases.steps());
        write(completedPhases.metrics(), out);
        tree.write(completedPhases.knowledge().parameters());
        tree.write(completedPhases.knowledge().buffers());
    }

    private static void write(Map<String, Double> metrics, DataOutputStream out) throws IOException {
        out.writeInt(metrics.size());
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            out.writeUTF(metric.getKey());
            out.writeDouble(metric.getValue());
        }
    }

    private static void write(TrainingPosition position, DataOutputStream out) throws IOException {
        out.writeInt(position.epoch());
        out.writeInt(position.batch());
        out.writeLong(position.step());
        out.writeDouble(position.epochLoss());
        out.writeDouble(position.epochWeight());
        out.writeInt(position.losses().size());
        for (double loss : position.losses()) {
            out.writeDouble(loss);
        }
    }

    private static void write(ModelState state, StateWriter tree) throws IOException {
        tree.write(state.theta());
        tree.write(state.buffers());
    }

    private static void write(SelectedEpoch selectedEpoch, DataOutputStream out, StateWriter tree) throws IOException {
        out.writeInt(selectedEpoch.epoch());
        write(selectedEpoch.metrics(), out);
        write(selectedEpoch.state(), tree);
    }

    /** Reads a course through these phases back; empty if another version wrote it. */
    public static Optional<TrainingState> of(byte[] bytes, List<TracedPhase> phases) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION && version != UNWEIGHED) {
                return Optional.empty();
            }
            String digest = in.readUTF();
            int before = in.readInt();
            TracedPhase phase = phases.get(before);
            StateReader tree = new StateReader(in, phase.plugins());
            CompletedPhases completedPhases = passed(before, in, tree, phases);
            ModelState start = phase.start(completedPhases.knowledge());
            TrainingPosition position = position(in, version);
            if (version == UNWEIGHED && position.batch() > 0 && !phase.hasFullBatches()) {
                return Optional.empty();
            }
            ModelState state = state(tree, start);
            Record memory = (Record) tree.read(start.theta());
            Vector carried = tree.vector(phase.unused());
            Optional<SelectedEpoch> selected =
                    in.readBoolean() ? Optional.of(selected(in, tree, start)) : Optional.empty();
            return Optional.of(new TrainingState(completedPhases, position, state, memory, carried, selected, digest));
        } catch (IOException torn) {
            throw new UncheckedIOException(torn);
        }
    }

    private static CompletedPhases passed(int before, DataInputStream in, StateReader tree, List<TracedPhase> phases)
            throws IOException {
        int epochs = in.readInt();
        long steps = in.readLong();
        Map<String, Double> metrics = metrics(in);
        PhaseWeights like = PhaseWeights.NONE;
        for (TracedPhase phase : phases.subList(0, before)) {
            like = like.with(phase.drawn());
        }
        PhaseWeights weights = new PhaseWeights(tree.vector(like.parameters()), tree.vector(like.buffers()));
        return new CompletedPhases(before, epochs, steps, weights, metrics);
    }

    private static Map<String, Double> metrics(DataInputStream in) throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.put(in.readUTF(), in.readDouble());
        }
        return metrics;
    }

    /** Reads the position; in versions that do not store weights, each batch weighs 1. */
    private static TrainingPosition position(DataInputStream in, int version) throws IOException {
        int epoch = in.readInt();
        int batch = in.readInt();
        long step = in.readLong();
        double epochLoss = in.readDouble();
        double epochWeight = version == UNWEIGHED ? batch : in.readDouble();
        List<Double> losses = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            losses.add(in.readDouble());
        }
        return new TrainingPosition(epoch, batch, step, epochLoss, epochWeight, losses);
    }

    private static ModelState state(StateReader tree, ModelState start) throws IOException {
        return new ModelState(tree.vector(start.theta()), start.frozen(), tree.vector(start.buffers()));
    }

    private static SelectedEpoch selected(DataInputStream in, StateReader tree, ModelState start) throws IOException {
        int epoch = in.readInt();
        return new SelectedEpoch(epoch, metrics(in), state(tree, start));
    }
}
