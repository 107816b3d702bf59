package org.recurve.compute;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.random.Stream;
import org.recurve.compute.ir.Op;
import org.recurve.compute.lower.ExecutionPlan;
import org.recurve.compute.lower.PlanExecution;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.program.QuantityGraph;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;
import org.recurve.compute.session.Batch;

/**
 * What a run of an LSTM's gradient takes of the heap: at each step of the sequence a contraction describes its operands (a
 * span each, and where its sums start), and the loop its frame. With scalar kernels, since compilers decide about vectors.
 */
class AllocationTest {
    private static final int RUNS = 50;
    private static final long OF_A_RUN = 8 * 1024;
    private static final long OF_A_STEP = 1024;

    public record State(Value h, Value c) {}

    private static Value gate(Scope s, String name, Value x, Value h) {
        int units = h.shape().size();
        return s.linear("W-" + name, h, units, s.linear("U-" + name, x, units, s.bias("b-" + name, units)));
    }

    private static Step<State> step(Scope s, Value x, State state) {
        Value f = gate(s, "f", x, state.h()).sigmoid();
        Value i = gate(s, "i", x, state.h()).sigmoid();
        Value o = gate(s, "o", x, state.h()).sigmoid();
        Value c = f.times(state.c()).plus(i.times(gate(s, "z", x, state.h()).tanh()));
        Value h = o.times(c.tanh());
        return new Step<>(h, new State(h, c));
    }

    private static Nets.Net lstm(int steps, int units) {
        return Nets.written(
                Shape.of(steps, units),
                (s, x) -> s.scan(x, new State(s.zeros(units), s.zeros(units)), (now, state) -> step(s, now, state))
                        .outputs());
    }

    private static void repeat(PlanExecution execution, float[] gradient) {
        for (int i = 0; i < RUNS; i++) {
            execution.run(gradient);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @CsvSource({"10, 4, 20", "100, 4, 20", "100, 16, 20", "100, 4, 60"})
    void whatIsAllocatedGrowsWithNothingButTheSteps(int steps, int units, int examples) {
        Nets.Net net = lstm(steps, units);
        Program program = net.program();
        Batch batch = net.batch(examples, 1, true);
        org.recurve.compute.program.ModelState state = program.start(Stream.of(7));
        try (WorkerPool pool = new WorkerPool(1)) {
            ExecutionPlan plan = QuantityGraph.of(Quantity.GRADIENT, program).plan(examples, KernelSet.scalar());
            PlanExecution execution = new PlanExecution(plan, pool);
            execution.examples(examples);
            execution.state(VectorFactory.elements(state.theta()), new float[0], new float[0]);
            for (Op.GraphSource source : execution.inputs()) {
                float[] zeros = new float[examples * source.rows()];
                execution.write(source, batch.fields().getOrDefault(source.name(), zeros));
            }
            float[] gradient = new float[state.theta().size()];
            repeat(execution, gradient);
            long before = allocated();
            repeat(execution, gradient);
            long bytes = (allocated() - before) / RUNS;
            assertTrue(bytes <= OF_A_RUN + steps * OF_A_STEP, () -> bytes + " bytes");
        }
    }
}
