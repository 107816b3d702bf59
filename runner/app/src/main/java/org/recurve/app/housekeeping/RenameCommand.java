package org.recurve.app.housekeeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.execution.ReportFiles;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.report.ReportAdditions;
import org.recurve.storage.Store;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.housekeeping.StoreDeletion;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.record.StudyName;
import org.recurve.storage.view.StoreContents.RunContents;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudySummary;
import org.recurve.storage.view.StudyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve rename STUDY NEW}: gives a study, and those derived from it, another name. */
@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        description = {
            "Give a study another name. Studies that --set or --seed derived from it follow.",
            "A file that is run under the old name afterwards is a new study; it reuses the trials."
        })
public final class RenameCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "STUDY", description = "The study's name; recurve list names all.")
    private String study = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new name: " + Identifier.NAME_RULE + ".")
    private String name = "";

    @Override
    public Integer call() {
        if (!Identifier.isName(name)) {
            throw new UserError(Problem.of("a study cannot be called \"" + name + "\"", "use " + Identifier.NAME_RULE));
        }
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            StudyView found = StudyArguments.whole(study, reader, "is renamed", "recurve rename");
            Set<String> names =
                    reader.studies().stream().map(StudySummary::study).collect(Collectors.toSet());
            Map<String, String> renamed = new TreeMap<>(Map.of(found.study(), name));
            names.stream()
                    .filter(other -> StudyName.of(other)
                            .origin()
                            .filter(found.study()::equals)
                            .isPresent())
                    .forEach(other -> renamed.put(
                            other, new StudyName(name, StudyName.of(other).changes()).text()));
            renamed.values().stream().filter(names::contains).findFirst().ifPresent(taken -> {
                throw new UserError(Problem.of("there is a study " + taken + " already", "choose another name"));
            });
            List<RunContents> runs = reader.contents().runs();
            Instant now = options.times().clock().instant();
            List<LabelEvent> events = new ArrayList<>();
            renamed.forEach((from, to) -> events.add(event(from, to, runs, now)));
            LabelJournal.of(options.folders().store()).append(events);
            renamed.forEach(this::moveFiles);
            StoreReader after = store.reader();
            Path reports = options.folders().reports();
            ReportAdditions additions = ReportAdditions.usual(options.folders().store(), options::registry);
            renamed.values()
                    .forEach(to -> after.study(to)
                            .ifPresent(view -> ReportFiles.write(reports, after, view, additions, options::warn)));
            if (options.json()) {
                options.print(renamed);
            } else {
                renamed.forEach((from, to) -> options.line(from + " is now " + to));
            }
            return 0;
        }
    }

    private LabelEvent event(String from, String to, List<RunContents> runs, Instant now) {
        List<Path> own = runs.stream()
                .filter(run -> run.study().equals(from))
                .map(RunContents::folder)
                .toList();
        if (own.isEmpty()) {
            throw new UserError(Problem.of(
                    "of the study " + from + " this store has trials, but no run, which a name is given to",
                    "run its file first; what is finished is not run again"));
        }
        Path store = options.folders().store();
        own.forEach(run -> StoreDeletion.runner(store.resolve(run)).ifPresent(process -> {
            throw new UserError(Problem.of(
                    (process < 0 ? "another process" : "process " + process) + " is running the study " + from,
                    "wait until it ends, or stop it; then give the same command again"));
        }));
        return new LabelEvent.Renamed(
                from,
                to,
                own.stream().map(run -> run.toString().replace('\\', '/')).toList(),
                now);
    }

    /** The report says the old name and is written again; listeners go on where they were. */
    private void moveFiles(String from, String to) {
        Path store = options.folders().store();
        Path report = options.folders().reports().resolve(from + ".html");
        Path listeners = store.resolve("listeners").resolve(from);
        try {
            if (!Files.isSymbolicLink(report.resolveSibling(""))) {
                Files.deleteIfExists(report);
            }
            Path target = listeners.resolveSibling(to);
            if (Files.isDirectory(listeners, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isSymbolicLink(store.resolve("listeners"))
                    && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(listeners, target);
            }
        } catch (IOException e) {
            throw DiskFailure.of("move", listeners, e);
        }
    }
}
