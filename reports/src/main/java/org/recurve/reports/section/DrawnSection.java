package org.recurve.reports.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.report.ReportBlock;
import org.recurve.api.report.SectionContent;
import org.recurve.reports.study.StudyArm;

/**
 * A section that a plugin made, drawn.
 *
 * @param anchor its place in the page
 * @param title its heading
 * @param problem why there is nothing to draw; empty if there is
 * @param blocks what stands in it
 * @param notes what of it is not shown
 */
public record DrawnSection(String anchor, String title, String problem, List<DrawnBlock> blocks, List<String> notes) {
    private static final int MOST_BLOCKS = 60;
    private static final int LONGEST_TITLE = 200;

    public DrawnSection {
        blocks = List.copyOf(blocks);
        notes = List.copyOf(notes);
    }

    /** Draws sections in their order; those that have nothing to show are left out. */
    public static List<DrawnSection> of(List<OwnSection> sections, Map<String, Integer> styles) {
        List<DrawnSection> drawn = new ArrayList<>();
        for (OwnSection section : sections) {
            String anchor = "own-" + (drawn.size() + 1);
            switch (section) {
                case OwnSection.Failed failed ->
                    drawn.add(new DrawnSection(anchor, failed.id(), failed.problem(), List.of(), List.of()));
                case OwnSection.Made made when made.content().blocks().isEmpty() -> {}
                case OwnSection.Made made -> drawn.add(drawn(anchor, made, styles));
            }
        }
        return drawn;
    }

    /** Returns the style of each variant, by its name. */
    public static Map<String, Integer> styles(List<StudyArm> arms) {
        Map<String, Integer> styles = new LinkedHashMap<>();
        arms.forEach(arm -> styles.putIfAbsent(arm.variant(), arm.style()));
        return styles;
    }

    private static DrawnSection drawn(String anchor, OwnSection.Made made, Map<String, Integer> styles) {
        SectionContent content = made.content();
        SectionSpace space = new SectionSpace();
        BlockDrawing drawing = new BlockDrawing(space, styles);
        List<DrawnBlock> blocks = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ReportBlock block : content.blocks()) {
            if (blocks.size() == MOST_BLOCKS || space.isFull()) {
                notes.add("This section is longer than a report can show: "
                        + (content.blocks().size() - blocks.size()) + " of its "
                        + content.blocks().size()
                        + " blocks are left out.");
                break;
            }
            blocks.add(block(block, drawing, made));
        }
        String title = content.title().isBlank() ? made.id() : space.line(content.title(), LONGEST_TITLE);
        return new DrawnSection(anchor, title, "", blocks, notes);
    }

    private static DrawnBlock block(ReportBlock block, BlockDrawing drawing, OwnSection.Made made) {
        try {
            return drawing.of(block);
        } catch (RuntimeException e) { // pictures whose sizes and numbers do not fit
            return new DrawnBlock.Undrawn(
                    "A " + BlockDrawing.kind(block) + " of " + made.maker() + " cannot be drawn: " + e.getMessage());
        }
    }
}
