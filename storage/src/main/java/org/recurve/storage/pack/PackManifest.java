package org.recurve.storage.pack;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a pack with the SHA-256 of each, written as {@code sha256sum --check} reads it.
 *
 * @param files digests by the file's name in the pack, which is its place in a store
 */
record PackManifest(SortedMap<String, String> files) {
    /** The first file of a pack. */
    static final String NAME = "files.sha256";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}(.+)");

    /** A part of a path that names something within its folder. */
    private static final String PART = "[A-Za-z0-9_][A-Za-z0-9._-]*";

    private static final Pattern ALLOWED = Pattern.compile(String.join(
            "|",
            "study\\.json",
            "labels\\.journal",
            "studies/" + PART + "/(journal|imported)",
            "trials/[0-9a-f]{64}(-[0-9a-f]{8})?/(journal|imported|weights|start-[0-9a-f]{64}|checkpoints/" + PART
                    + "\\.checkpoint)",
            "tensors/[0-9a-f]{64}",
            "jars/[0-9a-f]{64}\\.jar"));

    PackManifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Returns whether a run's folder may have this name in a pack. */
    static boolean allowsRun(String name) {
        return name.matches(PART);
    }

    /** Returns whether a pack may have a file of this name: no name that climbs, is absolute, or lies elsewhere is allowed. */
    static boolean allows(String name) {
        return ALLOWED.matcher(name).matches();
    }

    static PackManifest parse(String text) {
        SortedMap<String, String> files = new TreeMap<>();
        for (String line : text.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new RefusedPack("its list of files has a line that is not an entry: " + QuotedText.of(line));
            }
            String name = matcher.group(2);
            if (!allows(name)) {
                throw new RefusedPack("it holds " + QuotedText.of(name)
                        + ", which is not where a pack keeps files; packs made by recurve pack have no such file");
            }
            if (files.put(name, matcher.group(1)) != null) {
                throw new RefusedPack("its list of files has " + QuotedText.of(name) + " twice");
            }
        }
        return new PackManifest(files);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            text.append(file.getValue()).append("  ").append(file.getKey()).append('\n');
        }
        return text.toString();
    }
}
