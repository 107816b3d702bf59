package org.recurve.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.execution.ReportFiles;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.query.TrialMatches;
import org.recurve.app.report.ReportAdditions;
import org.recurve.storage.Store;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve report ID…}: an HTML file about each study, and one about all of them if there are several. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write an HTML report of each study; of several, also one page about all of them.")
final class ReportCommand implements Callable<Integer> {
    private static final String SECTION = "--section";

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Studies.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Every study with a trial of which this holds, as in list --where.")
    private Optional<String> where = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where the reports go (default: the folder reports of the store).")
    private Optional<Path> to = Optional.empty();

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description =
                    "The style of the page: a lab's name, logo, colours and sections, in YAML. Default: report.yaml in the"
                            + " store, else in the user's configuration (~/.config/recurve).")
    private Optional<Path> style = Optional.empty();

    @Option(
            names = SECTION,
            paramLabel = "SECTION",
            description =
                    "Add a section that a plugin makes, as in 'seed-spread: {metric: test.accuracy}'; may be given"
                            + " several times.")
    private List<String> sections = new ArrayList<>();

    @Override
    public Integer call() {
        ReportAdditions additions =
                ReportAdditions.read(options.folders().store(), style, SECTION, sections, options::registry);
        Path folder = to.orElseGet(() -> options.folders().reports());
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            Map<String, StudyView> named = new LinkedHashMap<>();
            ids.forEach(id -> {
                StudyView study = study(id, reader);
                named.putIfAbsent(study.study(), study);
            });
            where.stream()
                    .flatMap(condition -> TrialMatches.of(condition, reader).trials().stream())
                    .map(TrialResult::study)
                    .distinct()
                    .flatMap(study -> reader.study(study).stream())
                    .forEach(study -> named.putIfAbsent(study.study(), study));
            if (named.isEmpty()) {
                throw new UserError(
                        where.isPresent()
                                ? Problem.of(
                                        "--where holds of no trial", "recurve list --where shows which trials it finds")
                                : Problem.of(
                                        "report needs studies",
                                        "name some, or give --where CONDITION; recurve list shows all"));
            }
            List<StudyView> studies = List.copyOf(named.values());
            List<String> reports = new ArrayList<>();
            studies.forEach(study -> reports.add(ReportFiles.write(folder, reader, study, additions, options::warn)
                    .toString()));
            if (studies.size() > 1) {
                reports.add(
                        ReportFiles.together(folder, reader, studies, additions).toString());
            }
            List<String> damages = studies.stream()
                    .flatMap(study -> reader.damages(study).stream())
                    .distinct()
                    .toList();
            if (options.json()) {
                options.print(Map.of("reports", reports, DamageReport.KEY, damages));
            } else {
                reports.forEach(report -> options.line("report: " + report));
            }
            return DamageReport.tell(damages, options);
        }
    }

    private static StudyView study(String id, StoreReader reader) {
        return switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> found.study();
            case LookupResult.FoundTrials found ->
                reader.study(found.trials().getFirst().study()).orElseThrow();
            case LookupResult.NothingFound nothingFound -> throw StudyArguments.unknown(id, nothingFound);
        };
    }
}
