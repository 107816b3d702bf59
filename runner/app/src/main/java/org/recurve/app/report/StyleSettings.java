package org.recurve.app.report;

import java.util.List;
import java.util.Optional;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Spec;
import org.recurve.api.report.ReportSection;
import org.recurve.reports.style.ColourPair;

/** Describes what a style file says. Public for the binder, like the records of plugins. */
public record StyleSettings(
        @Doc("the name of the lab, above the title") @Default("\"\"")
        String lab,

        @Doc("a line below it") @Default("\"\"") String text,

        @Doc("a PNG beside them; its path begins where the file lies")
        Optional<String> logo,

        @Doc("the colour of links and marks") Optional<TextColour> accent,

        @Doc("the colours of the first variants") @Default("[]")
        List<LineColour> variants,

        @Doc("sections that plugins make of each study, in this order") @Default("[]")
        List<Spec<ReportSection<?>>> sections) {
    /** A colour of text. */
    public record TextColour(
            @Doc("on the light page") @Main String light,
            @Doc("on the dark page; by default the same") Optional<String> dark) {
        public TextColour {
            ColourPair.of(light, dark).demand(ColourPair.OF_TEXT);
        }

        ColourPair pair() {
            return ColourPair.of(light, dark);
        }
    }

    /** A colour of lines and marks. */
    public record LineColour(
            @Doc("on the light page") @Main String light,
            @Doc("on the dark page; by default the same") Optional<String> dark) {
        public LineColour {
            ColourPair.of(light, dark).demand(ColourPair.OF_LINES);
        }

        ColourPair pair() {
            return ColourPair.of(light, dark);
        }
    }
}
