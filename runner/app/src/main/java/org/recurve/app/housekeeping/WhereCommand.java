package org.recurve.app.housekeeping;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.app.display.AmountText;
import org.recurve.app.display.CountText;
import org.recurve.app.location.StoreLocation;
import org.recurve.app.option.CommonOptions;
import org.recurve.storage.Store;
import org.recurve.storage.housekeeping.FolderSize;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.view.StoreReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve where}: which store commands use here, and why. */
@Command(
        name = "where",
        mixinStandardHelpOptions = true,
        description = {
            "Say which store commands use here, why, and how large it is.",
            "What --store names wins, then RECURVE_STORE, then .recurve here, then .recurve in the nearest parent"
                    + " folder that has one of yours; otherwise recurve run makes .recurve here."
        })
public final class WhereCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    /** Describes what a store holds. */
    private record StoreContent(int studies, int trials, long bytes) {
        private static StoreContent of(Path folder) {
            try (Store store = Store.openToAsk(folder)) {
                StoreReader reader = store.reader();
                return new StoreContent(reader.studies().size(), reader.begun().size(), FolderSize.of(folder));
            }
        }
    }

    @Override
    public Integer call() {
        StoreLocation location = options.location();
        Path folder = location.folder().toAbsolutePath().normalize();
        boolean isThere = Store.exists(location.folder());
        Map<String, Object> plain = new TreeMap<>(Map.of(
                "store",
                folder.toString(),
                "why",
                location.reason().word(),
                "exists",
                isThere,
                "not-used",
                location.strangers().stream()
                        .map(stranger ->
                                stranger.folder().toAbsolutePath().normalize().toString())
                        .toList()));
        List<String> lines = List.of(folder.toString(), location.reason().text());
        String last = "there is no store there yet; recurve run makes it";
        if (isThere) {
            StoreContent content = StoreContent.of(location.folder());
            plain.putAll(Map.of(
                    "bytes", content.bytes(),
                    "format", JournalReader.FORMAT,
                    "studies", content.studies(),
                    "trials", content.trials()));
            last = CountText.of(content.studies(), "study", "studies") + ", "
                    + CountText.of(content.trials(), "trial") + ", " + AmountText.bytes(content.bytes())
                    + ", journals of format " + JournalReader.FORMAT;
        }
        if (options.json()) {
            options.print(plain);
        } else {
            lines.forEach(options::line);
            options.line(last);
        }
        return 0;
    }
}
