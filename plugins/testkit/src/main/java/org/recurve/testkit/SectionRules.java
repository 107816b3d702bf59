package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.Status;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.report.ReportBlock;
import org.recurve.api.report.ReportSection;
import org.recurve.api.report.ReportedStudy;
import org.recurve.api.report.SectionContent;

/**
 * Checks what is demanded of a section of the report: the same study gives the same section, and studies with nothing in them, or with odd
 * results, give one as well. It may object to a study, by an {@link InvalidSetting}, but not fail.
 */
final class SectionRules {
    private SectionRules() {}

    static <C extends Record> List<ContractCheck> checks(ReportSection<C> section, C config) {
        return List.of(
                new ContractCheck("gives the same section of the same study", () -> {
                    String first = text(section, config, SampleStudy.finished());
                    assertEquals(first, text(section, config, SampleStudy.finished()));
                    assertFalse(first.isBlank(), "it shows nothing of a study with results");
                }),
                new ContractCheck(
                        "takes a study without trials", () -> text(section, config, new SampleStudy(List.of()))),
                new ContractCheck(
                        "takes trials without results",
                        () -> text(section, config, SampleStudy.of(Status.RUNNING, Double.NaN))),
                new ContractCheck(
                        "takes results that are no finite numbers",
                        () -> text(section, config, SampleStudy.of(Status.DIVERGED, Double.POSITIVE_INFINITY))));
    }

    private static <C extends Record> String text(ReportSection<C> section, C config, ReportedStudy study) {
        SectionContent content;
        try {
            content = section.content(config, study);
        } catch (InvalidSetting objection) {
            return "objects: " + objection.getMessage();
        }
        return content.blocks().isEmpty()
                ? ""
                : content.title()
                        + content.blocks().stream().map(SectionRules::text).collect(Collectors.joining());
    }

    /** Returns all that a block says: records with arrays are equal only to themselves. */
    private static String text(ReportBlock block) {
        return switch (block) {
            case ReportBlock.CurveChart chart ->
                chart.title()
                        + chart.xLabel()
                        + chart.yLabel()
                        + chart.lines().stream()
                                .map(line -> line.name() + Arrays.toString(line.x()) + Arrays.toString(line.y()))
                                .toList();
            case ReportBlock.PointChart chart ->
                chart.title()
                        + chart.xLabel()
                        + chart.yLabel()
                        + chart.points().stream()
                                .map(points ->
                                        points.name() + Arrays.toString(points.x()) + Arrays.toString(points.y()))
                                .toList();
            case ReportBlock.ImageBlock grid ->
                grid.images().title()
                        + grid.images().captions()
                        + grid.images().images().stream().map(Arrays::toString).toList();
            case ReportBlock.HeatMapBlock map ->
                map.matrix().title()
                        + map.matrix().rowLabels()
                        + map.matrix().columnLabels()
                        + Arrays.deepToString(map.matrix().values());
            case ReportBlock.Paragraph words -> words.toString();
            case ReportBlock.KeyNumbers numbers -> numbers.toString();
            case ReportBlock.TableBlock table -> table.toString();
            case ReportBlock.BarChart bars -> bars.toString();
        };
    }
}
