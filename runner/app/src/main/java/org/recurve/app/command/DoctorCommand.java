package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.app.display.TerminalText;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.DataOf;
import org.recurve.app.run.Planner;
import org.recurve.app.run.Planner.Plan;
import org.recurve.app.run.RunModule;
import org.recurve.app.spec.Experiment;
import org.recurve.engine.gradient.Agreement;
import org.recurve.engine.trial.Doctor;
import org.recurve.engine.trial.Examination;
import org.recurve.engine.trial.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code recurve doctor FILE}: what is probably wrong with the baseline, before a long training shows it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look for what is wrong with the baseline: overfit a few examples, check gradients, try learning"
                + " rates, look for dead, saturated and like units.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final Common common = new Common(plugins, own);

    @Mixin
    private final FileOptions file = new FileOptions();

    @Override
    public Integer call() {
        Registry registry = common.registry();
        Experiment experiment = file.experiment(registry, common);
        Injector injector =
                Guice.createInjector(new RunModule(common.folders(), registry, 1, () -> false, common::note));
        injector.getInstance(DataOf.class).fetch(experiment);
        Plan plan = injector.getInstance(Planner.class).plan(experiment).getFirst();
        List<Finding> findings = new ArrayList<>();
        Gradients.of(plan, experiment).parameters().stream()
                .filter(one -> !one.holds())
                .map(DoctorCommand::wrong)
                .forEach(findings::add);
        ExaminationText examined;
        try (Doctor doctor = new Doctor(
                plan.phases().getLast(),
                plan.variant().configuration().measures(),
                experiment.seeds().getFirst())) {
            Examination seen = doctor.examine();
            findings.addAll(seen.findings());
            examined = new ExaminationText(seen, findings);
        }
        if (common.json()) {
            Map<String, Object> plain = new LinkedHashMap<>(Map.of("study", experiment.study()));
            plain.putAll(examined.plain());
            common.print(plain);
        } else {
            common.out().println(TerminalText.line(experiment.study()) + "\n" + examined.text());
        }
        return findings.isEmpty() ? 0 : 1;
    }

    private static Finding wrong(Agreement one) {
        return new Finding(
                one.parameter() + ": its gradient is " + one.derived() + " at " + one.worst() + ", and by differences "
                        + one.difference(),
                "look at the operations between it and the loss: a kink that many values sit on, or a plugin whose"
                        + " value jumps");
    }
}
