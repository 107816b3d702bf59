package org.recurve.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.recurve.app.display.CountText;
import org.recurve.app.display.TerminalText;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.execution.Verification;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.problem.ExitCodes;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.verify.TrialPassage;
import org.recurve.app.verify.VerifyVerdict;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.storage.Store;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.pack.ImportAdmission;
import org.recurve.storage.pack.ImportSummary;
import org.recurve.storage.pack.StoreImport;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve import PACK_OR_STORE}: brings what was run elsewhere into this store. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Bring a pack, or another store, into this store.",
            "A trial that both have finished must have the same digest, and then counts as independently reproduced; if"
                    + " one has another, nothing is changed.",
            "What is imported is marked so wherever it is shown, until recurve verify reproduced it."
        })
final class ImportCommand implements Callable<Integer> {
    private static final String LEFT_OUT = ". It is not imported";

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Parameters(paramLabel = "PACK_OR_STORE", description = "A file made by recurve pack, or the folder of a store.")
    private @Nullable Path source;

    @Option(
            names = "--own",
            description = {
                "You made this pack or store: what it ran itself counts as run here. Your word is all that proves it,"
                        + " so say",
                "it only of files that never left your hands. What it had imported stays imported."
            })
    private boolean own;

    @Option(
            names = "--verify",
            description = "Run the trials that were imported again at once, as recurve verify does.")
    private boolean verify;

    @Override
    public Integer call() {
        Path from = Objects.requireNonNull(source, "filled by picocli");
        Path folder = options.folders().store();
        check(from, folder);
        List<String> damages = new ArrayList<>();
        try (Store store = Store.open(folder)) {
            ImportAdmission admission = new ImportAdmission(
                    it -> RunPlatform.identity(it.configuration(), it.seed(), it.provenance()),
                    own,
                    store.nextSequence());
            ImportSummary summary =
                    StoreImport.join(from, folder, store.reader(), admission, damage -> damages.add(damage + LEFT_OUT));
            if (!options.json()) {
                options.out().println(text(summary));
                options.out().flush();
            }
            Optional<List<VerifyVerdict>> verdicts = verify ? verified(summary, store) : Optional.of(List.of());
            if (options.json()) {
                Map<String, Object> plain = new TreeMap<>(plain(summary));
                plain.put(DamageReport.KEY, damages);
                plain.put(
                        "verified",
                        verdicts.orElse(List.of()).stream()
                                .map(Verification::plain)
                                .toList());
                options.print(plain);
            }
            int told = DamageReport.tell(damages, options);
            return verdicts.map(all -> Math.max(told, code(all))).orElse(ExitCodes.INTERRUPTED);
        }
    }

    private static int code(List<VerifyVerdict> verdicts) {
        return verdicts.stream().allMatch(VerifyVerdict::reproduced) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Runs those of its trials again that are only imported; empty if that was interrupted. */
    private Optional<List<VerifyVerdict>> verified(ImportSummary summary, Store store) {
        StoreReader reader = store.reader();
        List<TrialView> imported = summary.trials().stream()
                .flatMap(trial -> reader.trial(trial).stream())
                .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                .toList();
        Verification verification = new Verification(
                options, options.registry(), 1, options.folders().store());
        List<TrialPassage> passages =
                verification.ended(imported).stream().map(TrialPassage::whole).toList();
        Map<TrialView, String> damaged = new LinkedHashMap<>();
        return verification.run(passages, reader, verdict -> Verification.note(verdict, store), damaged);
    }

    private static void check(Path from, Path store) {
        if (!Files.exists(from)) {
            throw new UserError(Problem.of("there is no file or folder " + from));
        }
        if (!Files.isRegularFile(from) && !Files.isDirectory(from)) {
            throw new UserError(Problem.of(
                    from + " is neither a file nor a folder, so it can be no pack and no store",
                    "name a folder that --store was given, or a file made by recurve pack"));
        }
        if (Files.isDirectory(from) && !Store.exists(from)) {
            throw new UserError(Problem.of(
                    "there is no store in " + from,
                    "name a folder that --store was given, or a file made by recurve pack"));
        }
        if (from.toAbsolutePath().normalize().equals(store.toAbsolutePath().normalize())) {
            throw new UserError(
                    Problem.of(from + " is the store to import into; name another, or that one with --store"));
        }
    }

    private String text(ImportSummary summary) {
        StringBuilder text = new StringBuilder(
                summary.studies().isEmpty() ? "nothing" : TerminalText.line(String.join(", ", summary.studies())));
        text.append(": ").append(CountText.of(summary.added(), "trial")).append(" added");
        append(summary.reproduced(), "independently reproduced: the same digest from another run", text);
        append(summary.known(), "already here", text);
        append(summary.passed(), "skipped, since the other run never ended", text);
        if (!summary.strangers().isEmpty()) {
            text.append("\nThese trials took plugins from jars: ")
                    .append(TerminalText.line(String.join(", ", summary.strangers())))
                    .append(". To run or verify them here, put the jars into ")
                    .append(options.folders().plugins())
                    .append("; a jar is code that runs with your rights. ");
            text.append(
                    summary.jars().isEmpty() ? "None came with them." : "Kept for that, and not loaded from there:");
            summary.jars().forEach(jar -> text.append("\n    ").append(TerminalText.line(jar.toString())));
        }
        return text.toString();
    }

    private static void append(int count, String what, StringBuilder text) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private static Map<String, Object> plain(ImportSummary summary) {
        return Map.of(
                "studies", summary.studies(),
                "added", summary.added(),
                "reproduced", summary.reproduced(),
                "known", summary.known(),
                "passed-over", summary.passed(),
                "plugins-from-jars", summary.strangers(),
                "jars", summary.jars().stream().map(Path::toString).toList());
    }
}
