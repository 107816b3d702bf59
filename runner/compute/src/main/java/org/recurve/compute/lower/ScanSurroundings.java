package org.recurve.compute.lower;

import java.util.Optional;
import org.recurve.compute.analysis.PaddingAnalysis;
import org.recurve.compute.ir.Node;
import org.recurve.compute.runtime.BufferView;

/** Answers what the lowering of a scan asks of the graph around it. */
interface ScanSurroundings {
    /** Returns where a value around the scan lies. */
    BufferView slot(Node value);

    /** Returns the same, if nobody reads the value after the scan. */
    Optional<BufferView> dying(Node value);

    /** Gives a reading of the scan its place. */
    void hold(Node reading, BufferView view);

    /** Returns the end of sequences behind which nobody reads a reading. */
    Optional<PaddingAnalysis.SequenceEnd> unread(Node reading);
}
