package org.recurve.app.worker;

import com.google.inject.Injector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Provenance;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.configuration.StartSources.FoundWeights;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.StoredTrial;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.RequiredData;
import org.recurve.app.worker.TrialPackage.StartModel;
import org.recurve.engine.data.DataPool;
import org.recurve.engine.data.TrainingData;
import org.recurve.engine.identity.RunPlatform;
import org.recurve.engine.spec.PartPlaces;
import org.recurve.engine.spec.TrialSpec;
import org.recurve.engine.training.TrialJob;

/** Makes trials ready to run from what was sent of them, and refuses what would not be the trial that was meant. */
record PackagedJobs(PluginRegistry registry, RequiredData files, DataPool data, RunPlatform platform) {
    static PackagedJobs in(Injector injector, PluginRegistry registry, Map<String, String> machine) {
        RunPlatform here = injector.getInstance(RunPlatform.class);
        Map<String, String> facts = new HashMap<>(here.machine());
        facts.putAll(machine);
        return new PackagedJobs(
                registry,
                injector.getInstance(RequiredData.class),
                injector.getInstance(DataPool.class),
                new RunPlatform(here.recurve(), here.arithmetic(), facts, here.plugins(), here.begun()));
    }

    /**
     * Returns the trial, its data fetched and opened.
     *
     * @param places is asked where the part is that fails
     * @throws UserError if it is another trial here than where it came from
     */
    TrialJob of(TrialPackage sent, PartPlaces places) {
        Experiment experiment = StoredTrial.read(
                        sent.study(), sent.variant(), sent.seed(), sent.configuration(), registry.asOf(sent.plugins()))
                .starting(starts(sent));
        files.fetch(experiment);
        TrialSpec read = experiment.plan(sent.threads()).trials().getFirst();
        TrialSpec spec = new TrialSpec(
                read.variant(),
                sent.task(),
                read.seed(),
                read.draws(),
                read.data(),
                read.phases(),
                read.measures(),
                read.sample(),
                sent.threads(),
                sent.checkpoint(),
                sent.weights(),
                read.configuration(),
                places);
        TrainingData opened = TrainingData.of(spec, data);
        Provenance provenance = platform.after(sent.identity()::equals).provenance(spec, opened.digest());
        String identity = RunPlatform.identity(spec, provenance);
        if (!identity.equals(sent.identity())) {
            throw new UserError(Problem.of(
                    spec.title() + " is another trial here than where the study was started",
                    spec.configuration().equals(sent.configuration())
                            ? "its data, or the jars of its plugins, are others here: data " + opened.digest()
                                    + ", plugins " + provenance.plugins()
                            : "its settings are understood as " + spec.configuration()));
        }
        return new TrialJob(identity, sent.study(), spec, opened, provenance);
    }

    private static StartSources starts(TrialPackage sent) {
        Map<String, StartModel> models = new HashMap<>();
        sent.starts().forEach(start -> models.put(start.digest(), start));
        return (from, _, _, _) -> Optional.ofNullable(models.get(from))
                .map(start -> new FoundWeights(start.name(), start.digest(), start::model));
    }
}
