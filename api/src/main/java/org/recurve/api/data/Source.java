package org.recurve.api.data;

/**
 * A file that a data set is made of, or a folder of many, and where to get it.
 *
 * @param file the name under which the data set asks for it
 * @param bytes its size, uncompressed; of a folder, the sum of its files' sizes
 * @param sha256 its SHA-256, 64 hexadecimal digits; of a folder, that of the list {@code sha256sum} prints of its files, in
 *     the order of their paths: {@code cd FOLDER; find * -type f | LC_ALL=C sort | xargs sha256sum | sha256sum}
 * @param npm an npm package that holds it ({@code name@version}), or empty
 * @param debian a Debian package that holds it, or empty
 * @param inside its path inside that package; what ends in {@code .gz} is uncompressed, unless {@code file} does too;
 *     with a {@code *}, the folder of all files whose paths fit this glob, as they
 *     lie below the folders before the first special character: of {@code data/*}{@code /*.txt}, those below {@code data}
 * @param home the data set's public home, for people without those packages
 */
public record Source(String file, long bytes, String sha256, String npm, String debian, String inside, String home) {}
