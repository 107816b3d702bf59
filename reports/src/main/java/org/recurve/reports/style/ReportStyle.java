package org.recurve.reports.style;

import java.util.List;
import java.util.Optional;

/**
 * Describes what a lab puts on its reports.
 *
 * @param lab its name, above the title; may be empty
 * @param text a line beside it; may be empty
 * @param logo a picture beside it
 * @param accent the colour of links and marks; the report's own if there is none
 * @param variants the colours of the first variants, instead of the report's own
 */
public record ReportStyle(
        String lab, String text, Optional<LogoImage> logo, Optional<ColourPair> accent, List<ColourPair> variants) {
    /** Leaves the report as it is. */
    public static final ReportStyle PLAIN = new ReportStyle("", "", Optional.empty(), Optional.empty(), List.of());

    /** Says how many colours there are for variants, after which they begin again. */
    public static final int COLOURS = 8;

    public ReportStyle {
        variants = List.copyOf(variants);
        if (variants.size() > COLOURS) {
            throw new IllegalArgumentException("there are colours for " + COLOURS + " variants, found "
                    + variants.size() + "; those of more variants begin again");
        }
    }

    /** Returns whether something stands above the title. */
    public boolean hasTitleBlock() {
        return !lab.isBlank() || !text.isBlank() || logo.isPresent();
    }

    /** Returns rules for the page's style sheet: nothing but checked colours is in them. */
    public String css() {
        StringBuilder css = new StringBuilder();
        accent.ifPresent(
                pair -> css.append(":root{--accent:").append(pair.css()).append("}"));
        for (int i = 0; i < variants.size(); i++) {
            css.append(".v")
                    .append(i)
                    .append("{--c:")
                    .append(variants.get(i).css())
                    .append("}");
        }
        return css.toString();
    }
}
