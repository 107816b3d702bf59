package org.recurve.storage.pack;

import java.util.Optional;
import java.util.TreeSet;
import org.recurve.api.event.Event;

/** Says that two runs of one trial came to different results, which cannot be if both are what they claim to be. */
final class DigestConflict {
    private DigestConflict() {}

    static String between(StoreInventory.TrialFolder trial, RunOutcome theirs, RunOutcome ours) {
        Event.TrialStarted started = trial.started();
        return trial.journal() + ": "
                + QuotedText.of(started.study() + "/" + started.plan().title())
                + " came to another result than in this store, though"
                + " both are the trial " + started.trial()
                + differences(theirs, ours)
                + "\n    Nothing was changed. Equal identities must give equal bits: recurve verify "
                + started.trial().substring("sha256:".length(), "sha256:".length() + 12)
                + " in each of the two stores tells which of them is not what it claims to be.";
    }

    private static String differences(RunOutcome theirs, RunOutcome ours) {
        StringBuilder text = new StringBuilder();
        differ("status", ours.status(), theirs.status(), text);
        differ("digest", ours.digest(), theirs.digest(), text);
        differ("selected epoch", ours.selectedEpoch(), theirs.selectedEpoch(), text);
        TreeSet<String> names = new TreeSet<>(ours.metrics().keySet());
        names.addAll(theirs.metrics().keySet());
        names.forEach(name -> differ(name, metric(ours, name), metric(theirs, name), text));
        return text.toString();
    }

    private static String metric(RunOutcome outcome, String name) {
        return Optional.ofNullable(outcome.metrics().get(name))
                .map(String::valueOf)
                .orElse("none");
    }

    private static void differ(String what, Object ours, Object theirs, StringBuilder text) {
        if (!ours.equals(theirs)) {
            text.append("\n    ")
                    .append(what)
                    .append(": here ")
                    .append(ours)
                    .append(", there ")
                    .append(theirs);
        }
    }
}
