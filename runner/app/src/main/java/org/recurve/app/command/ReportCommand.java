package org.recurve.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.storage.Found;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.StudyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve report ID…}: an HTML file about each study. */
@Command(name = "report", mixinStandardHelpOptions = true, description = "Write an HTML report of each study.")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private final Common common = new Common();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Studies.")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() {
        try (Store store = common.open()) {
            Reader reader = store.reader();
            List<StudyView> studies =
                    ids.stream().map(id -> study(id, reader)).distinct().toList();
            List<String> reports = studies.stream()
                    .map(study -> Reports.write(common.folders(), reader, study).toString())
                    .toList();
            List<String> damages = studies.stream()
                    .flatMap(study -> reader.damages(study).stream())
                    .distinct()
                    .toList();
            if (common.json()) {
                common.print(Map.of("reports", reports, Damage.KEY, damages));
            } else {
                reports.forEach(report -> common.line("report: " + report));
            }
            return Damage.tell(damages, common);
        }
    }

    private static StudyView study(String id, Reader reader) {
        return switch (reader.find(id)) {
            case Found.Study found -> found.study();
            case Found.Trials found ->
                reader.study(found.trials().getFirst().study()).orElseThrow();
            case Found.Nothing nothing -> throw ShowCommand.unknown(id, nothing);
        };
    }
}
