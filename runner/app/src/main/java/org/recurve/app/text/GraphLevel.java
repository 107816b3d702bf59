package org.recurve.app.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.app.display.TextTable;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.program.ModelListing;
import org.recurve.compute.program.Program;

/** A stage of what a model becomes, from the parts of the file to the instructions of a training step. */
public enum GraphLevel {
    LAYERS,
    GRAPH,
    GRADIENT,
    SCHEDULE,
    INSTRUCTIONS;

    public static final String DEFAULT = "graph";
    public static final String NAMES = "layers, graph, gradient, schedule, instructions";

    public static GraphLevel of(String name) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        Problem.of("--graph=" + name + " is not a level of detail", "write one of: " + NAMES)));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public List<String> lines(Program program) {
        return switch (this) {
            case LAYERS -> layers(program).lines().toList();
            case GRAPH -> ModelListing.graph(program);
            case GRADIENT -> ModelListing.gradient(program);
            case SCHEDULE -> ModelListing.schedule(program);
            case INSTRUCTIONS -> ModelListing.instructions(program);
        };
    }

    private static String layers(Program program) {
        Stream<List<String>> head = Stream.of(List.of("layer", "plugin", "output", "parameters", "links", "FLOPs"));
        Stream<List<String>> rows = ModelSummary.of(program).stream()
                .map(layer -> Stream.of(
                                layer.name(),
                                layer.method(),
                                layer.output(),
                                layer.parameters(),
                                layer.links(),
                                layer.flops())
                        .map(String::valueOf)
                        .toList());
        return TextTable.of(Stream.concat(head, rows).collect(Collectors.toList()));
    }
}
