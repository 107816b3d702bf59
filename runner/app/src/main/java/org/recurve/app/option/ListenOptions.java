package org.recurve.app.option;

import java.util.ArrayList;
import java.util.List;
import org.recurve.app.experiment.ListenerReader;
import org.recurve.app.experiment.PlacedListener;
import org.recurve.app.plugins.PluginRegistry;
import picocli.CommandLine.Option;

/** Listeners that the command line adds to those of the file; they are stored nowhere. Filled by picocli. */
public final class ListenOptions {
    @Option(
            names = "--listen",
            paramLabel = "LISTENER",
            description = "Add a listener, as in 'epoch-lines: {file: epochs.jsonl}'; may be given several times."
                    + " It is not stored with the study.")
    private List<String> listeners = new ArrayList<>();

    public List<PlacedListener> listeners(PluginRegistry registry) {
        return ListenerReader.ofOptions(listeners, registry);
    }
}
