package org.recurve.app.command;

import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve reindex}: builds the store's index anew from the journals. */
@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description = "Build the store's index anew from its journals.")
final class ReindexCommand implements Callable<Integer> {
    @Mixin
    private final Common common = new Common();

    @Override
    public Integer call() {
        try (Store store = common.open()) {
            store.reindex();
            Reader reader = store.reader();
            int studies = reader.studies().size();
            if (common.json()) {
                common.print(Map.of("studies", studies, Damage.KEY, reader.damages()));
            } else {
                common.out().println("indexed " + studies + (studies == 1 ? " study" : " studies"));
            }
            return Damage.tell(reader.damages(), common);
        }
    }
}
