package org.recurve.api.model;

/** Says which input channels a filter sees; pairs it leaves out cost neither weights nor arithmetic. */
public interface Connectivity<C extends Record> {
    /** Returns whether filter {@code to} sees input channel {@code from}, both counted from 0. */
    boolean connected(C config, Channels channels, int from, int to);
}
