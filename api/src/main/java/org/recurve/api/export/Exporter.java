package org.recurve.api.export;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes results in a format that other programs read. An exporter implements {@link OfTables} or {@link OfWeights}. The
 * same content gives the same bytes, and numbers are written so that a reader gets their very bits back.
 */
public sealed interface Exporter<C extends Record> {
    /** Returns the ending of its files' names, such as {@code csv}. */
    String ending();

    /** Writes tables, a file each. */
    non-sealed interface OfTables<C extends Record> extends Exporter<C> {
        /** Writes the whole of a file; the stream is the caller's to close. */
        void write(C config, Table table, OutputStream out) throws IOException;
    }

    /** Writes the weights of trials, a file each. */
    non-sealed interface OfWeights<C extends Record> extends Exporter<C> {
        /** Writes the whole of a file; the stream is the caller's to close. */
        void write(C config, TrainedWeights weights, OutputStream out) throws IOException;
    }
}
