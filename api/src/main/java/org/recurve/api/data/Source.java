package org.recurve.api.data;

/**
 * A file that a data set is made of, and where to get it.
 *
 * @param file the name under which the data set asks for it
 * @param bytes its size
 * @param sha256 its SHA-256, 64 hexadecimal digits
 * @param npm an npm package that holds it ({@code name@version}), or empty
 * @param debian a Debian package that holds it, or empty
 * @param inside its path inside that package
 * @param home the data set's public home, for people without those packages
 */
public record Source(String file, long bytes, String sha256, String npm, String debian, String inside, String home) {}
