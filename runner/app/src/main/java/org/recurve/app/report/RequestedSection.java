package org.recurve.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.recurve.api.plugin.Spec;
import org.recurve.api.report.ReportSection;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.app.yaml.YamlReader;

/**
 * A section that a report shall have.
 *
 * @param where it is asked for: {@code report.yaml:3:4: sections}, or an option
 */
record RequestedSection(Spec<ReportSection<?>> spec, String where) {
    /** Returns what each {@code --section} names; throws {@link org.recurve.app.problem.UserError} naming every problem. */
    static List<RequestedSection> ofOptions(String option, List<String> texts, PluginRegistry registry) {
        ProblemCollector collector = new ProblemCollector();
        SettingsBinder binder = new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector);
        List<RequestedSection> sections = new ArrayList<>();
        for (String text : texts) {
            YamlNode node = YamlReader.value(option, text, collector);
            for (YamlNode item : node instanceof SequenceNode list ? list.items() : List.of(node)) {
                binder.reference(PluginKind.SECTION, item, "")
                        .ifPresent(bound -> sections.add(new RequestedSection(section(bound.value()), option)));
            }
        }
        collector.raise();
        return sections;
    }

    @SuppressWarnings("unchecked") // looked up as a section
    private static Spec<ReportSection<?>> section(Spec<?> spec) {
        return (Spec<ReportSection<?>>) spec;
    }
}
