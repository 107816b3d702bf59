package org.recurve.app.run;

import java.util.function.Consumer;
import org.recurve.api.data.Data;
import org.recurve.api.event.Event.LayerSummary;
import org.recurve.app.data.DataFiles;
import org.recurve.app.spec.Configuration;
import org.recurve.app.spec.Size;
import org.recurve.compute.Program;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.data.DataPool;

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
        return of(trace(
                configuration,
                Chunking.of(data, configuration.sections().train().truncate())));
    }

    /** The model of a configuration, which ends in {@link IllegalArgumentException} if it does not fit together. */
    static Program trace(Configuration configuration, Chunking chunking) {
        return configuration
                .sections()
                .train()
                .training()
                .trace(
                        configuration.sections().model(),
                        configuration.sections().loss(),
                        chunking.data().fields(),
                        chunking.cut());
    }

    /** The size of a model that was traced. */
    public static Size of(Program program) {
        return new Size(
                program.parameters().stream()
                        .mapToLong(parameter -> parameter.weights().shape().size())
                        .sum(),
                program.layers().stream().mapToLong(LayerSummary::flops).sum());
    }
}
