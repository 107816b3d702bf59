package org.recurve.api.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a provider: the id that YAML files use, the version of its numbers, and one sentence for the catalogue.
 *
 * <p>A provider is a public class without state, with a public constructor without parameters, listed for its service
 * interface in {@code META-INF/services}.
 *
 * <p>A plugin from a jar is known by its version and by the classes and resources of the jar that its class reaches: trials are
 * trained again when one of these changes, and not when documentation, annotations, debug information or anything else in the
 * jar does. Settings, defaults included, are part of each trial. Code that reaches what it does not name, by reflection, a class
 * loader, a resource with a computed name or a native method, makes the whole jar count.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Plugin {
    /** Returns the name in YAML: lowercase letters, digits and hyphens, beginning with a letter. */
    String id();

    /** Raised by one with every change that alters any number the plugin computes. */
    int version() default 1;

    /** Returns what it computes, as a formula where there is one. */
    String summary();
}
