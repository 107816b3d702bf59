package org.recurve.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.recurve.api.data.Field;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/**
 * A plugin as a model of its own, followed by the gradient that reaches its input.
 *
 * @param fields what the examples hold
 */
public record ContractModel(Program program, List<Field> fields) {
    public ContractModel {
        fields = List.copyOf(fields);
    }

    /** Returns the pass forward and back over some examples, on one thread, to be made as often as one likes. */
    public Runnable pass(Session session, int examples) {
        Map<String, float[]> values = new HashMap<>();
        fields.forEach(field -> values.put(field.name(), TestNumbers.of(field, examples)));
        Batch batch = new Batch(examples, values, LongStream.range(0, examples).toArray(), true, 0);
        ModelState state = program.start(TestNumbers.stream("start"));
        return () -> session.evaluate(state, batch);
    }

    /** Opens a session for as many examples. */
    public Session session(int examples) {
        return new Session(program, examples, TestNumbers.stream("draws"), 1);
    }
}
