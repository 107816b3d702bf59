package org.recurve.storage.pack;

import java.nio.file.Path;
import java.util.List;

/**
 * Describes what joining came to.
 *
 * @param studies whose runs or trials were in what was joined, sorted
 * @param added trials that this store did not have, or not finished
 * @param reproduced trials that both had finished, independently, with the same digest
 * @param known trials whose very run this store had already
 * @param passed trials that this store has, and whose other run never ended
 * @param strangers ids of plugins that the trials took from jars, sorted
 * @param trials identities of all trials in what was joined
 * @param jars where the jars that came with them are kept, which may hold those plugins
 */
public record ImportSummary(
        List<String> studies,
        int added,
        int reproduced,
        int known,
        int passed,
        List<String> strangers,
        List<String> trials,
        List<Path> jars) {
    public ImportSummary {
        studies = List.copyOf(studies);
        strangers = List.copyOf(strangers);
        trials = List.copyOf(trials);
        jars = List.copyOf(jars);
    }
}
