package org.recurve.app.worker;

import java.util.List;

/** Something that a process which has a study trained tells one that trains its trials. */
sealed interface DriverMessage {
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
            implements DriverMessage {}

    /** Asks for a trial. */
    record Train(TrialPackage trial) implements DriverMessage {}

    /** Tells the trial that is being trained to stop. */
    record StopTrial() implements DriverMessage {}
}
