package org.recurve.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.recurve.api.random.Stream;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.execution.OpenedPack;
import org.recurve.app.execution.Verification;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.NumberOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.option.StudyArguments;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ExitCodes;
import org.recurve.app.verify.TrialPassage;
import org.recurve.app.verify.VerifyVerdict;
import org.recurve.storage.Store;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve verify ID}: runs stored trials again and compares every number, bit by bit. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Run a stored study, variant or trial again from what is stored of it, and compare every number.",
            "An imported trial that is reproduced as a whole counts as verified from then on."
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Parameters(
            paramLabel = "ID",
            description = "study[/variant][/seed], the beginning of a trial's hash, or a file made by recurve pack.")
    private String id = "";

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads in a trial (default: 1).")
    private int threads;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description =
                    "Only N passages, drawn at random: from a trial's beginning or a checkpoint that is kept of it to"
                            + " the next checkpoint or its end.")
    private Optional<Integer> sample = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Draws the same passages again.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--trust-jars",
            description = "Run the plugin jars that a pack brings: code of whoever made it, with your rights.")
    private boolean trustJars;

    @Override
    public Integer call() {
        PluginRegistry registry = options.registry();
        if (OpenedPack.isMeant(id)) {
            try (OpenedPack pack = OpenedPack.open(Path.of(id))) {
                PluginRegistry used = pack.registry(registry, options.folders().pluginCopies(), trustJars);
                return verify(
                        pack.trials(),
                        pack.store().reader(),
                        used,
                        pack.scratch().folder(),
                        verdict -> {});
            }
        }
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            List<TrialView> trials = trials(reader);
            int lost = DamageReport.tell(lost(trials, reader), options);
            Path folder = options.folders().store();
            return Math.max(
                    lost, verify(trials, reader, registry, folder, verdict -> Verification.note(verdict, store)));
        }
    }

    private int verify(
            List<TrialView> trials,
            StoreReader reader,
            PluginRegistry registry,
            Path folder,
            Consumer<VerifyVerdict> each) {
        Verification verification =
                new Verification(options, registry, NumberOptions.positive("--threads", threads), folder);
        Map<TrialView, String> damaged = damaged(trials, reader);
        List<TrialView> whole =
                trials.stream().filter(trial -> !damaged.containsKey(trial)).toList();
        List<TrialPassage> passages = passages(verification.ended(whole), reader);
        return verification
                .run(passages, reader, each, damaged)
                .map(verdicts -> answer(verdicts, damaged))
                .orElse(ExitCodes.INTERRUPTED);
    }

    /** Returns what is damaged of a study beyond its trials that can be read: a trial without its first record is known by the plan. */
    private List<String> lost(List<TrialView> trials, StoreReader reader) {
        List<String> read = reader.damages(trials.stream().map(TrialView::id).collect(Collectors.toSet()));
        return reader.study(id).stream()
                .flatMap(study -> reader.damages(study).stream())
                .filter(damage -> !read.contains(damage))
                .toList();
    }

    /** Numbers that the disk lost say nothing about the arithmetic. */
    private static Map<TrialView, String> damaged(List<TrialView> trials, StoreReader reader) {
        Map<TrialView, String> damaged = new LinkedHashMap<>();
        trials.forEach(trial -> reader.damages(Set.of(trial.id())).stream()
                .findFirst()
                .ifPresent(damage -> damaged.put(trial, damage)));
        return damaged;
    }

    private List<TrialPassage> passages(List<TrialView> trials, StoreReader reader) {
        if (sample.isEmpty()) {
            return trials.stream().map(TrialPassage::whole).toList();
        }
        int some = NumberOptions.positive("--sample", sample.get());
        List<TrialPassage> all = trials.stream()
                .flatMap(trial -> TrialPassage.of(trial, reader.checkpoints(trial.id())).stream())
                .toList();
        long drawn = seed.orElseGet(System::nanoTime);
        options.err()
                .println("a sample of " + Math.min(some, all.size()) + " of " + all.size() + " passages (--seed "
                        + drawn + "); trials are parted at the checkpoints that are kept of them");
        int[] order = Stream.of(drawn).in("sample").permutation(all.size());
        return Arrays.stream(order).limit(some).mapToObj(all::get).toList();
    }

    private List<TrialView> trials(StoreReader reader) {
        return switch (reader.find(id)) {
            case LookupResult.FoundStudy found -> found.study().trials();
            case LookupResult.FoundTrials found -> found.trials();
            case LookupResult.NothingFound nothingFound -> throw StudyArguments.unknown(id, nothingFound);
        };
    }

    private int answer(List<VerifyVerdict> verdicts, Map<TrialView, String> damaged) {
        int all = verdicts.size() + damaged.size();
        if (options.json()) {
            List<Map<String, Object>> answers = new ArrayList<>();
            verdicts.forEach(verdict -> answers.add(Verification.plain(verdict)));
            damaged.forEach((trial, why) -> answers.add(plain(trial, why)));
            options.print(answers);
        } else if (all > 1) {
            long same = verdicts.stream().filter(VerifyVerdict::reproduced).count();
            options.out()
                    .println(same + " of " + all + (sample.isEmpty() ? " trials" : " passages")
                            + " reproduced, bit for bit");
        }
        boolean good = damaged.isEmpty() && verdicts.stream().allMatch(VerifyVerdict::reproduced);
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Map<String, Object> plain(TrialView trial, String damage) {
        return Map.of(
                "trial",
                Verification.title(trial),
                "id",
                trial.id(),
                "reproduced",
                false,
                DamageReport.KEY,
                List.of(damage));
    }
}
