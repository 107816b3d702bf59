package org.recurve.app.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.app.configuration.ModelSize;
import org.recurve.app.configuration.PluginPositions;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/** A change of a configuration at the end of a path. */
public sealed interface DeltaChange {
    /** Segments, joined by points. */
    String path();

    /** Returns where the change is written. */
    SourcePosition place();

    /** Returns the first segment: a section, or a part. */
    default String first() {
        return path().split("\\.", -1)[0];
    }

    /** A change that follows from what stands there alone. */
    sealed interface RewriteChange extends DeltaChange {
        /** Returns what stands there afterwards, given what stood there before; nothing, or several only among layers. */
        List<YamlNode> on(Optional<YamlNode> before) throws UnmatchedPath;

        /** Returns what the user should know of a change that was made; empty if all is said in the file. */
        default String note(YamlNode before) {
            return "";
        }
    }

    /** A whole value instead of the one that stands there. */
    record SetValue(String path, SourcePosition place, YamlNode value) implements RewriteChange {
        @Override
        public List<YamlNode> on(Optional<YamlNode> before) {
            return List.of(value);
        }
    }

    /** A part taken out, or exchanged for what it declares to be neutral; or a setting that falls back to its default. */
    record RemovePart(String path, SourcePosition place, PluginPositions kinds) implements RewriteChange {
        @Override
        public List<YamlNode> on(Optional<YamlNode> before) throws UnmatchedPath {
            Optional<SwapPlugin> neutral = before.flatMap(this::neutral);
            return neutral.isPresent() ? neutral.get().on(before) : List.of();
        }

        private Optional<SwapPlugin> neutral(YamlNode before) {
            return before instanceof ReferenceNode old
                    ? kinds.neutral(old)
                            .map(id -> new SwapPlugin(path, place, id, new MappingNode(place, List.of()), kinds))
                    : Optional.empty();
        }

        @Override
        public String note(YamlNode before) {
            return neutral(before)
                    .map(swapPlugin -> swapPlugin.id() + " takes the place of " + path
                            + ", as its plugin declares for a removal; " + swapPlugin.note(before))
                    .orElse("");
        }
    }

    /** Another plugin; a layer keeps the name of the part it replaces. */
    record ReplacePlugin(String path, SourcePosition place, YamlNode value) implements RewriteChange {
        @Override
        public List<YamlNode> on(Optional<YamlNode> before) {
            Optional<YamlNode> named = before.flatMap(
                            node -> node instanceof ReferenceNode r ? r.part() : Optional.empty())
                    .map(part -> named(part.name()));
            return List.of(named.orElse(value));
        }

        private YamlNode named(String name) {
            List<MappingEntry> entries = new ArrayList<>();
            switch (value) {
                case MappingNode mappingNode -> entries.addAll(mappingNode.entries());
                case ScalarNode scalarNode
                when scalarNode.text().isPresent() ->
                    entries.add(new MappingEntry(
                            scalarNode.text().get(),
                            scalarNode.place(),
                            new ScalarNode(scalarNode.place(), Optional.empty())));
                case ScalarNode _, SequenceNode _, ReferenceNode _ -> {
                    return value;
                }
            }
            if (entries.stream().noneMatch(entry -> entry.key().equals("name"))) {
                entries.add(new MappingEntry("name", place, ScalarNode.of(place, name)));
            }
            return new MappingNode(value.place(), entries);
        }
    }

    /**
     * Another plugin with those settings of the old one that it has too, except where others are given, and except defaults
     * that it cannot have.
     *
     * @param id of the new plugin
     * @param given its own settings
     */
    record SwapPlugin(String path, SourcePosition place, String id, MappingNode given, PluginPositions kinds)
            implements RewriteChange {
        @Override
        public List<YamlNode> on(Optional<YamlNode> before) throws UnmatchedPath {
            ReferenceNode old = plugin(before);
            List<MappingEntry> settings = new ArrayList<>(given.entries());
            settings.addAll(kept(old));
            YamlNode swapped = new MappingNode(
                    place, List.of(new MappingEntry(id, place, new MappingNode(given.place(), List.copyOf(settings)))));
            return new ReplacePlugin(path, place, swapped).on(before);
        }

        private ReferenceNode plugin(Optional<YamlNode> before) throws UnmatchedPath {
            if (before.isPresent() && before.get() instanceof ReferenceNode referenceNode) {
                return referenceNode;
            }
            String found = before.map(YamlNode::described).orElse("nothing");
            throw new UnmatchedPath("swap replaces a plugin, but this is " + found, "use set instead");
        }

        private List<MappingEntry> kept(ReferenceNode old) {
            return common(old).stream()
                    .filter(entry -> !kinds.isForeignDefault(old, id, entry))
                    .toList();
        }

        private List<MappingEntry> common(ReferenceNode old) {
            List<String> known = kinds.settings(old, id);
            return old.settings().entries().stream()
                    .filter(entry -> known.contains(entry.key()))
                    .filter(entry -> given.entry(entry.key()).isEmpty())
                    .toList();
        }

        @Override
        public String note(YamlNode before) {
            if (!(before instanceof ReferenceNode old)) {
                return "";
            }
            List<String> kept = kept(old).stream().map(MappingEntry::key).toList();
            List<String> left = common(old).stream()
                    .filter(entry -> !kept.contains(entry.key()))
                    .map(entry -> entry.key() + " (a default of " + old.id() + " that " + id + " does not know)")
                    .toList();
            return "swap of " + path + " from " + old.id() + " to " + id + " keeps "
                    + (kept.isEmpty() ? "no setting" : String.join(", ", kept))
                    + (left.isEmpty() ? "" : ", and not " + String.join(", ", left));
        }
    }

    /** Layers put beside a part. */
    record InsertLayers(String path, SourcePosition place, List<YamlNode> layers, boolean after)
            implements RewriteChange {
        public InsertLayers {
            layers = List.copyOf(layers);
        }

        @Override
        public List<YamlNode> on(Optional<YamlNode> before) throws UnmatchedPath {
            YamlNode neighbour = before.filter(
                            node -> node instanceof ReferenceNode r && r.part().isPresent())
                    .orElseThrow(
                            () -> new UnmatchedPath("insert adds layers next to a layer, and this is not a layer", ""));
            List<YamlNode> all = new ArrayList<>(layers);
            all.add(after ? 0 : layers.size(), neighbour);
            return all;
        }
    }

    /** A whole number chosen so that the model's size comes nearest to the baseline's. */
    record MatchSize(String path, SourcePosition place, ModelSize.SizeQuantity quantity) implements DeltaChange {}
}
