package org.recurve.app.command;

import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.app.display.CountText;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.option.CommonOptions;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve reindex}: builds the store's index anew from the journals. */
@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description = "Rebuild the store's index from its journals.")
final class ReindexCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        try (Store store = options.open()) {
            store.reindex();
            StoreReader reader = store.reader();
            int studies = reader.studies().size();
            if (options.json()) {
                options.print(Map.of("studies", studies, DamageReport.KEY, reader.damages()));
            } else {
                options.out().println("indexed " + CountText.of(studies, "study", "studies"));
            }
            return DamageReport.tell(reader.damages(), options);
        }
    }
}
