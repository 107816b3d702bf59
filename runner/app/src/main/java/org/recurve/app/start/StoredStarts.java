package org.recurve.app.start;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Status;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.data.OwnFolder;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.display.UnfinishedTrials;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.weightfile.WeightFileReader;
import org.recurve.app.weights.LearntTensors;
import org.recurve.storage.Store;
import org.recurve.storage.pack.PackReader;
import org.recurve.storage.pack.ScratchFolder;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.WeightList;
import org.recurve.storage.weights.WeightStore;

/**
 * Weights of a store, of packs and of files. Each source is looked for once, since a study asks for every trial; the store is
 * open no longer than that. Safe for several threads.
 */
public final class StoredStarts implements StartSources {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern FILE = Pattern.compile("(?i).*\\.(safetensors|npz|onnx)");
    private static final Pattern PACK = Pattern.compile("(?i).*\\.zip");
    private static final int SHOWN = 5;

    private final Path store;
    private final OwnFolder own;
    private final Map<String, List<StartCandidate>> known = new HashMap<>();

    /**
     * Looks there.
     *
     * @param store the folder of the store
     * @param own where the user's own files lie
     */
    public StoredStarts(Path store, Path own) {
        this.store = store;
        this.own = new OwnFolder(own);
    }

    /**
     * Weights that a name may mean.
     *
     * @param seed of the trial that learnt them; a file has none
     */
    private record StartCandidate(String name, OptionalLong seed, String digest, Supplier<LearntModel> model) {}

    /** Says what is wrong with a source. */
    private static final class NoSource extends Exception {
        private static final long serialVersionUID = 1;

        private final String advice;

        NoSource(String message, String advice) {
            super(message);
            this.advice = advice;
        }
    }

    @Override
    public synchronized Optional<FoundWeights> find(String from, long seed, SourcePosition place, String path) {
        try {
            List<StartCandidate> candidates = known.get(from);
            if (candidates == null) {
                candidates = candidates(from);
                known.put(from, candidates);
            }
            StartCandidate chosen = chosen(from, candidates, seed);
            return Optional.of(new FoundWeights(chosen.name(), chosen.digest(), chosen.model()));
        } catch (NoSource e) {
            throw new UserError(Problem.at(place, path, String.valueOf(e.getMessage()), e.advice), e);
        }
    }

    private List<StartCandidate> candidates(String from) throws NoSource {
        if (DIGEST.matcher(from).matches()) {
            return List.of(ofDigest(from));
        }
        if (FILE.matcher(from).matches()) {
            return List.of(ofFile(from));
        }
        if (PACK.matcher(from).matches()) {
            return ofPack(from);
        }
        if (!Store.exists(store)) {
            throw new NoSource(
                    "there is no trained model \"" + from + "\", since there is no store yet in " + store,
                    "run the study that trains it first, or name a file (.safetensors, .npz, .onnx) or a pack (.zip)");
        }
        return ofStore(from, store);
    }

    /** A study that has several seeds has, for each seed, the source with the same. */
    private static StartCandidate chosen(String from, List<StartCandidate> candidates, long seed) throws NoSource {
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        List<StartCandidate> same = candidates.stream()
                .filter(candidate -> candidate.seed().equals(OptionalLong.of(seed)))
                .toList();
        if (same.size() == 1) {
            return same.getFirst();
        }
        List<StartCandidate> named = same.isEmpty() ? candidates : same;
        throw new NoSource(
                "\"" + from + "\" names " + candidates.size() + " trained models, and "
                        + (same.isEmpty() ? "none" : same.size()) + " of them with the seed " + seed,
                "name one: "
                        + named.stream().limit(SHOWN).map(StartCandidate::name).collect(Collectors.joining(", "))
                        + (named.size() > SHOWN ? ", …" : ""));
    }

    private StartCandidate ofDigest(String digest) throws NoSource {
        LearntModel model = WeightStore.of(store)
                .find(digest)
                .orElseThrow(() -> new NoSource(
                        "no trial of this store learnt weights with the digest " + digest,
                        "import the pack that has them, or train them again"));
        return new StartCandidate(digest, OptionalLong.empty(), digest, () -> model);
    }

    private StartCandidate ofFile(String from) throws NoSource {
        Path file = own(from);
        if (!Files.isRegularFile(file)) {
            throw new NoSource(
                    "there is no file " + file,
                    "give the path from the folder that the command is given in, or from that of --data");
        }
        LearntModel model = LearntTensors.ofFile(WeightFileReader.read(file));
        return new StartCandidate(from, OptionalLong.empty(), model.list().digest(), () -> model);
    }

    private Path own(String from) throws NoSource {
        try {
            return own.resolve(from);
        } catch (OwnFolder.OutsideFolder e) {
            throw new NoSource(String.valueOf(e.getMessage()), OwnFolder.OutsideFolder.ADVICE);
        }
    }

    private List<StartCandidate> ofPack(String from) throws NoSource {
        Path pack = own(from);
        if (!Files.isRegularFile(pack)) {
            throw new NoSource(
                    "there is no pack " + pack,
                    "give the path from the folder that the command is given in, or from that of --data");
        }
        try (ScratchFolder scratch = ScratchFolder.at(Files.createTempDirectory("recurve-pack"))) {
            PackReader.unpack(pack, scratch.folder());
            List<StartCandidate> candidates = new ArrayList<>();
            try (Store opened = Store.open(scratch.folder())) {
                StoreReader reader = opened.reader();
                List<TrialView> trials = reader.studies().stream()
                        .flatMap(study -> reader.study(study.study()).stream())
                        .flatMap(study -> study.trials().stream())
                        .toList();
                for (TrialView trial : finished(from, trials)) {
                    LearntModel model = reader.learnt(trial).orElseThrow(() -> notKept(trial));
                    candidates.add(candidate(trial, model.list(), () -> model));
                }
            }
            return candidates;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + pack + ": " + e.getMessage(), e);
        }
    }

    private static List<StartCandidate> ofStore(String id, Path store) throws NoSource {
        try (Store opened = Store.open(store)) {
            StoreReader reader = opened.reader();
            List<TrialView> named = switch (reader.find(id)) {
                case LookupResult.FoundStudy found -> found.study().trials();
                case LookupResult.FoundTrials found -> found.trials();
                case LookupResult.NothingFound nothing ->
                    throw new NoSource(
                            "this store has no trained model \"" + id + "\"",
                            (nothing.near().isEmpty() ? "" : "nearest: " + String.join(", ", nothing.near()) + "; ")
                                    + "recurve list names all studies; a file ends in .safetensors, .npz or .onnx");
            };
            List<StartCandidate> candidates = new ArrayList<>();
            for (TrialView trial : finished(id, named)) {
                WeightList list = reader.weights(trial).orElseThrow(() -> notKept(trial));
                String digest = list.digest();
                candidates.add(candidate(
                        trial,
                        list,
                        Suppliers.memoize(() -> WeightStore.of(store)
                                .find(digest)
                                .orElseThrow(() -> new UserError(
                                        Problem.of("the weights of " + title(trial) + " were deleted just now"))))));
            }
            return candidates;
        }
    }

    private static List<TrialView> finished(String id, List<TrialView> trials) throws NoSource {
        List<TrialView> finished = trials.stream()
                .filter(trial -> trial.status() == Status.FINISHED)
                .toList();
        if (finished.isEmpty()) {
            UnfinishedTrials text = UnfinishedTrials.of(id, trials);
            throw new NoSource(text.message() + ", so there are no weights to start from", text.advice());
        }
        return finished;
    }

    private static StartCandidate candidate(TrialView trial, WeightList list, Supplier<LearntModel> model) {
        return new StartCandidate(title(trial), OptionalLong.of(trial.seed()), list.digest(), model);
    }

    private static String title(TrialView trial) {
        return trial.study() + "/" + DisplayRow.of(trial).title();
    }

    private static NoSource notKept(TrialView trial) {
        return new NoSource(
                title(trial)
                        + ": its weights are not kept (it was trained by an earlier version, or with weights: none)",
                "recurve export " + title(trial)
                        + " --as safetensors --retrain --to DIR trains it again and writes a file, which may be named here");
    }
}
