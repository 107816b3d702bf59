package org.recurve.compute.trace;

import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.declaration.FieldRequirement;

/**
 * Demands class indexes of a field that a plugin reads as such, whether or not its author says so: what is no class would be
 * compared with none of them, and give 0 without a word.
 */
final class IndexDemand {
    private IndexDemand() {}

    /** An index chooses one of so many elements. */
    static void chosen(TraceContext context, TracedValue index, int choices) {
        field(index).ifPresent(field -> demand(context, field, choices));
    }

    /** Two values are compared: a field, and the classes 0, 1… one beside the other. */
    static void compared(TraceContext context, TracedValue a, TracedValue b) {
        classes(b).ifPresent(classes -> chosen(context, a, classes));
        classes(a).ifPresent(classes -> chosen(context, b, classes));
    }

    private static void demand(TraceContext context, String field, int classes) {
        FieldRequirement.ClassIndexBound bound = new FieldRequirement.ClassIndexBound(classes);
        String part = context.builder().part();
        boolean said = context.demands().stream()
                .anyMatch(requirement ->
                        requirement.field().equals(field) && requirement.bound().equals(bound));
        if (!said) {
            context.demand(new FieldRequirement(
                    part,
                    field,
                    bound,
                    "it is read as the index of one of " + classes
                            + "; correct the example or leave it out, or give the"
                            + " model an output for each class"));
        }
    }

    /** Returns the field of the example that a value is as it stands. */
    private static Optional<String> field(TracedValue value) {
        return value.node().op() instanceof Op.GraphSource source
                        && source.kind() == Op.SourceKind.FIELD
                        && !source.name().equals(Field.LENGTH)
                ? Optional.of(source.name())
                : Optional.empty();
    }

    /** Returns how many classes a constant lists; empty if it is something else. */
    private static Optional<Integer> classes(TracedValue value) {
        return value.node().op() instanceof Op.Literal literal
                        && literal.bits().size() > 1
                        && IntStream.range(0, literal.bits().size()).allMatch(row -> literal.at(row) == row)
                ? Optional.of(literal.bits().size())
                : Optional.empty();
    }
}
