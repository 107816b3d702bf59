package org.recurve.app.housekeeping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.app.display.AmountText;
import org.recurve.app.display.CountText;
import org.recurve.app.display.TextTable;
import org.recurve.app.option.CommonOptions;
import org.recurve.storage.Store;
import org.recurve.storage.housekeeping.StoreUsage;
import org.recurve.storage.housekeeping.StoreUsage.FolderUsage;
import org.recurve.storage.housekeeping.StoreUsage.StudyUsage;
import org.recurve.storage.journal.StoreLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve du}: what takes how much room. */
@Command(
        name = "du",
        mixinStandardHelpOptions = true,
        description = {
            "Say how much room each study takes, the largest first, and what else the store holds.",
            "Everything counts once: trials that several studies have stand in a row of their own."
        })
public final class DuCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Override
    public Integer call() {
        try (Store store = options.open()) {
            StoreUsage usage =
                    StoreUsage.of(options.folders().store(), store.reader().contents());
            if (options.json()) {
                options.print(plain(usage));
            } else {
                options.out().println(TextTable.of(rows(usage)));
            }
            return 0;
        }
    }

    private static List<List<String>> rows(StoreUsage usage) {
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of("", "trials", "journals", "checkpoints", "weights", "total", "shared, not counted here")));
        usage.studies().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, StudyUsage> study) ->
                                study.getValue().bytes())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .forEach(study -> rows.add(row(study.getKey(), study.getValue())));
        if (usage.shared().trials() > 0) {
            rows.add(row("shared by several studies", usage.shared()));
        }
        if (usage.unused().trials() > 0) {
            rows.add(row("of no study (recurve gc)", usage.unused()));
        }
        usage.parts()
                .forEach((name, bytes) ->
                        rows.add(List.of(name, "", "", "", "", AmountText.bytes(bytes), note(name, usage))));
        rows.add(List.of("total", "", "", "", "", AmountText.bytes(usage.total()), ""));
        return rows;
    }

    /** Says how much of the tensors is shared. */
    private static String note(String part, StoreUsage usage) {
        return part.equals(StoreLayout.TENSORS)
                ? CountText.of(usage.kept().trials(), "trial") + "; "
                        + AmountText.bytes(usage.kept().numbers()) + " of weights, equal tensors once"
                : "";
    }

    private static List<String> row(String name, StudyUsage study) {
        return List.of(
                name,
                String.valueOf(study.own().trials()),
                AmountText.bytes(study.own().journals() + study.runs()),
                AmountText.bytes(study.own().checkpoints()),
                AmountText.bytes(study.own().weights()),
                AmountText.bytes(study.bytes()),
                study.shared() == 0 ? "" : AmountText.bytes(study.shared()));
    }

    private static List<String> row(String name, FolderUsage folders) {
        return List.of(
                name,
                String.valueOf(folders.trials()),
                AmountText.bytes(folders.journals()),
                AmountText.bytes(folders.checkpoints()),
                AmountText.bytes(folders.weights()),
                AmountText.bytes(folders.bytes()),
                "");
    }

    private static Map<String, Object> plain(StoreUsage usage) {
        Map<String, Object> studies = new TreeMap<>();
        usage.studies().forEach((study, its) -> {
            Map<String, Object> plain = new TreeMap<>(plain(its.own()));
            plain.put("runs", its.runs());
            plain.put("shared", its.shared());
            studies.put(study, plain);
        });
        return Map.of(
                "studies",
                studies,
                "shared",
                plain(usage.shared()),
                "of-no-study",
                plain(usage.unused()),
                "weights",
                Map.of("trials", usage.kept().trials(), "bytes", usage.kept().numbers()),
                "parts",
                usage.parts(),
                "bytes",
                usage.total());
    }

    private static Map<String, Object> plain(FolderUsage folders) {
        return Map.of(
                "trials",
                folders.trials(),
                "journals",
                folders.journals(),
                "checkpoints",
                folders.checkpoints(),
                "weights",
                folders.weights());
    }
}
