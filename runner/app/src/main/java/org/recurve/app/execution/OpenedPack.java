package org.recurve.app.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.PluginCode;
import org.recurve.api.event.Provenance;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.pack.PackReader;
import org.recurve.storage.pack.ScratchFolder;
import org.recurve.storage.view.TrialView;

/** A pack, unpacked into a store of its own for as long as it is looked at. */
public record OpenedPack(Path pack, ScratchFolder scratch, Store store) implements AutoCloseable {
    private static final String ENDING = ".zip";

    /** Returns whether a word on the command line means a pack, and not something in a store. */
    public static boolean isMeant(String word) {
        return word.endsWith(ENDING) || Files.isRegularFile(Path.of(word));
    }

    public static OpenedPack open(Path pack) {
        if (!Files.isRegularFile(pack)) {
            throw new UserError(Problem.of("there is no file " + pack));
        }
        ScratchFolder scratchFolder = temporary();
        try {
            PackReader.unpack(pack, scratchFolder.folder());
            return new OpenedPack(pack, scratchFolder, Store.open(scratchFolder.folder()));
        } catch (RuntimeException e) {
            scratchFolder.close();
            throw e;
        }
    }

    private static ScratchFolder temporary() {
        try {
            return ScratchFolder.at(Files.createTempDirectory("recurve-pack"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack: " + e.getMessage(), e);
        }
    }

    /** Returns every trial in it that began, of its latest run first; one that several studies share, once. */
    public List<TrialView> trials() {
        Map<String, TrialView> trials = new LinkedHashMap<>();
        store.reader().studies().stream()
                .flatMap(study -> store.reader().study(study.study()).stream())
                .flatMap(study -> study.trials().stream())
                .forEach(trial -> trials.putIfAbsent(trial.id(), trial));
        return List.copyOf(trials.values());
    }

    /**
     * Returns the plugins to run its trials with: the user's own if they are all that the trials used, otherwise those of the jars
     * in the pack, which are code of a stranger's.
     *
     * @param trusted whether the user lets them run
     */
    public PluginRegistry registry(PluginRegistry own, Path copies, boolean trusted) {
        Set<String> missing = missing(own);
        if (missing.isEmpty()) {
            return own;
        }
        PluginFolder jars = new PluginFolder(scratch.folder().resolve("jars"), copies);
        if (!Files.isDirectory(jars.folder())) {
            throw new UserError(Problem.of(
                    pack + ": its trials used plugins from jars, and it brings none",
                    "put the jars into the plugins folder: " + String.join(", ", missing)));
        }
        if (!trusted) {
            throw new UserError(Problem.of(
                    pack + ": its trials used plugins from jars that it brings, and that are not in the plugins folder",
                    "a jar is code that runs with your rights: if you trust whoever made this pack, say --trust-jars"));
        }
        return jars.registry();
    }

    /** Returns the digests of the jars of plugins that its trials used and that there are not, nor others with the same code. */
    private Set<String> missing(PluginRegistry own) {
        Set<String> there = own.providers().stream()
                .map(PluginProvider::source)
                .flatMap(source -> Stream.of(source.identity(), source.earlierIdentity()))
                .collect(Collectors.toSet());
        return trials().stream()
                .map(TrialView::provenance)
                .flatMap(from -> from.strangers().values().stream()
                        .flatMap(List::stream)
                        .filter(jar -> !there.contains(jar) && !sameCode(from, jar, there)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean sameCode(Provenance from, String jar, Set<String> there) {
        List<PluginCode> used = from.code().values().stream()
                .flatMap(List::stream)
                .filter(code -> code.jar().equals(jar))
                .toList();
        return !used.isEmpty() && used.stream().map(PluginCode::identity).allMatch(there::contains);
    }

    @Override
    public void close() {
        try (scratch) {
            store.close();
        }
    }
}
