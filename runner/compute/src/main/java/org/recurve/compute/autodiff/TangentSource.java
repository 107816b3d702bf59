package org.recurve.compute.autodiff;

import java.util.List;
import java.util.Optional;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;

/** Describes what a forward-mode rule knows of its operation's inputs. */
interface TangentSource {
    /** Returns where rules record. */
    GraphBuilder builder();

    /** Returns the tangent of input number {@code input}; empty if zero. */
    Optional<Node> of(int input);

    /** Returns the tangents of all inputs. */
    List<Optional<Node>> all();

    /** Returns the tangent of a scan's reading. */
    Optional<Node> read(Node reading);

    /** Finds the tangents of a scan's readings; itself it has none. */
    Optional<Node> scan(Node scan);
}
