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
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;

/** A convex valley to walk down: two parameters whose outputs are themselves, each stretched differently. */
@Plugin(id = "bowl", summary = "the parameters, stretched")
final class StretchedBowl implements Layer<NoConfig> {
    private static final List<Field> FIELDS =
            List.of(new Field(Field.INPUT, Shape.of(1)), new Field(Field.TARGET, Shape.SCALAR));
    private static final int STEPS = 100;

    @Override
    public Value forward(NoConfig config, Scope scope, Value x) {
        Value a =
                scope.weight("a", ConvolvedSharing.DrawnKernel.SPEC, ConvolvedSharing.DrawnKernel.weights(Shape.of(3)));
        Value b = scope.weight(
                "b", ConvolvedSharing.DrawnKernel.SPEC, ConvolvedSharing.DrawnKernel.weights(Shape.of(2, 2)));
        return a.times(2).concat(0, b.flatten()).plus(x.times(0));
    }

    /** Says where a session and its objective stand. */
    record BowlDescent(Session session, ModelState state, Batch batch) implements AutoCloseable {
        Objective at(ModelState here, long step) {
            return session.objective(here, batch, new Progress(step, 0, STEPS, 1), List.of());
        }

        @Override
        public void close() {
            session.close();
        }
    }

    static BowlDescent walk() {
        Program program = ModelRules.program(new Spec<>(new StretchedBowl(), new NoConfig()), FIELDS);
        Map<String, float[]> example = Map.of(Field.INPUT, new float[1], Field.TARGET, new float[1]);
        return new BowlDescent(
                new Session(program, 1, TestNumbers.stream("draws"), 1),
                program.start(TestNumbers.stream("start")),
                new Batch(1, example, new long[1], true, 0));
    }
}
