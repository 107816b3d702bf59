package org.recurve.api.event;

/**
 * The code of a plugin that came from a jar, as far as it decides a trial's numbers.
 *
 * @param type the plugin's class
 * @param version of the plugin, as it says itself
 * @param jar {@code sha256:…} over all classes and resources of the jar
 * @param digest {@code code:sha256:…} over the classes and resources that the plugin reaches, by which it is known; empty if
 *     that is the whole jar
 * @param whole why the whole jar counts, as in {@code org.example.Lion calls Class.forName}; empty if it does not
 */
public record PluginCode(String type, int version, String jar, String digest, String whole) {
    /** Returns what stands for the code in a trial's identity. */
    public String identity() {
        return digest.isEmpty() ? jar : digest;
    }
}
