package org.recurve.engine.trial;

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
import org.recurve.compute.State;

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
record Course(
        Passed passed,
        Position position,
        State state,
        Record memory,
        Vector carried,
        Optional<Selected> selected,
        String digest) {
    private static final int VERSION = 5;

    /** Which did not say what an epoch's losses weigh. */
    private static final int UNWEIGHED = 4;

    /** With the digest of what it holds. */
    static Course at(
            Passed passed, Position position, State state, Record memory, Vector carried, Optional<Selected> selected) {
        String digest = Fingerprint.of(state, memory, carried, new StateTree());
        return new Course(passed, position, state, memory, carried, selected, digest);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            TreeWriter tree = new TreeWriter(out);
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

    private static void write(Passed passed, DataOutputStream out, TreeWriter tree) throws IOException {
        out.writeInt(passed.phases());
        out.writeInt(passed.epochs());
        out.writeLong(passed.steps());
        write(passed.metrics(), out);
        tree.write(passed.knowledge().parameters());
        tree.write(passed.knowledge().buffers());
    }

    private static void write(Map<String, Double> metrics, DataOutputStream out) throws IOException {
        out.writeInt(metrics.size());
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            out.writeUTF(metric.getKey());
            out.writeDouble(metric.getValue());
        }
    }

    private static void write(Position position, DataOutputStream out) throws IOException {
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

    private static void write(State state, TreeWriter tree) throws IOException {
        tree.write(state.theta());
        tree.write(state.buffers());
    }

    private static void write(Selected selected, DataOutputStream out, TreeWriter tree) throws IOException {
        out.writeInt(selected.epoch());
        write(selected.metrics(), out);
        write(selected.state(), tree);
    }

    /** Reads a course through these phases back; empty if another version wrote it. */
    static Optional<Course> of(byte[] bytes, List<Prepared> phases) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION && version != UNWEIGHED) {
                return Optional.empty();
            }
            String digest = in.readUTF();
            int before = in.readInt();
            Prepared phase = phases.get(before);
            TreeReader tree = new TreeReader(in, phase.plugins());
            Passed passed = passed(before, in, tree, phases);
            State start = phase.start(passed.knowledge());
            Position position = position(in, version);
            if (version == UNWEIGHED && position.batch() > 0 && !phase.hasFullBatches()) {
                return Optional.empty();
            }
            State state = state(tree, start);
            Record memory = (Record) tree.read(start.theta());
            Vector carried = tree.vector(phase.unused());
            Optional<Selected> selected = in.readBoolean() ? Optional.of(selected(in, tree, start)) : Optional.empty();
            return Optional.of(new Course(passed, position, state, memory, carried, selected, digest));
        } catch (IOException torn) {
            throw new UncheckedIOException(torn);
        }
    }

    private static Passed passed(int before, DataInputStream in, TreeReader tree, List<Prepared> phases)
            throws IOException {
        int epochs = in.readInt();
        long steps = in.readLong();
        Map<String, Double> metrics = metrics(in);
        Knowledge like = Knowledge.NONE;
        for (Prepared phase : phases.subList(0, before)) {
            like = like.with(phase.drawn());
        }
        Knowledge knowledge = new Knowledge(tree.vector(like.parameters()), tree.vector(like.buffers()));
        return new Passed(before, epochs, steps, knowledge, metrics);
    }

    private static Map<String, Double> metrics(DataInputStream in) throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.put(in.readUTF(), in.readDouble());
        }
        return metrics;
    }

    /** Of a version that does not say so, each batch weighs 1. */
    private static Position position(DataInputStream in, int version) throws IOException {
        int epoch = in.readInt();
        int batch = in.readInt();
        long step = in.readLong();
        double epochLoss = in.readDouble();
        double epochWeight = version == UNWEIGHED ? batch : in.readDouble();
        List<Double> losses = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            losses.add(in.readDouble());
        }
        return new Position(epoch, batch, step, epochLoss, epochWeight, losses);
    }

    private static State state(TreeReader tree, State start) throws IOException {
        return new State(tree.vector(start.theta()), start.frozen(), tree.vector(start.buffers()));
    }

    private static Selected selected(DataInputStream in, TreeReader tree, State start) throws IOException {
        int epoch = in.readInt();
        return new Selected(epoch, metrics(in), state(tree, start));
    }
}
