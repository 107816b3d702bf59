package org.recurve.app.run;

import java.nio.file.Path;
import java.util.List;

/**
 * Says where a run keeps things.
 *
 * @param store studies and trials
 * @param plugins where strangers' jars are dropped
 * @param cache data and copies of plugins, shared by all stores
 * @param own data of the user's own
 * @param experiments where the experiment file lies, whose git commit is recorded
 */
public record RunFolders(Path store, Path plugins, Path cache, Path own, Path experiments) {
    /** Returns the same, for an experiment file that lies elsewhere. */
    public RunFolders with(Path folder) {
        return new RunFolders(store, plugins, cache, own, folder);
    }

    /** Returns the same, for another store. */
    public RunFolders of(Path otherStore) {
        return new RunFolders(otherStore, plugins, cache, own, experiments);
    }

    public Path reports() {
        return store.resolve("reports");
    }

    public Path data() {
        return cache.resolve("data");
    }

    public Path digests() {
        return cache.resolve("digests");
    }

    /** Jars that came with imported trials; they are kept there and never loaded from there. */
    public Path jars() {
        return store.resolve("jars");
    }

    public Path pluginCopies() {
        return cache.resolve("plugins");
    }

    /** Returns where the jars are found that trials used, though they may lie nowhere else any more. */
    public List<Path> keptJars() {
        return List.of(pluginCopies(), jars());
    }
}
