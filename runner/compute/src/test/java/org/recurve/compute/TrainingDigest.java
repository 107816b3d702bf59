package org.recurve.compute;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Session;

/** Prints one digest of two tiny trainings for each number of threads: the same everywhere. */
final class TrainingDigest {
    private static final int STEPS = 6;

    /** A full block of examples and a part of one. */
    private static final int EXAMPLES = 19;

    private TrainingDigest() {}

    static String of(int threads) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        train(Nets.convolutional(), threads, digest);
        train(Nets.recurrent(Optional.empty()), threads, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Gradient descent with momentum, v ← 0.9 v + g, θ ← θ − 0.1 v; every loss and the last parameters are digested. */
    private static void train(Nets.Net net, int threads, MessageDigest digest) {
        Program program = net.program();
        ModelState state = program.start(Stream.of(7));
        Vector velocity = state.theta().zeros();
        try (Session session = new Session(program, EXAMPLES, Stream.of(1), threads)) {
            for (int step = 0; step < STEPS; step++) {
                Objective objective = session.objective(
                        state, net.batch(EXAMPLES, 11 + step, true), new Progress(step, 0, STEPS, 1), List.of());
                Vector gradient = objective.gradient();
                digest.update(ByteBuffer.allocate(8).putDouble(objective.loss()).array());
                velocity = session.settle(List.of(velocity.times(0.9).plus(gradient)))
                        .getFirst();
                state = session.commit(state, state.theta().minus(velocity.times(0.1)));
            }
        }
        for (float parameter : state.theta().toArray()) {
            digest.update(ByteBuffer.allocate(4).putFloat(parameter).array());
        }
    }

    /** Arguments: the numbers of threads. */
    public static void main(String[] threads) throws NoSuchAlgorithmException {
        for (String number : threads) {
            System.out.println(of(Integer.parseInt(number)));
        }
    }
}
