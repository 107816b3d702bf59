package org.recurve.compute;

import java.util.LinkedHashMap;
import java.util.Map;
import org.recurve.api.model.Shape;
import org.recurve.compute.plan.Kernels;
import org.recurve.compute.plan.Pool;

/** What a session has planned: a task for each quantity and each size of examples, the sizes last used kept. */
final class Plans {
    private final Program program;
    private final int capacity;
    private final Kernels kernels;
    private final Pool pool;
    private final Map<Key, Task> tasks = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(Quantity quantity, Map<String, Shape> size) {}

    Plans(Program program, int capacity, Kernels kernels, Pool pool) {
        this.program = program;
        this.capacity = capacity;
        this.kernels = kernels;
        this.pool = pool;
    }

    /** The quantity for examples of this batch's size; planned if it is not kept. */
    Task of(Quantity quantity, Batch batch) {
        Key key = new Key(quantity, batch.size());
        Task task = tasks.get(key);
        if (task == null) {
            forget(quantity);
            task = Task.of(quantity, program.ofSize(batch.size()), capacity, kernels, pool);
            tasks.put(key, task);
        }
        return task;
    }

    /** Makes room for one more size. */
    private void forget(Quantity quantity) {
        tasks.keySet().stream()
                .filter(key -> key.quantity() == quantity)
                .limit(Math.max(0, count(quantity) - Sizes.KEPT + 1))
                .toList()
                .forEach(tasks::remove);
    }

    private long count(Quantity quantity) {
        return tasks.keySet().stream().filter(key -> key.quantity() == quantity).count();
    }
}
