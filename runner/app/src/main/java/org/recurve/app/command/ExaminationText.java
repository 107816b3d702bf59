package org.recurve.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.app.display.Curve;
import org.recurve.app.display.Table;
import org.recurve.engine.trial.Examination;
import org.recurve.engine.trial.Examination.Beginning;
import org.recurve.engine.trial.Examination.Learning;
import org.recurve.engine.trial.Examination.Likeness;
import org.recurve.engine.trial.Examination.Rate;
import org.recurve.engine.trial.Examination.Ratio;
import org.recurve.engine.trial.Examination.Signal;
import org.recurve.engine.trial.Finding;

/**
 * What a doctor saw, for people and for programs.
 *
 * @param findings the doctor's and others
 */
record ExaminationText(Examination seen, List<Finding> findings) {
    private static final int ROWS = 8;

    String text() {
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
        Beginning beginning = seen.beginning();
        return format("loss before training: %.4g", beginning.loss())
                + beginning
                        .uninformed()
                        .map(zeros -> format(", of an output of zeros %.4g", zeros))
                        .orElse("");
    }

    private String learning() {
        Learning learning = seen.learning();
        return format("%d examples by heart: ", learning.examples())
                + format("loss %.3g after %d steps", learning.after(), learning.steps())
                + learning.shares().entrySet().stream()
                        .map(share -> format(", %s %.3g", share.getKey(), share.getValue()))
                        .collect(Collectors.joining());
    }

    private String rates() {
        List<Double> losses = seen.rates().stream().map(Rate::loss).toList();
        Curve curve = new Curve(losses, 2 * seen.beginning().loss());
        return "loss while the steps grow, as " + unit() + ":\n"
                + curve.drawn(
                        ROWS, label(seen.rates().getFirst()), label(seen.rates().getLast()));
    }

    private String unit() {
        return seen.rates().getFirst().rate().isPresent() ? "learning rate" : "multiples of the optimizer's";
    }

    private static String label(Rate rate) {
        return format("%.0e", rate.rate().orElse(rate.factor()));
    }

    private String ratios() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("parameter", "|weights|", "|gradient|", "ratio"));
        for (Ratio ratio : seen.ratios()) {
            rows.add(List.of(
                    ratio.parameter(),
                    format("%.3g", ratio.weights()),
                    format("%.3g", ratio.gradient()),
                    format("%.1e", ratio.value())));
        }
        return Table.of(rows);
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
        return Table.of(rows);
    }

    private String likenesses() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("layer", "maps", "mean", "largest", "of maps", "with a twin"));
        for (Likeness likeness : seen.likenesses()) {
            rows.add(List.of(
                    likeness.layer(),
                    String.valueOf(likeness.maps()),
                    format("%.2f", likeness.mean()),
                    format("%.2f", likeness.largest()),
                    likeness.one() + " and " + likeness.other(),
                    String.valueOf(likeness.twins())));
        }
        return Table.of(rows);
    }

    private String found() {
        List<String> lines = new ArrayList<>();
        lines.add(findings.isEmpty() ? "nothing found" : "found:");
        findings.forEach(finding -> lines.add("- " + finding.what() + "\n    try: " + finding.remedy()));
        return String.join("\n", lines);
    }

    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("loss-before-training", seen.beginning().loss());
        seen.beginning().uninformed().ifPresent(zeros -> plain.put("loss-of-zeros", zeros));
        Learning learning = seen.learning();
        Map<String, Object> byHeart = new LinkedHashMap<>(Map.of(
                "examples", learning.examples(),
                "loss", learning.after(),
                "steps", learning.steps()));
        learning.shares().forEach((name, share) -> {
            if (Double.isFinite(share)) {
                byHeart.putIfAbsent(name, share);
            }
        });
        plain.put("by-heart", byHeart);
        plain.put("rates", seen.rates().stream().map(ExaminationText::plain).toList());
        plain.put("ratios", seen.ratios().stream().map(ExaminationText::plain).toList());
        plain.put("signals", seen.signals().stream().map(ExaminationText::plain).toList());
        plain.put(
                "feature-maps",
                seen.likenesses().stream().map(ExaminationText::plain).toList());
        plain.put("findings", findings.stream().map(ExaminationText::plain).toList());
        return plain;
    }

    private static Map<String, Object> plain(Rate rate) {
        Map<String, Object> plain = new LinkedHashMap<>(Map.of("factor", rate.factor()));
        if (Double.isFinite(rate.loss())) {
            plain.put("loss", rate.loss());
        }
        rate.rate().ifPresent(own -> plain.put("learning-rate", own));
        return plain;
    }

    private static Map<String, Object> plain(Ratio ratio) {
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

    private static Map<String, Object> plain(Likeness likeness) {
        return Map.of(
                "layer", likeness.layer(),
                "maps", likeness.maps(),
                "mean", likeness.mean(),
                "largest", likeness.largest(),
                "of", List.of(likeness.one(), likeness.other()),
                "twins", likeness.twins());
    }

    private static Map<String, Object> plain(Finding finding) {
        return Map.of("what", finding.what(), "remedy", finding.remedy());
    }

    private static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, numbers);
    }
}
