package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.api.event.Event.Status;
import org.recurve.api.random.Stream;
import org.recurve.app.display.Row;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.Stop;
import org.recurve.app.verify.Passage;
import org.recurve.app.verify.StoredJobs;
import org.recurve.app.verify.Verdict;
import org.recurve.app.verify.Verifier;
import org.recurve.engine.replay.Difference;
import org.recurve.storage.Found;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.TrialView;
import org.recurve.storage.journal.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve verify ID}: runs stored trials again and compares every number, bit by bit. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Run a stored study, variant or trial again from what is stored of it, and compare every number.")
final class VerifyCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @Mixin
    private final Common common = new Common();

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
        Registry registry = common.registry();
        if (OpenedPack.isMeant(id)) {
            try (OpenedPack pack = OpenedPack.open(Path.of(id))) {
                Registry used = pack.registry(registry, common.folders().pluginCopies(), trustJars);
                return verify(pack.trials(), pack.store().reader(), used);
            }
        }
        try (Store store = common.open()) {
            Reader reader = store.reader();
            return verify(trials(reader), reader, registry);
        }
    }

    private int verify(List<TrialView> trials, Reader reader, Registry registry) {
        int each = Numbers.positive("--threads", threads);
        try (Stop stop = Stop.onSignal()) {
            Verifier verifier = verifier(registry, stop);
            List<Verdict> verdicts = new ArrayList<>();
            Map<TrialView, String> damaged = damaged(trials, reader);
            List<TrialView> whole =
                    trials.stream().filter(trial -> !damaged.containsKey(trial)).toList();
            for (Passage passage : passages(ended(whole), reader)) {
                Verdict verdict;
                try {
                    verdict = verifier.verify(passage, reader, each, stop);
                } catch (StoreException e) { // damage that has left no trace in the index
                    damaged.put(passage.trial(), String.valueOf(e.getMessage()));
                    continue;
                }
                if (stop.getAsBoolean()) {
                    return INTERRUPTED;
                }
                verdicts.add(verdict);
                if (!common.json()) {
                    show(verdict);
                }
            }
            damaged.forEach((trial, why) -> common.err()
                    .println(title(trial) + ": not compared, since what is stored of it is damaged: " + why));
            return answer(verdicts, damaged);
        }
    }

    /** Numbers that the disk lost say nothing about the arithmetic. */
    private static Map<TrialView, String> damaged(List<TrialView> trials, Reader reader) {
        Map<TrialView, String> damaged = new LinkedHashMap<>();
        trials.forEach(trial -> reader.damages(Set.of(trial.id())).stream()
                .findFirst()
                .ifPresent(damage -> damaged.put(trial, damage)));
        return damaged;
    }

    private List<TrialView> ended(List<TrialView> trials) {
        List<TrialView> ended = new ArrayList<>();
        for (TrialView trial : trials) {
            if (trial.status() == Status.FINISHED || trial.status() == Status.DIVERGED) {
                ended.add(trial);
            } else {
                common.err().println(title(trial) + ": passed over, since it is " + Row.word(trial.status()));
            }
        }
        return ended;
    }

    private List<Passage> passages(List<TrialView> trials, Reader reader) {
        if (sample.isEmpty()) {
            return trials.stream().map(Passage::whole).toList();
        }
        int some = Numbers.positive("--sample", sample.get());
        List<Passage> all = trials.stream()
                .flatMap(trial -> Passage.of(trial, reader.checkpoints(trial.id())).stream())
                .toList();
        long drawn = seed.orElseGet(System::nanoTime);
        common.err()
                .println("a sample of " + Math.min(some, all.size()) + " of " + all.size() + " passages (--seed "
                        + drawn + "); trials are parted at the checkpoints that are kept of them");
        int[] order = Stream.of(drawn).in("sample").permutation(all.size());
        return Arrays.stream(order).limit(some).mapToObj(all::get).toList();
    }

    private Verifier verifier(Registry registry, Stop stop) {
        Injector injector =
                Guice.createInjector(new RunModule(common.folders(), registry, 1, stop, common.err()::println));
        return new Verifier(StoredJobs.in(injector, registry), injector.getInstance(InstantSource.class));
    }

    private List<TrialView> trials(Reader reader) {
        return switch (reader.find(id)) {
            case Found.Study found -> found.study().trials();
            case Found.Trials found -> found.trials();
            case Found.Nothing nothing -> throw ShowCommand.unknown(id, nothing);
        };
    }

    private static String title(TrialView trial) {
        return trial.study() + "/" + trial.variant() + "/" + trial.seed();
    }

    private void show(Verdict verdict) {
        String outcome = verdict.difference()
                .map(difference -> "DIFFERS " + difference)
                .orElse("reproduced, bit for bit (" + verdict.steps() + " steps, " + threads
                        + (threads == 1 ? " thread)" : " threads)"));
        String part = verdict.passage().part();
        common.out().println(title(verdict.passage().trial()) + (part.isEmpty() ? "" : ", " + part) + ": " + outcome);
        verdict.element().ifPresent(element -> common.out().println("    element  " + element));
        verdict.changed().forEach(change -> common.out().println("    changed  " + change));
        verdict.varied().forEach(change -> common.out().println("    varied   " + change));
        common.out().flush();
    }

    private int answer(List<Verdict> verdicts, Map<TrialView, String> damaged) {
        int all = verdicts.size() + damaged.size();
        if (common.json()) {
            List<Map<String, Object>> answers = new ArrayList<>();
            verdicts.forEach(verdict -> answers.add(plain(verdict)));
            damaged.forEach((trial, why) -> answers.add(plain(trial, why)));
            common.print(answers);
        } else if (all > 1) {
            long same = verdicts.stream().filter(Verdict::reproduced).count();
            common.out()
                    .println(same + " of " + all + (sample.isEmpty() ? " trials" : " passages")
                            + " reproduced, bit for bit");
        }
        boolean good = damaged.isEmpty() && verdicts.stream().allMatch(Verdict::reproduced);
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Map<String, Object> plain(TrialView trial, String damage) {
        return Map.of("trial", title(trial), "id", trial.id(), "reproduced", false, Damage.KEY, List.of(damage));
    }

    private static Map<String, Object> plain(Verdict verdict) {
        Map<String, Object> plain = new TreeMap<>(Map.of(
                "trial", title(verdict.passage().trial()),
                "id", verdict.passage().trial().id(),
                "part", verdict.passage().part(),
                "reproduced", verdict.reproduced(),
                "steps", verdict.steps(),
                "changed", verdict.changed(),
                "varied", verdict.varied()));
        verdict.difference().ifPresent(difference -> plain.put("difference", plain(difference)));
        verdict.element().ifPresent(element -> plain.put("element", plain(element)));
        return plain;
    }

    private static Map<String, String> plain(Difference difference) {
        return Map.of(
                "where", difference.where(),
                "quantity", difference.quantity(),
                "before", difference.before(),
                "now", difference.now());
    }
}
