package org.recurve.app.run;

import java.util.function.Consumer;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.api.random.Stream;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.configuration.ModelSize;
import org.recurve.app.configuration.PhaseList;
import org.recurve.app.data.DataFiles;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.program.Program;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.training.TracedPhase;

/** Sizes of models, each traced once for one example on its own data. */
public final class ModelSizes implements ModelSize.SizeTracer {
    private final DataPool pool;

    /**
     * Sizes on the data that lies here, which is fetched when it is first asked for.
     *
     * @param say is told what takes time
     */
    public ModelSizes(RunFolders folders, Consumer<String> say) {
        this.pool = new DataPool(new DataFiles(folders.data(), folders.own(), say));
    }

    @Override
    public ModelSize of(Configuration configuration) {
        Data data = pool.open(configuration.sections().data());
        return of(TracedPhase.of(PhaseList.of(configuration).getLast(), data, Stream.of(0))
                .program());
    }

    /** Returns the size of a model that was traced. */
    public static ModelSize of(Program program) {
        return new ModelSize(
                program.parameters().stream()
                        .mapToLong(parameter -> parameter.weights().shape().size())
                        .sum(),
                ModelSummary.of(program).stream().mapToLong(LayerSummary::flops).sum());
    }
}
