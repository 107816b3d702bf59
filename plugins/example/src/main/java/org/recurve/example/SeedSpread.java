package org.recurve.example;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.report.ReportBlock;
import org.recurve.api.report.ReportSection;
import org.recurve.api.report.ReportedStudy;
import org.recurve.api.report.ReportedTrial;
import org.recurve.api.report.SectionContent;

/** Shows how far the luckiest seed of each variant lies from its unluckiest. */
@Plugin(id = "example-seed-spread", version = 1, summary = "how far apart the seeds of each variant end")
public final class SeedSpread implements ReportSection<SeedSpread.Config> {
    /** The settings. */
    public record Config(
            @Doc("the metric; the one that variants are compared by if none is given") @Main
            Optional<String> metric) {}

    @Override
    public SectionContent content(Config config, ReportedStudy study) {
        String metric = config.metric().or(study::primaryMetric).orElse("");
        Map<String, List<Double>> ends = new LinkedHashMap<>();
        for (ReportedTrial trial : study.trials()) {
            double value = trial.metrics().getOrDefault(metric, Double.NaN);
            if (Double.isFinite(value)) {
                ends.computeIfAbsent(trial.variant(), _ -> new ArrayList<>()).add(value);
            }
        }
        List<ReportBlock.Bar> bars = new ArrayList<>();
        ends.forEach((variant, values) -> bars.add(new ReportBlock.Bar(variant, spread(values))));
        double widest = bars.stream().mapToDouble(ReportBlock.Bar::value).max().orElse(0);
        return new SectionContent(
                "How much seeds matter",
                bars.isEmpty()
                        ? List.of()
                        : List.of(
                                new ReportBlock.KeyNumbers(
                                        List.of(new ReportBlock.KeyNumber("largest spread", widest, metric))),
                                new ReportBlock.BarChart("Best seed minus worst seed", metric, bars)));
    }

    private static double spread(List<Double> values) {
        return values.stream().mapToDouble(d -> d).max().orElse(0)
                - values.stream().mapToDouble(d -> d).min().orElse(0);
    }
}
