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
 * @param memory the optimizer's
 * @param carried what sequences left to their next chunks
 * @param selected the epoch that counts so far
 * @param digest of state, memory and what is carried
 */
record Course(
        Position position, State state, Record memory, Vector carried, Optional<Selected> selected, String digest) {
    private static final int VERSION = 3;

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            TreeWriter tree = new TreeWriter(out);
            out.writeInt(VERSION);
            out.writeUTF(digest);
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

    private static void write(Position position, DataOutputStream out) throws IOException {
        out.writeInt(position.epoch());
        out.writeInt(position.batch());
        out.writeLong(position.step());
        out.writeDouble(position.epochLoss());
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
        out.writeInt(selected.metrics().size());
        for (Map.Entry<String, Double> metric : selected.metrics().entrySet()) {
            out.writeUTF(metric.getKey());
            out.writeDouble(metric.getValue());
        }
        write(selected.state(), tree);
    }

    /**
     * Reads a course back; empty if another version wrote it.
     *
     * @param start the state that the trial began with, which names and shapes follow
     * @param unused what is carried before the first chunk
     * @param plugins finds the records that the optimizer's memory consists of
     */
    static Optional<Course> of(byte[] bytes, State start, Vector unused, ClassLoader plugins) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != VERSION) {
                return Optional.empty();
            }
            TreeReader tree = new TreeReader(in, plugins);
            String digest = in.readUTF();
            Position position = position(in);
            State state = state(tree, start);
            Record memory = (Record) tree.read(start.theta());
            Vector carried = tree.vector(unused);
            Optional<Selected> selected = in.readBoolean() ? Optional.of(selected(in, tree, start)) : Optional.empty();
            return Optional.of(new Course(position, state, memory, carried, selected, digest));
        } catch (IOException torn) {
            throw new UncheckedIOException(torn);
        }
    }

    private static Position position(DataInputStream in) throws IOException {
        int epoch = in.readInt();
        int batch = in.readInt();
        long step = in.readLong();
        double epochLoss = in.readDouble();
        List<Double> losses = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            losses.add(in.readDouble());
        }
        return new Position(epoch, batch, step, epochLoss, losses);
    }

    private static State state(TreeReader tree, State start) throws IOException {
        return new State(tree.vector(start.theta()), start.frozen(), tree.vector(start.buffers()));
    }

    private static Selected selected(DataInputStream in, TreeReader tree, State start) throws IOException {
        int epoch = in.readInt();
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.put(in.readUTF(), in.readDouble());
        }
        return new Selected(epoch, metrics, state(tree, start));
    }
}
