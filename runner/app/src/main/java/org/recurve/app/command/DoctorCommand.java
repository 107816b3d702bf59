package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.app.display.TerminalText;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.FileOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.VariantPlanner;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.app.text.DiagnosisText;
import org.recurve.app.text.GradientReport;
import org.recurve.engine.diagnosis.Diagnosis;
import org.recurve.engine.diagnosis.DiagnosisFinding;
import org.recurve.engine.doctor.ModelDoctor;
import org.recurve.engine.gradient.GradientAgreement;
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
    private final CommonOptions options = new CommonOptions(plugins, own);

    @Mixin
    private final FileOptions file = new FileOptions();

    @Override
    public Integer call() {
        PluginRegistry registry = options.registry();
        Experiment experiment = file.experiment(registry, options);
        Injector injector =
                Guice.createInjector(new RunModule(options.folders(), registry, 1, () -> false, options::note));
        injector.getInstance(RequiredData.class).fetch(experiment);
        VariantPlan plan =
                injector.getInstance(VariantPlanner.class).plan(experiment).getFirst();
        List<DiagnosisFinding> findings = new ArrayList<>();
        GradientReport.of(plan, experiment).parameters().stream()
                .filter(one -> !one.holds())
                .map(DoctorCommand::wrong)
                .forEach(findings::add);
        DiagnosisText examined;
        try (ModelDoctor doctor = new ModelDoctor(
                plan.phases().getLast(),
                plan.variant().configuration().measures(),
                experiment.seeds().getFirst())) {
            Diagnosis seen = doctor.examine();
            findings.addAll(seen.findings());
            examined = new DiagnosisText(seen, findings);
        }
        if (options.json()) {
            Map<String, Object> plain = new LinkedHashMap<>(Map.of("study", experiment.study()));
            plain.putAll(examined.plain());
            options.print(plain);
        } else {
            options.out().println(TerminalText.line(experiment.study()) + "\n" + examined.text());
        }
        return findings.isEmpty() ? 0 : 1;
    }

    private static DiagnosisFinding wrong(GradientAgreement one) {
        return new DiagnosisFinding(
                one.parameter() + ": its gradient is " + one.derived() + " at " + one.worst() + ", and by differences "
                        + one.difference(),
                "look at the operations between it and the loss: a kink that many values sit on, or a plugin whose"
                        + " value jumps");
    }
}
