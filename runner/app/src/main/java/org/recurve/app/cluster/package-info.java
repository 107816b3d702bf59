/**
 * Scripts and manifests for the schedulers of clusters: {@link org.recurve.app.cluster.SlurmCommand} and
 * {@link org.recurve.app.cluster.KubernetesCommand} write what has one job run a study, and an array of others train its trials through
 * a folder. They submit nothing.
 */
package org.recurve.app.cluster;
