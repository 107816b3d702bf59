package org.recurve.experiments;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Op;
import org.recurve.compute.program.Program;

/** The fields of an example that a model's answer depends on. */
final class OnnxReads {
    private OnnxReads() {}

    static Set<String> of(Program program) {
        return GraphTraversal.ancestors(List.of(program.model(false).output())).stream()
                .filter(node -> node.op() instanceof Op.GraphSource source && source.kind() == Op.SourceKind.FIELD)
                .map(node -> ((Op.GraphSource) node.op()).name())
                .collect(Collectors.toSet());
    }
}
