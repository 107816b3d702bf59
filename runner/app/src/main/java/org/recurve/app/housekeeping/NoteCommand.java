package org.recurve.app.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.label.LabelRules;
import org.recurve.storage.view.StoreReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve note ID TEXT}: keeps a note on a study or trials. */
@Command(
        name = "note",
        mixinStandardHelpOptions = true,
        description = "Keep a note on a study or trials, in place of the one before; show and reports show it.")
public final class NoteCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "A study, study/variant[/task][/seed], or the beginning of a trial's hash.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The note, in quotes; without one, the note that there is is shown.")
    private Optional<String> text = Optional.empty();

    @Option(names = "--remove", description = "Remove the note.")
    private boolean remove;

    @Override
    public Integer call() {
        if (remove && text.isPresent()) {
            throw new UserError(Problem.of("a note is either written or removed", "leave out the text, or --remove"));
        }
        if (text.filter(note -> note.length() > LabelRules.LONGEST_NOTE).isPresent()) {
            throw new UserError(
                    Problem.of("the note has more than " + LabelRules.LONGEST_NOTE + " characters", "write less"));
        }
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            List<String> targets = LabelTargets.of(id, reader);
            if (remove || text.isPresent()) {
                Instant now = options.times().clock().instant();
                String note = text.map(String::strip).orElse("");
                LabelJournal.of(options.folders().store())
                        .append(targets.stream()
                                .<LabelEvent>map(target -> new LabelEvent.Noted(target, note, now))
                                .toList());
            }
            String kept = reader.labels().of(targets.getFirst()).note();
            if (options.json()) {
                options.print(Map.of("targets", targets, "note", kept));
            } else {
                options.line(id + ": " + (kept.isEmpty() ? "no note" : kept));
            }
            return 0;
        }
    }
}
