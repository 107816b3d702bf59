package org.recurve.reports.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.recurve.reports.chart.ChartJson;
import org.recurve.reports.text.JsonText;
import org.recurve.reports.watch.PageFrame;
import org.recurve.reports.watch.PartRenderer;

/** Writes frames as JSON for the page's script. */
final class FrameText {
    private final PartRenderer renderer;

    FrameText(PartRenderer renderer) {
        this.renderer = renderer;
    }

    String of(PageFrame frame) {
        List<String> fields = new ArrayList<>();
        if (!frame.parts().isEmpty()) {
            fields.add("\"parts\":"
                    + new TreeMap<>(frame.parts())
                            .entrySet().stream()
                                    .map(part -> JsonText.quote(part.getKey()) + ":" + JsonText.quote(part.getValue()))
                                    .collect(Collectors.joining(",", "{", "}")));
        }
        if (!frame.panels().isEmpty()) {
            fields.add("\"panels\":"
                    + frame.panels().stream()
                            .map(panel -> "{\"key\":" + JsonText.quote(panel.key()) + ",\"html\":"
                                    + JsonText.quote(renderer.html("panel.jte", Map.of("panel", panel.panel()))) + "}")
                            .collect(Collectors.joining(",", "[", "]")));
        }
        if (!frame.windows().isEmpty()) {
            fields.add("\"windows\":"
                    + frame.windows().stream()
                            .map(keyed -> "{\"key\":" + JsonText.quote(keyed.key()) + ",\"from\":"
                                    + keyed.window().from() + ",\"to\":"
                                    + keyed.window().to() + ",\"content\":"
                                    + ChartJson.of(keyed.window().panel()) + "}")
                            .collect(Collectors.joining(",", "[", "]")));
        }
        if (!frame.bars().isEmpty()) {
            fields.add("\"bars\":"
                    + new TreeMap<>(frame.bars())
                            .entrySet().stream()
                                    .map(bar -> JsonText.quote(bar.getKey()) + ":" + bar.getValue())
                                    .collect(Collectors.joining(",", "{", "}")));
        }
        fields.add("\"silent\":" + frame.silent());
        return "{" + String.join(",", fields) + "}";
    }
}
