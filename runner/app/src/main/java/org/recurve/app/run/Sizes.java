package org.recurve.app.run;

import java.util.function.Consumer;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.random.Stream;
import org.recurve.app.data.DataFiles;
import org.recurve.app.spec.Configuration;
import org.recurve.app.spec.Phases;
import org.recurve.app.spec.Size;
import org.recurve.compute.Program;
import org.recurve.compute.Summary;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.trial.Prepared;

/** Sizes of models, each traced once for one example on its own data. */
public final class Sizes implements Size.Of {
    private final DataPool pool;

    /**
     * Sizes on the data that lies here, which is fetched when it is first asked for.
     *
     * @param say is told what takes time
     */
    public Sizes(Folders folders, Consumer<String> say) {
        this.pool = new DataPool(new DataFiles(folders.data(), folders.own(), say));
    }

    @Override
    public Size of(Configuration configuration) {
        Data data = pool.open(configuration.sections().data());
        return of(Prepared.of(Phases.of(configuration).getLast(), data, Stream.of(0))
                .program());
    }

    /** The size of a model that was traced. */
    public static Size of(Program program) {
        return new Size(
                program.parameters().stream()
                        .mapToLong(parameter -> parameter.weights().shape().size())
                        .sum(),
                Summary.of(program).stream().mapToLong(LayerSummary::flops).sum());
    }
}
