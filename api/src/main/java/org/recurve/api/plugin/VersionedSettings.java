package org.recurve.api.plugin;

/**
 * A plugin whose newest version changed numbers under some of its settings only. Trials with other settings stay known by the version
 * that they were trained with, and trials of earlier versions can be repeated. Of a plugin in a jar the code is a part of a trial's
 * identity too, so another jar makes another trial, whatever its versions are.
 *
 * @param <C> the config record
 */
public interface VersionedSettings<C extends Record> {
    /** Returns the version whose numbers these settings give: the plugin's, or an earlier one that gives the same. */
    int version(C config);

    /**
     * Returns settings that give the numbers which an earlier version gave under these.
     *
     * @param version below {@link #version}
     */
    C asOf(int version, C config);
}
