package org.recurve.storage.view;

import org.recurve.api.artifact.Artifact;

/**
 * Something to look at that a trial recorded.
 *
 * @param name under which it was recorded
 * @param step after which it was recorded
 */
public record ArtifactView(String name, long step, Artifact artifact) {}
