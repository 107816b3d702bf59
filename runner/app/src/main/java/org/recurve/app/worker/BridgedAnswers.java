package org.recurve.app.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what comes through a bridge of a trial: the pieces one after another, and at their end why nothing more comes. For one thread. */
final class BridgedAnswers extends InputStream {
    /** Says what a piece is; the bridge sends the number of its place here. */
    enum PieceKind {
        PART,
        DONE,
        LOST,
        WHOLE
    }

    private static final PieceKind[] KINDS = PieceKind.values();

    private final DataInputStream in;
    private int left;
    private boolean ended;
    private Optional<String> problem = Optional.empty();
    private Optional<byte[]> whole = Optional.empty();

    BridgedAnswers(InputStream in) {
        this.in = new DataInputStream(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (left == 0 && !ended) {
            next();
        }
        if (left == 0) {
            return -1;
        }
        int many = in.read(into, offset, Math.min(length, left));
        left -= Math.max(0, many);
        return many;
    }

    private void next() throws IOException {
        int number = in.readUnsignedByte();
        if (number >= KINDS.length) {
            throw new IOException("what comes from the cluster is broken: there is no piece of kind " + number);
        }
        PieceKind kind = KINDS[number];
        int length = in.readInt();
        ended = kind != PieceKind.PART;
        switch (kind) {
            case PART -> left = length;
            case DONE -> {}
            case LOST -> problem = Optional.of(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            case WHOLE -> {
                whole = Optional.of(in.readNBytes(length));
                problem = Optional.of("another executor was quicker");
            }
        }
    }

    /** Returns why the trial did not come to its end here. */
    Optional<String> problem() {
        return problem;
    }

    /** Returns all that another task said of the trial, if that was quicker. */
    Optional<byte[]> whole() {
        return whole;
    }

    /** Waits until the job has ended, too, so that nothing is cancelled that others may use again. */
    void awaitEnd() throws IOException {
        while (!ended) {
            in.skipNBytes(left);
            left = 0;
            next();
        }
    }
}
