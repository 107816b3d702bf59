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
import org.recurve.app.display.TerminalText;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.verify.Passage;
import org.recurve.app.verify.Verdict;
import org.recurve.engine.identity.Platform;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.TrialView;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.pack.Admission;
import org.recurve.storage.pack.Joined;
import org.recurve.storage.pack.Joining;
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
    private static final int INTERRUPTED = 130;

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final Common common = new Common(plugins);

    @Parameters(paramLabel = "PACK_OR_STORE", description = "A file made by recurve pack, or the folder of a store.")
    private @Nullable Path source;

    @Option(
            names = "--own",
            description = {
                "You made this pack or store: what it ran itself counts as run here. Your word is all that proves it, so say",
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
        Path folder = common.folders().store();
        check(from, folder);
        List<String> damages = new ArrayList<>();
        try (Store store = Store.open(folder)) {
            Admission admission = new Admission(
                    it -> Platform.identity(it.configuration(), it.seed(), it.provenance()), own, store.nextSequence());
            Joined joined =
                    Joining.join(from, folder, store.reader(), admission, damage -> damages.add(damage + LEFT_OUT));
            if (!common.json()) {
                common.out().println(text(joined));
                common.out().flush();
            }
            Optional<List<Verdict>> verdicts = verify ? verified(joined, store) : Optional.of(List.of());
            if (common.json()) {
                Map<String, Object> plain = new TreeMap<>(plain(joined));
                plain.put(Damage.KEY, damages);
                plain.put(
                        "verified",
                        verdicts.orElse(List.of()).stream()
                                .map(Verification::plain)
                                .toList());
                common.print(plain);
            }
            int told = Damage.tell(damages, common);
            return verdicts.map(all -> Math.max(told, code(all))).orElse(INTERRUPTED);
        }
    }

    private static int code(List<Verdict> verdicts) {
        return verdicts.stream().allMatch(Verdict::reproduced) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Runs those of its trials again that are only imported; empty if that was interrupted. */
    private Optional<List<Verdict>> verified(Joined joined, Store store) {
        Reader reader = store.reader();
        List<TrialView> imported = joined.trials().stream()
                .flatMap(trial -> reader.trial(trial).stream())
                .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                .toList();
        Verification verification = new Verification(common, common.registry(), 1);
        List<Passage> passages =
                verification.ended(imported).stream().map(Passage::whole).toList();
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

    private String text(Joined joined) {
        StringBuilder text = new StringBuilder(
                joined.studies().isEmpty() ? "nothing" : TerminalText.line(String.join(", ", joined.studies())));
        text.append(": ").append(Counted.of(joined.added(), "trial")).append(" added");
        append(joined.reproduced(), "independently reproduced: the same digest from another run", text);
        append(joined.known(), "already here", text);
        append(joined.passed(), "passed over, since the other run never ended", text);
        if (!joined.strangers().isEmpty()) {
            text.append("\nThese trials took plugins from jars: ")
                    .append(TerminalText.line(String.join(", ", joined.strangers())))
                    .append(". To run or verify them here, put the jars into ")
                    .append(common.folders().plugins())
                    .append("; a jar is code that runs with your rights. ");
            text.append(joined.jars().isEmpty() ? "None came with them." : "Kept for that, and not loaded from there:");
            joined.jars().forEach(jar -> text.append("\n    ").append(TerminalText.line(jar.toString())));
        }
        return text.toString();
    }

    private static void append(int count, String what, StringBuilder text) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private static Map<String, Object> plain(Joined joined) {
        return Map.of(
                "studies", joined.studies(),
                "added", joined.added(),
                "reproduced", joined.reproduced(),
                "known", joined.known(),
                "passed-over", joined.passed(),
                "plugins-from-jars", joined.strangers(),
                "jars", joined.jars().stream().map(Path::toString).toList());
    }
}
