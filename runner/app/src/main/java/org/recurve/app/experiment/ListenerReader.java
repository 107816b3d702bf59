package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.recurve.api.event.Listener;
import org.recurve.api.plugin.Spec;
import org.recurve.app.binding.PartNames;
import org.recurve.app.binding.SettingsBinder;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.app.yaml.YamlReader;

/** Reads listeners: those of the section {@code listen}, and those of {@code --listen}, which are stored nowhere. */
public final class ListenerReader {
    private static final String OPTION = "--listen";

    private final SettingsBinder binder;

    private ListenerReader(SettingsBinder binder) {
        this.binder = binder;
    }

    static ListenerReader ofFile(PluginRegistry registry, ProblemCollector collector) {
        return new ListenerReader(new SettingsBinder(registry, PartNames.fixed(Set.of(), collector), collector));
    }

    /** Returns what each {@code --listen} names; throws {@link org.recurve.app.problem.UserError} naming every problem. */
    public static List<PlacedListener> ofOptions(List<String> options, PluginRegistry registry) {
        ProblemCollector collector = new ProblemCollector();
        ListenerReader reader = new ListenerReader(
                SettingsBinder.ofCommandLine(registry, PartNames.fixed(Set.of(), collector), collector));
        List<PlacedListener> listeners = new ArrayList<>();
        options.forEach(option -> listeners.addAll(reader.read(YamlReader.value(OPTION, option, collector))));
        collector.raise();
        return listeners;
    }

    /** A listener, or a list of some. */
    List<PlacedListener> read(YamlNode node) {
        List<YamlNode> items = node instanceof SequenceNode sequenceNode ? sequenceNode.items() : List.of(node);
        List<PlacedListener> listeners = new ArrayList<>();
        for (YamlNode item : items) {
            binder.reference(PluginKind.LISTENER, item, FileSection.LISTEN.key())
                    .ifPresent(bound -> listeners.add(new PlacedListener(listener(bound.value()), item.place())));
        }
        return listeners;
    }

    @SuppressWarnings("unchecked") // looked up as a listener
    private static Spec<Listener<?>> listener(Spec<?> spec) {
        return (Spec<Listener<?>>) spec;
    }
}
