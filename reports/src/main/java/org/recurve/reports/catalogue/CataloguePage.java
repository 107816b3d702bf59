package org.recurve.reports.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * All plugins that files can name, by kind.
 *
 * @param version of the framework
 */
public record CataloguePage(String version, List<PluginGroup> groups) {
    public CataloguePage {
        groups = List.copyOf(groups);
    }

    /**
     * The plugins of a kind.
     *
     * @param anchor by which links find it
     * @param name in the plural
     */
    public record PluginGroup(String anchor, String name, List<PluginCard> plugins) {
        public PluginGroup {
            plugins = List.copyOf(plugins);
        }
    }

    /**
     * A plugin.
     *
     * @param named its id and version
     * @param origin the jar that it came from; empty if it is built in
     * @param formula what it computes
     * @param example how a file, or a command, names it
     */
    public record PluginCard(
            String id,
            String named,
            String origin,
            String formula,
            String example,
            List<SettingLine> settings,
            Optional<PluginPicture> picture) {
        public PluginCard {
            settings = List.copyOf(settings);
        }
    }

    /** A setting: its name, what it may be, what it is if it is left out, and what it means. */
    public record SettingLine(String name, String values, String standard, String meaning) {}
}
