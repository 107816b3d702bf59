package org.recurve.compute.trace;

import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.compute.graph.Op;

/**
 * Demands class indexes of a field that a plugin reads as such, whether or not its author says so: what is no class would be
 * compared with none of them, and give 0 without a word.
 */
final class IndexDemand {
    private IndexDemand() {}

    /** An index chooses one of so many elements. */
    static void chosen(Tracer tracer, Traced index, int choices) {
        field(index).ifPresent(field -> demand(tracer, field, choices));
    }

    /** Two values are compared: a field, and the classes 0, 1… one beside the other. */
    static void compared(Tracer tracer, Traced a, Traced b) {
        classes(b).ifPresent(classes -> chosen(tracer, a, classes));
        classes(a).ifPresent(classes -> chosen(tracer, b, classes));
    }

    private static void demand(Tracer tracer, String field, int classes) {
        Demand.ClassIndex bound = new Demand.ClassIndex(classes);
        String part = tracer.builder().part();
        boolean said = tracer.demands().stream()
                .anyMatch(
                        demand -> demand.field().equals(field) && demand.bound().equals(bound));
        if (!said) {
            tracer.demand(new Demand(
                    part,
                    field,
                    bound,
                    "it is read as the index of one of " + classes
                            + "; correct the example or leave it out, or give the"
                            + " model an output for each class"));
        }
    }

    /** The field of the example that a value is as it stands. */
    private static Optional<String> field(Traced value) {
        return value.node().op() instanceof Op.Source source
                        && source.kind() == Op.Kind.FIELD
                        && !source.name().equals(Field.LENGTH)
                ? Optional.of(source.name())
                : Optional.empty();
    }

    /** How many classes a constant lists; empty if it is something else. */
    private static Optional<Integer> classes(Traced value) {
        return value.node().op() instanceof Op.Literal literal
                        && literal.bits().size() > 1
                        && IntStream.range(0, literal.bits().size()).allMatch(row -> literal.at(row) == row)
                ? Optional.of(literal.bits().size())
                : Optional.empty();
    }
}
