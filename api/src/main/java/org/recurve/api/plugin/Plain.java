package org.recurve.api.plugin;

/**
 * A setting's type that reads itself from plain data, for values with more than one spelling ({@code 5} and
 * {@code [5, 5]}; {@code same} and {@code 2}).
 *
 * <p>Such a type also has a public static method {@code of(Object)}, which takes what the YAML file holds (String, Long,
 * Double, Boolean, or List of these) and throws {@link IllegalArgumentException} with a sentence for the user.
 */
public interface Plain {
    /** Returns the value as plain data again, in one canonical spelling; this is what is stored and hashed. */
    Object plain();
}
