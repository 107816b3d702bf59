package org.recurve.app.binding;

import org.recurve.app.problem.Place;

/**
 * Whose settings are being read.
 *
 * @param title what messages call it: a plugin's id, or a section
 * @param named the same with its version, if it is a plugin
 * @param place where it stands
 * @param path of itself; empty for the file
 */
public record Owner(String title, String named, Place place, String path) {
    String below(String setting) {
        return path.isEmpty() ? setting : path + "." + setting;
    }
}
