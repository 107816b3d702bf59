package org.recurve.app.worker;

import java.nio.file.Path;
import java.util.List;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RunFolders;

/** Something that a process which has a study trained tells one that trains its trials. */
public sealed interface DriverMessage {
    /**
     * Says where things lie; the first message.
     *
     * @param store whose folder is named to plugins; nothing is written there
     * @param jars of strangers' plugins, named by what they hold
     * @param cache of data and of copies of plugins
     * @param own data of the user's own
     * @param experiments the folder of the experiment file, whose git commit is recorded
     */
    record Begin(String store, List<String> jars, String cache, String own, String experiments)
            implements DriverMessage {
        /** Returns the folders and the plugins of this process. */
        static Begin of(RunFolders folders, PluginRegistry registry) {
            return new Begin(
                    folders.store().toAbsolutePath().toString(),
                    registry.jarCopies().stream().map(Path::toString).toList(),
                    folders.cache().toAbsolutePath().toString(),
                    folders.own().toAbsolutePath().toString(),
                    folders.experiments().toAbsolutePath().toString());
        }
    }

    /** Asks for a trial. */
    record Train(TrialPackage trial) implements DriverMessage {}

    /** Tells the trial that is being trained to stop. */
    record StopTrial() implements DriverMessage {}
}
