package org.recurve.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** The culprit of a NaN is the operation that made it, however many others share its pass over memory. */
class DiagnosisTest {
    private static Optional<String> diagnose(Nets.Forward bad, float... input) {
        Nets.Net net = Nets.written(
                Shape.of(input.length),
                (s, x) -> x.times(2),
                bad,
                (s, x) -> x.minus(1).square());
        Batch batch =
                new Batch(1, Map.of(Field.INPUT, input, Field.TARGET, new float[input.length]), new long[1], true, 0);
        Program program = net.program();
        try (Session session = new Session(program, 4, Stream.of(1), 1)) {
            return session.firstNotFinite(program.start(Stream.of(2)), batch);
        }
    }

    @Test
    void namesTheOperationInTheMiddleOfAPass() {
        assertEquals(
                Optional.of("log in part1 gave NaN"),
                diagnose((s, x) -> x.square().negate().log(), 1, 2));
    }

    @Test
    void namesTheFirstOfSeveral() {
        assertEquals(
                Optional.of("divide in part1 gave NaN"),
                diagnose((s, x) -> x.dividedBy(x).minus(x.negate().sqrt()), 1, 0));
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertEquals(Optional.empty(), diagnose((s, x) -> x.tanh(), 1, 2));
    }
}
