package org.recurve.app.binding;

import org.recurve.app.problem.SourcePosition;

/**
 * Names the owner of the settings being read.
 *
 * @param title what messages call it: a plugin's id, or a section
 * @param named the same with its version, if it is a plugin
 * @param place where it stands
 * @param path of itself; empty for the file
 */
public record SettingOwner(String title, String named, SourcePosition place, String path) {
    String below(String setting) {
        return path.isEmpty() ? setting : path + "." + setting;
    }
}
