package org.recurve.app.housekeeping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.label.LabelEvent;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.label.LabelRules;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.view.StoreReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve tag ID TAG…}: tags a study or trials. */
@Command(
        name = "tag",
        mixinStandardHelpOptions = true,
        description = {
            "Tag a study or trials, or say what tags they have.",
            "List, show and sql show tags; recurve list --where \"tag = 'paper'\" lists the trials that have one, or whose"
                    + " study has."
        })
public final class TagCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "A study, study/variant[/task][/seed], or the beginning of a trial's hash.")
    private String id = "";

    @Parameters(
            index = "1..*",
            paramLabel = "TAG",
            description = "Each of " + LabelRules.TAG_RULE + "; without one, tags are only shown.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--remove", description = "Take these tags away.")
    private boolean remove;

    @Override
    public Integer call() {
        tags.stream().filter(tag -> !LabelRules.isTag(tag)).findFirst().ifPresent(tag -> {
            throw new UserError(Problem.of("\"" + tag + "\" is no tag", "use " + LabelRules.TAG_RULE));
        });
        if (remove && tags.isEmpty()) {
            throw new UserError(Problem.of("there is no tag to remove", "name the tags: recurve tag ID TAG --remove"));
        }
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            List<String> targets = LabelTargets.of(id, reader);
            if (!tags.isEmpty()) {
                Instant now = options.times().clock().instant();
                LabelJournal.of(options.folders().store())
                        .append(targets.stream()
                                .<LabelEvent>map(target -> remove
                                        ? new LabelEvent.Untagged(target, tags, now)
                                        : new LabelEvent.Tagged(target, tags, now))
                                .toList());
            }
            StoreLabels labels = reader.labels();
            TreeSet<String> all = new TreeSet<>();
            targets.forEach(target -> all.addAll(labels.of(target).tags()));
            if (options.json()) {
                options.print(Map.of("targets", targets, "tags", List.copyOf(all)));
            } else {
                options.line(id + ": " + (all.isEmpty() ? "no tags" : String.join(", ", all)));
            }
            return 0;
        }
    }
}
