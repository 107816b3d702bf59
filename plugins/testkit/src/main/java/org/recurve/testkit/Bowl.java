package org.recurve.testkit;

import java.util.List;
import java.util.Map;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.optimize.Objective;
import org.recurve.api.optimize.Progress;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.Batch;
import org.recurve.compute.Program;
import org.recurve.compute.Session;
import org.recurve.compute.State;

/** A convex valley to walk down: two parameters whose outputs are themselves, each stretched differently. */
@Plugin(id = "bowl", summary = "the parameters, stretched")
final class Bowl implements Layer<NoConfig> {
    private static final List<Field> FIELDS =
            List.of(new Field(Field.INPUT, Shape.of(1)), new Field(Field.TARGET, Shape.SCALAR));
    private static final int STEPS = 100;

    @Override
    public Value forward(NoConfig config, Scope scope, Value x) {
        Value a = scope.weight("a", Convolved.Drawn.SPEC, Convolved.Drawn.weights(Shape.of(3)));
        Value b = scope.weight("b", Convolved.Drawn.SPEC, Convolved.Drawn.weights(Shape.of(2, 2)));
        return a.times(2).concat(0, b.flatten()).plus(x.times(0));
    }

    /** Where a session and its objective stand. */
    record Walk(Session session, State state, Batch batch) implements AutoCloseable {
        Objective at(State here, long step) {
            return session.objective(here, batch, new Progress(step, 0, STEPS, 1), List.of());
        }

        @Override
        public void close() {
            session.close();
        }
    }

    static Walk walk() {
        Program program = ModelRules.program(new Spec<>(new Bowl(), new NoConfig()), FIELDS);
        Map<String, float[]> example = Map.of(Field.INPUT, new float[1], Field.TARGET, new float[1]);
        return new Walk(
                new Session(program, 1, Numbers.stream("draws"), 1),
                program.start(Numbers.stream("start")),
                new Batch(1, example, new long[1], true, 0));
    }
}
