package org.recurve.reports.section;

import org.recurve.api.report.SectionContent;

/** A section of a report that a plugin makes: what it gave, or why it gave nothing. */
public sealed interface OwnSection {
    /** Returns the id of the plugin. */
    String id();

    /**
     * Describes what the plugin gave.
     *
     * @param maker what messages call the plugin
     */
    record Made(String id, String maker, SectionContent content) implements OwnSection {}

    /**
     * Nothing, since the plugin failed.
     *
     * @param problem what went wrong, with the plugin, its jar and the line of its author's code
     */
    record Failed(String id, String problem) implements OwnSection {}
}
