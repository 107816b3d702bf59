package org.recurve.compute.autodiff;

import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;

/** Says where a reverse-mode rule sends the adjoints of an operation's inputs. */
interface CotangentSink {
    /** Returns where rules record. */
    GraphBuilder builder();

    /** Returns the adjoint of the operation's result. */
    Node adjoint();

    /** Returns whether input number {@code input} needs its adjoint. */
    boolean wants(int input);

    void add(int input, Node adjoint);

    /** Keeps the adjoint of a scan's reading until the scan itself is reached. */
    void read(Node reading, Node adjoint);

    /** Sends the adjoints of a scan's readings to its inputs. */
    void scan(Node scan);
}
