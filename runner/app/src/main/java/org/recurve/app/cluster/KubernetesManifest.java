package org.recurve.app.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.app.problem.ExitCodes;

/**
 * Describes what a Kubernetes cluster is to have for a study: its files, a job that runs it, and an indexed job of workers that train its trials.
 * Both share a volume.
 *
 * @param files of the study by their paths
 * @param claim of the volume, which many nodes can mount
 */
record KubernetesManifest(String study, Map<String, String> files, String image, String claim, ClusterOptions options) {
    static final String SHARED = "/recurve";
    static final String STUDY = "/study";
    private static final String NAME = "name";
    private static final String MOUNT = "mountPath";
    private static final String TEMPORARY = "tmp";
    private static final int MOST_NAME = 32;
    private static final int DIGITS = 4;
    private static final int GRACE_SECONDS = 120;
    private static final int NOBODY = 1000;
    private static final int TRIES = 3;

    /**
     * Returns the manifest as plain data.
     *
     * @param run words of the command that runs the study
     * @param work those of the command that trains trials
     */
    Map<String, Object> plain(List<String> run, List<String> work) {
        Map<String, Object> all = of("v1", "List");
        all.put(
                "items",
                List.of(
                        configuration(),
                        job("-study", study(pod(run, 1, options.studyMegabytes(), true))),
                        job("-workers", workers(pod(work, options.processors(), options.workerMegabytes(), false)))));
        return all;
    }

    private static Map<String, Object> of(String version, String kind) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", version);
        object.put("kind", kind);
        return object;
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put((String) pairs[at], pairs[at + 1]);
        }
        return map;
    }

    /** Returns a name that the cluster allows; one that had to be changed ends with digits of a hash, since others may look alike. */
    String name() {
        String plain = study.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = plain.substring(0, Math.min(MOST_NAME, plain.length())).replaceAll("^-+|-+$", "");
        return "recurve-" + (cut.equals(study) ? cut : cut + (cut.isEmpty() ? "" : "-") + hash());
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(study.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(int number) {
        return "file-" + number;
    }

    private Map<String, Object> configuration() {
        Map<String, Object> data = new LinkedHashMap<>();
        files.values().forEach(text -> data.put(key(data.size()), text));
        Map<String, Object> object = of("v1", "ConfigMap");
        object.put("metadata", metadata("-files"));
        object.put("data", data);
        return object;
    }

    private Map<String, Object> metadata(String part) {
        return map(
                NAME,
                name() + part,
                "labels",
                map("app.kubernetes.io/name", "recurve", "app.kubernetes.io/instance", name()));
    }

    private Map<String, Object> job(String part, Map<String, Object> spec) {
        Map<String, Object> object = of("batch/v1", "Job");
        object.put("metadata", metadata(part));
        object.put("spec", spec);
        return object;
    }

    /** Returns the job that runs the study: what the study came to is final, and whatever else ended it is begun again. */
    private static Map<String, Object> study(Map<String, Object> pod) {
        return map(
                "backoffLimit",
                TRIES * 2,
                "podReplacementPolicy",
                "Failed",
                "podFailurePolicy",
                policy(List.of(1, 2)),
                "template",
                pod);
    }

    private Map<String, Object> workers(Map<String, Object> pod) {
        return map(
                "completionMode",
                "Indexed",
                "completions",
                options.workers(),
                "parallelism",
                options.atOnce(),
                "backoffLimitPerIndex",
                TRIES,
                "podReplacementPolicy",
                "Failed",
                "podFailurePolicy",
                policy(List.of(2)),
                "template",
                pod);
    }

    /** Returns that these exit codes end the job, and that neither one which was told to end nor a node that is drained counts. */
    private static Map<String, Object> policy(List<Integer> last) {
        return map(
                "rules",
                List.of(
                        rule("FailJob", last),
                        rule("Ignore", List.of(ExitCodes.UNFINISHED)),
                        map(
                                "action",
                                "Ignore",
                                "onPodConditions",
                                List.of(map("type", "DisruptionTarget", "status", "True")))));
    }

    private static Map<String, Object> rule(String action, List<Integer> codes) {
        return map("action", action, "onExitCodes", map("containerName", "recurve", "operator", "In", "values", codes));
    }

    /** Returns a pod that runs a command, as nobody in particular and with nothing to write to but the shared volume. */
    private Map<String, Object> pod(List<String> words, int processors, long megabytes, boolean hasFiles) {
        List<Object> mounts = new ArrayList<>(
                List.of(map(NAME, "shared", MOUNT, SHARED), map(NAME, TEMPORARY, MOUNT, "/" + TEMPORARY)));
        List<Object> volumes = new ArrayList<>(List.of(
                map(NAME, "shared", "persistentVolumeClaim", map("claimName", claim)),
                map(NAME, TEMPORARY, "emptyDir", map())));
        if (hasFiles) {
            mounts.add(map(NAME, "study", MOUNT, STUDY, "readOnly", true));
            List<Object> items = new ArrayList<>();
            files.keySet().forEach(path -> items.add(map("key", key(items.size()), "path", path)));
            volumes.add(map(NAME, "study", "configMap", map(NAME, name() + "-files", "items", items)));
        }
        Map<String, Object> asked = map("cpu", Integer.toString(processors), "memory", megabytes + "Mi");
        Map<String, Object> container = map(
                NAME,
                "recurve",
                "image",
                image,
                "args",
                List.copyOf(words),
                "workingDir",
                SHARED,
                "env",
                List.of(
                        map(NAME, "HOME", "value", SHARED + "/home"),
                        map(NAME, "RECURVE_DATA", "value", SHARED + "/cache"),
                        map(
                                NAME,
                                "RECURVE_JAVA_OPTS",
                                "value",
                                "-Xmx" + options.heap().text())),
                "resources",
                map("requests", asked, "limits", map("memory", megabytes + "Mi")),
                "securityContext",
                map(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        map("drop", List.of("ALL"))),
                "volumeMounts",
                mounts);
        return map(
                "spec",
                map(
                        "restartPolicy",
                        "Never",
                        "terminationGracePeriodSeconds",
                        GRACE_SECONDS,
                        "automountServiceAccountToken",
                        false,
                        "securityContext",
                        map(
                                "runAsNonRoot",
                                true,
                                "runAsUser",
                                NOBODY,
                                "runAsGroup",
                                NOBODY,
                                "fsGroup",
                                NOBODY,
                                "seccompProfile",
                                map("type", "RuntimeDefault")),
                        "containers",
                        List.of(container),
                        "volumes",
                        volumes));
    }
}
