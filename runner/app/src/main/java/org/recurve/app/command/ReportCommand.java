package org.recurve.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.storage.Found;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve report ID…}: one HTML file about studies. */
@Command(name = "report", mixinStandardHelpOptions = true, description = "Write one HTML report of studies.")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private final Common common = new Common();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Studies.")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() {
        try (Store store = common.open()) {
            Reader reader = store.reader();
            List<String> studies = ids.stream().map(id -> study(id, reader)).distinct().toList();
            Path report = Reports.write(common.folders(), reader, studies);
            if (common.json()) {
                common.print(Map.of("report", report.toString(), "studies", studies));
            } else {
                common.out().println("report: " + report);
            }
        }
        return 0;
    }

    private static String study(String id, Reader reader) {
        return switch (reader.find(id)) {
            case Found.Study found -> found.study().study();
            case Found.Trials found -> found.trials().getFirst().study();
            case Found.Nothing nothing -> throw ShowCommand.unknown(id, nothing);
        };
    }
}
