package org.recurve.storage.view;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.storage.certificate.JarCertificate;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.WeightList;

/**
 * Answers questions about a store as it was when this reader was asked for, or later.
 *
 * <p>Trials are named by their full identity. Asking about a trial that is not there gives empty lists. Everything here
 * throws {@link org.recurve.storage.file.StoreException} if the store cannot be read.
 */
public interface StoreReader {
    /** Returns every study, latest first. */
    List<StudySummary> studies();

    Optional<StudyView> study(String name);

    /** Returns what the latest run of a study planned, without what came of its trials. */
    Optional<StudyOutline> outline(String study);

    /** Returns every trial that began: those of each study's latest plan under its names, latest study first, then all others. */
    List<TrialResult> results();

    /** Returns the folders of a study's runs, and of every trial that any of them planned, relative to the store. */
    List<Path> folders(String study);

    /** Returns the tags, notes and names that people gave studies and trials. */
    StoreLabels labels();

    /** Returns all folders that can be read, with what refers to what. */
    StoreContents contents();

    Optional<TrialView> trial(String identity);

    /** Returns the trial, if it is finished: it is reused, not run again. */
    Optional<TrialView> finished(String identity);

    /**
     * Returns how the trial ended, if it did, and how up to a thousand others did that were recorded about the same time: whoever asks
     * about very many trials, one after the other, is answered with few questions.
     */
    List<StoredEnd> endsBeside(String identity);

    /** Returns the trial and up to a thousand others that began about the same time, for whoever asks about very many likewise. */
    List<TrialView> trialsBeside(String identity);

    /** Returns what {@code study[/variant[/task]][/seed]}, or the first four or more digits of an identity, names. */
    LookupResult find(String id);

    /** Returns what was found of the plugins of jars that were held to the contract. */
    List<JarCertificate> certificates();

    /** Returns the names under which {@link #series} has something: quantities of steps first, then metrics of epochs. */
    List<String> seriesNames(String identity);

    /** Returns a quantity over the trial's steps; empty if it has none of that name. A metric of epochs stands at their last steps. */
    StepSeries series(String identity, String name);

    /** Returns the identities of all trials that began. */
    Set<String> begun();

    /**
     * Gives each of these trials that began, once, with its configuration: some after the other, since all of them may be more than
     * memory holds.
     */
    void configurations(Predicate<String> trials, BiConsumer<String, String> each);

    /** Finished epochs, ascending. */
    List<EpochView> epochs(String identity);

    /** Returns the same of many trials, by identity; those without one are left out. */
    Map<String, List<EpochView>> epochs(Collection<String> identities);

    /** Returns the names of these trials' quantities of steps, by identity; those without one are left out. */
    Map<String, List<String>> stepNames(Collection<String> identities);

    /** Returns a quantity over the steps of these trials, by identity; those without it are left out. */
    Map<String, StepSeries> steps(Collection<String> identities, String name);

    /** Returns the trials that have a quantity of steps of this name. */
    Set<String> withSteps(String name);

    /** Returns the trials that have something recorded under this name. */
    Set<String> withArtifact(String name);

    /** Everything recorded, in order. */
    List<ArtifactView> artifacts(String identity);

    /** Returns what was recorded under a name, in order. */
    List<ArtifactView> artifacts(String identity, String name);

    /** Returns what was recorded last under a name, if it is of this kind. */
    default <A extends Artifact> Optional<A> latest(String identity, String name, Class<A> kind) {
        return artifacts(identity, name).stream()
                .map(ArtifactView::artifact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((_, last) -> last);
    }

    /**
     * Every event of the trial in the order it happened, every number with its bits, straight from its journal.
     *
     * @throws org.recurve.storage.file.StoreException if the journal is damaged, after what stands before the damage
     */
    void events(String identity, Consumer<Event> each);

    /** Returns the whole checkpoints that are kept of the trial, by ascending steps. */
    List<Checkpoint> checkpoints(String identity);

    /**
     * Returns the list of what a finished trial learnt, if that is kept.
     *
     * @throws org.recurve.storage.weights.DamagedWeights if it is not what was written
     */
    Optional<WeightList> weights(TrialView trial);

    /**
     * Returns what a finished trial learnt, if that is kept, every number checked.
     *
     * @throws org.recurve.storage.weights.DamagedWeights if it is not what was written
     */
    Optional<LearntModel> learnt(TrialView trial);

    /** Journals with damage, one sentence each: what, where, what was lost. */
    List<String> damages();

    /** Returns the same as far as it concerns a study: its runs and all trials that it planned. */
    List<String> damages(StudyView study);

    /** Returns the same as far as it concerns these trials. */
    List<String> damages(Set<String> trials);
}
