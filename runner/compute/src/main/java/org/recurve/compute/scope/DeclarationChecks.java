package org.recurve.compute.scope;

import org.recurve.api.plugin.InvalidSetting;

/** Says where a plugin may declare what belongs to the model as a whole: not in the step of a recurrence. */
final class DeclarationChecks {
    private DeclarationChecks() {}

    /** Returns the full name of what is declared in a place; refused in the step of a recurrence. */
    static String once(TracingScope scope, String kind, String name) {
        String full = TracingScope.below(scope.name(), name);
        if (scope.context().inScan()) {
            throw new InvalidSetting("the " + kind + " \"" + full + "\" is declared in a step of a recurrence, which"
                    + " cannot know later steps; declare it in the"
                    + " cell's start, or put the layer that declares it"
                    + " before the recurrence or after it, in"
                    + " each-step");
        }
        return full;
    }

    /** Returns the same of state that goes from chunk to chunk, which one of many steps cannot leave either. */
    static String inOrder(TracingScope scope, String name) {
        String full = once(scope, "carried state", name);
        if (scope.context().mappings().extents().rank() > 0) {
            throw new InvalidSetting("the carried state \"" + full + "\" is declared for one of many places that are"
                    + " computed at once, of which none comes last; carry state outside each-step and poolings");
        }
        return full;
    }
}
