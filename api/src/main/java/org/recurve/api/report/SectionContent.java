package org.recurve.api.report;

import java.util.List;
import java.util.Objects;

/**
 * Describes what a section shows.
 *
 * @param title its heading
 * @param blocks what stands below it, in this order; none if there is nothing to show, and then the section is left out
 */
public record SectionContent(String title, List<ReportBlock> blocks) {
    public SectionContent {
        Objects.requireNonNull(title, "title");
        blocks = List.copyOf(blocks);
    }
}
