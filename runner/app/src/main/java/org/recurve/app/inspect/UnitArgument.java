package org.recurve.app.inspect;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.app.display.FieldDrawing;
import org.recurve.app.display.ReachText;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.VariantPlanner;
import org.recurve.compute.inspect.InputReach;
import org.recurve.compute.inspect.UnitReceptiveField;

/**
 * A unit as the command line names it, {@code conv2[7,3,4]}, and what it sees.
 *
 * @param layer its layer's name
 * @param index along each axis of the layer's output, from 0
 */
public record UnitArgument(String layer, List<Integer> index) {
    private static final Pattern FORM = Pattern.compile("(?<layer>[^\\[\\]]+)\\[(?<index>\\d{1,9}(,\\d{1,9})*)]");

    public static UnitArgument of(String text) {
        Matcher matcher = FORM.matcher(text.replace(" ", ""));
        if (!matcher.matches()) {
            throw new UserError(Problem.of(
                    "--unit " + text + " names no unit",
                    "write the layer and its index along each axis of the layer's output, from 0, as in"
                            + " conv2[7,3,4]; recurve check FILE prints layers and outputs"));
        }
        List<Integer> index = Pattern.compile(",")
                .splitAsStream(matcher.group("index"))
                .map(Integer::valueOf)
                .toList();
        return new UnitArgument(matcher.group("layer"), index);
    }

    /** Returns whether it names an input, of which is asked what it reaches. */
    public boolean isInput() {
        return layer.equals(Field.INPUT);
    }

    /** Returns which units an input reaches, for a file's baseline or the first trial of that name. */
    public ReachText reach(String name, CommonOptions options) {
        try {
            return new ReachText(
                    index,
                    InputReach.of(ShownModel.plans(name, options).getFirst().program(), index));
        } catch (InvalidSetting unknown) {
            throw new UserError(Problem.of("--unit: " + unknown.getMessage()), unknown);
        }
    }

    /** Drawn for a file's baseline, or for the first trial of what the store has under that name. */
    public FieldDrawing of(String name, CommonOptions options) {
        VariantPlanner.VariantPlan plan = ShownModel.plans(name, options).getFirst();
        try {
            return new FieldDrawing(UnitReceptiveField.of(plan.program(), layer, index));
        } catch (InvalidSetting unknown) {
            throw new UserError(Problem.of("--unit: " + unknown.getMessage()), unknown);
        }
    }
}
