package org.recurve.reports.watch;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Renders the parts of pages; all text is escaped by the templates. */
public final class PartRenderer {
    private static final String TEMPLATES = "org.recurve.reports.templates";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, PartRenderer.class.getClassLoader(), TEMPLATES);

    /** Returns the HTML of a template. */
    public String html(String template, Map<String, Object> parameters) {
        StringOutput out = new StringOutput();
        engine.render(template, parameters, out);
        return out.toString();
    }

    String html(String template, String name, Object model) {
        return html(template, Map.of(name, model));
    }
}
