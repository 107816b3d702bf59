package org.recurve.compute.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.random.Stream;
import org.recurve.compute.Nets;
import org.recurve.compute.lower.OperationSpan;
import org.recurve.compute.lower.PlannedOperation;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;

class MeasuredOperationsTest {
    static List<Nets.Net> nets() {
        return Nets.all();
    }

    /** Each operation of the gradient is in one instruction: what is counted of the graph is counted of the plan. */
    @ParameterizedTest
    @MethodSource("nets")
    void operationsOfAPlanAreThoseOfTheGraph(Nets.Net net) {
        Program program = net.program();
        Batch batch = net.batch(70, 11, true);
        try (Session session = new Session(program, 70, Stream.of(1), 1)) {
            List<PlannedOperation> operations = session.operations(batch);
            assertEquals(
                    program.flops(Quantity.GRADIENT),
                    operations.stream().mapToLong(PlannedOperation::flops).sum());

            List<OperationSpan> spans = session.measure(program.start(Stream.of(7)), batch);
            assertEquals(
                    IntStream.range(0, operations.size()).boxed().collect(Collectors.toSet()),
                    spans.stream().map(OperationSpan::operation).collect(Collectors.toSet()));
            for (int i = 1; i < spans.size(); i++) {
                OperationSpan before = spans.get(i - 1);
                assertTrue(spans.get(i).begin() >= before.begin() + before.nanos(), "one after another");
            }
        }
    }
}
