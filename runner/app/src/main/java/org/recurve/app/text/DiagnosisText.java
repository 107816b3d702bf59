package org.recurve.app.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.app.display.CurveText;
import org.recurve.app.display.TextTable;
import org.recurve.engine.diagnosis.Diagnosis;
import org.recurve.engine.diagnosis.Diagnosis.GradientRatio;
import org.recurve.engine.diagnosis.Diagnosis.InitialState;
import org.recurve.engine.diagnosis.Diagnosis.MapCorrelation;
import org.recurve.engine.diagnosis.Diagnosis.MemorizationTest;
import org.recurve.engine.diagnosis.Diagnosis.RateTestStep;
import org.recurve.engine.diagnosis.Diagnosis.Signal;
import org.recurve.engine.diagnosis.DiagnosisFinding;

/**
 * Describes what a doctor saw, for people and for programs.
 *
 * @param findings the doctor's and others
 */
public record DiagnosisText(Diagnosis seen, List<DiagnosisFinding> findings) {
    private static final int ROWS = 8;

    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add(beginning());
        parts.add(learning());
        parts.add(rates());
        if (!seen.ratios().isEmpty()) {
            parts.add("gradient by weights before training, from the input to the output:\n" + ratios());
        }
        if (!seen.signals().isEmpty()) {
            parts.add("what layers give before training (spread: how far examples differ):\n" + signals());
        }
        if (!seen.likenesses().isEmpty()) {
            parts.add("correlation between feature maps, absolute values:\n" + likenesses());
        }
        parts.add(found());
        return String.join("\n\n", parts);
    }

    private String beginning() {
        InitialState state = seen.beginning();
        return format("loss before training: %.4g", state.loss())
                + state.uninformed()
                        .map(zeros -> format(", of an output of zeros %.4g", zeros))
                        .orElse("");
    }

    private String learning() {
        MemorizationTest test = seen.learning();
        return format("%d examples by heart: ", test.examples())
                + format("loss %.3g after %d steps", test.after(), test.steps())
                + test.shares().entrySet().stream()
                        .map(share -> format(", %s %.3g", share.getKey(), share.getValue()))
                        .collect(Collectors.joining());
    }

    private String rates() {
        List<Double> losses = seen.rates().stream().map(RateTestStep::loss).toList();
        CurveText curveText = new CurveText(losses, 2 * seen.beginning().loss());
        return "loss while the steps grow, as " + unit() + ":\n"
                + curveText.drawn(
                        ROWS, label(seen.rates().getFirst()), label(seen.rates().getLast()));
    }

    private String unit() {
        return seen.rates().getFirst().rate().isPresent() ? "learning rate" : "multiples of the optimizer's";
    }

    private static String label(RateTestStep step) {
        return format("%.0e", step.rate().orElse(step.factor()));
    }

    private String ratios() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("parameter", "|weights|", "|gradient|", "ratio"));
        for (GradientRatio ratio : seen.ratios()) {
            rows.add(List.of(
                    ratio.parameter(),
                    format("%.3g", ratio.weights()),
                    format("%.3g", ratio.gradient()),
                    format("%.1e", ratio.value())));
        }
        return TextTable.of(rows);
    }

    private String signals() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "size", "spread", "mean slope"));
        for (Signal signal : seen.signals()) {
            rows.add(List.of(
                    signal.layer(),
                    format("%.3g", signal.size()),
                    format("%.3g", signal.spread()),
                    signal.slope().map(slope -> format("%.3g", slope)).orElse("")));
        }
        return TextTable.of(rows);
    }

    private String likenesses() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "maps", "mean", "largest", "of maps", "with a twin"));
        for (MapCorrelation mapCorrelation : seen.likenesses()) {
            rows.add(List.of(
                    mapCorrelation.layer(),
                    String.valueOf(mapCorrelation.maps()),
                    format("%.2f", mapCorrelation.mean()),
                    format("%.2f", mapCorrelation.largest()),
                    mapCorrelation.one() + " and " + mapCorrelation.other(),
                    String.valueOf(mapCorrelation.twins())));
        }
        return TextTable.of(rows);
    }

    private String found() {
        List<String> lines = new ArrayList<>();
        lines.add(findings.isEmpty() ? "nothing found" : "found:");
        findings.forEach(finding -> lines.add("- " + finding.what() + "\n    try: " + finding.remedy()));
        return String.join("\n", lines);
    }

    public Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("loss-before-training", seen.beginning().loss());
        seen.beginning().uninformed().ifPresent(zeros -> plain.put("loss-of-zeros", zeros));
        MemorizationTest test = seen.learning();
        Map<String, Object> byHeart = new LinkedHashMap<>(Map.of(
                "examples", test.examples(),
                "loss", test.after(),
                "steps", test.steps()));
        test.shares().forEach((name, share) -> {
            if (Double.isFinite(share)) {
                byHeart.putIfAbsent(name, share);
            }
        });
        plain.put("by-heart", byHeart);
        plain.put("rates", seen.rates().stream().map(DiagnosisText::plain).toList());
        plain.put("ratios", seen.ratios().stream().map(DiagnosisText::plain).toList());
        plain.put("signals", seen.signals().stream().map(DiagnosisText::plain).toList());
        plain.put(
                "feature-maps",
                seen.likenesses().stream().map(DiagnosisText::plain).toList());
        plain.put("findings", findings.stream().map(DiagnosisText::plain).toList());
        return plain;
    }

    private static Map<String, Object> plain(RateTestStep step) {
        Map<String, Object> plain = new LinkedHashMap<>(Map.of("factor", step.factor()));
        if (Double.isFinite(step.loss())) {
            plain.put("loss", step.loss());
        }
        step.rate().ifPresent(own -> plain.put("learning-rate", own));
        return plain;
    }

    private static Map<String, Object> plain(GradientRatio ratio) {
        return Map.of(
                "parameter", ratio.parameter(),
                "weights", ratio.weights(),
                "gradient", ratio.gradient(),
                "ratio", ratio.value());
    }

    private static Map<String, Object> plain(Signal signal) {
        Map<String, Object> plain =
                new LinkedHashMap<>(Map.of("layer", signal.layer(), "size", signal.size(), "spread", signal.spread()));
        signal.slope().ifPresent(slope -> plain.put("slope", slope));
        return plain;
    }

    private static Map<String, Object> plain(MapCorrelation mapCorrelation) {
        return Map.of(
                "layer", mapCorrelation.layer(),
                "maps", mapCorrelation.maps(),
                "mean", mapCorrelation.mean(),
                "largest", mapCorrelation.largest(),
                "of", List.of(mapCorrelation.one(), mapCorrelation.other()),
                "twins", mapCorrelation.twins());
    }

    private static Map<String, Object> plain(DiagnosisFinding finding) {
        return Map.of("what", finding.what(), "remedy", finding.remedy());
    }

    private static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, numbers);
    }
}
