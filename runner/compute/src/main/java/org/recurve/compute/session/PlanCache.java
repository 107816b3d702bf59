package org.recurve.compute.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.Program;
import org.recurve.compute.program.Quantity;
import org.recurve.compute.program.ShapeSpecializations;
import org.recurve.compute.runtime.KernelSet;
import org.recurve.compute.runtime.WorkerPool;

/** Describes what a session has planned: a task for each quantity and each size of examples, the sizes last used kept. */
final class PlanCache {
    private final Program program;
    private final int capacity;
    private final KernelSet set;
    private final WorkerPool pool;
    private final Map<PlanKey, CompiledQuantity> quantities = new LinkedHashMap<>(16, 0.75f, true);

    private record PlanKey(Quantity quantity, Map<String, Shape> size) {}

    PlanCache(Program program, int capacity, KernelSet set, WorkerPool pool) {
        this.program = program;
        this.capacity = capacity;
        this.set = set;
        this.pool = pool;
    }

    /** Returns the quantity for examples of this batch's size; planned if it is not kept. */
    CompiledQuantity of(Quantity quantity, Batch batch) {
        PlanKey key = new PlanKey(quantity, batch.size());
        CompiledQuantity compiledQuantity = quantities.get(key);
        if (compiledQuantity == null) {
            forget(quantity);
            compiledQuantity = CompiledQuantity.of(quantity, program.ofSize(batch.size()), capacity, set, pool);
            quantities.put(key, compiledQuantity);
        }
        return compiledQuantity;
    }

    /** Makes room for one more size. */
    private void forget(Quantity quantity) {
        quantities.keySet().stream()
                .filter(key -> key.quantity() == quantity)
                .limit(Math.max(0, count(quantity) - ShapeSpecializations.KEPT + 1))
                .toList()
                .forEach(quantities::remove);
    }

    private long count(Quantity quantity) {
        return quantities.keySet().stream()
                .filter(key -> key.quantity() == quantity)
                .count();
    }
}
