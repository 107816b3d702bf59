package org.recurve.app.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.command.Shell.Answer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The manifest as the published schema of Kubernetes 1.30 and a reader of YAML see it. */
class KubernetesCommandTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Schema JOB = schema();
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}

            model: [recurrent: {cell: {elman: 4}}, dense: 1]   # "yes": 'no'
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            """;

    @TempDir
    Path folder;

    /** Returns the schema of a job, which knows no other fields than those it names. */
    private static Schema schema() {
        try (InputStream in = KubernetesCommandTest.class.getResourceAsStream("/schema/validation-schema.json")) {
            ObjectNode all = (ObjectNode) JSON.readTree(in);
            ObjectNode schema = JSON.createObjectNode();
            schema.put("$ref", "#/definitions/kubernetes_batch_v1_Job");
            ObjectNode definitions = (ObjectNode) strict(all.get("definitions"));
            // An amount is a text or a number; in this form of the schema it is what Java makes of it.
            definitions
                    .putObject("k8s_io_apimachinery_pkg_api_resource_Quantity")
                    .putArray("type")
                    .add("string")
                    .add("number");
            schema.set("definitions", definitions);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode strict(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.get("required") != null && object.get("required").isBoolean()) {
                object.remove("required"); // of a draft before
            }
            if (object.get("properties") instanceof ObjectNode) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(KubernetesCommandTest::strict);
        return node;
    }

    private static List<Error> errors(JsonNode job) {
        return JOB.validate(job.toString(), InputFormat.JSON);
    }

    private JsonNode manifest(Object... words) {
        Object[] all = new Object[words.length + 1];
        all[0] = "kubernetes";
        System.arraycopy(words, 0, all, 1, words.length);
        Answer answer = recurve(all);
        assertEquals(List.of(0, ""), List.of(answer.code(), answer.err()));
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(answer.out());
        JsonNode read = JSON.valueToTree(plain);
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = "--json";
        assertEquals(JSON.readTree(recurve(all).out()), read, "the YAML says what the JSON says");
        return read;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sums.yaml"), text);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void bothJobsAreWhatTheClusterExpects() throws IOException {
        Path file = file(FILE);
        JsonNode items = manifest(
                        file,
                        "--workers=20",
                        "--at-once=5",
                        "--slots=2",
                        "--memory=4g",
                        "--image=here/recurve:1",
                        "--seed=3")
                .get("items");
        assertEquals(
                List.of("ConfigMap", "Job", "Job"),
                items.valueStream().map(item -> item.get("kind").asString()).toList());
        assertEquals(FILE, items.get(0).at("/data/file-0").asString());
        JsonNode study = items.get(1);
        JsonNode workers = items.get(2);
        assertEquals(List.of(), errors(study));
        assertEquals(List.of(), errors(workers));
        assertTrue(workers.at("/metadata/name").asString().matches("recurve-sums-seeds-3-[0-9a-f]{8}-workers"));
        assertEquals("Indexed", workers.at("/spec/completionMode").asString());
        assertEquals(20, workers.at("/spec/completions").asInt());
        assertEquals(5, workers.at("/spec/parallelism").asInt());
        JsonNode container = workers.at("/spec/template/spec/containers/0");
        assertEquals("2", container.at("/resources/requests/cpu").asString());
        assertEquals("16128Mi", container.at("/resources/limits/memory").asString());
        assertEquals(
                List.of(
                        "work",
                        "/recurve/queue",
                        "--store",
                        "/recurve/store",
                        "--jobs",
                        "2",
                        "--memory",
                        "4g",
                        "--idle",
                        "10m"),
                texts(container.get("args")));
        assertEquals(
                List.of(
                        "run",
                        "/study/sums.yaml",
                        "--seed=3",
                        "--store",
                        "/recurve/store",
                        "--on",
                        "folder:/recurve/queue",
                        "--jobs",
                        "32",
                        "--threads",
                        "1"),
                texts(study.at("/spec/template/spec/containers/0/args")));
        assertEquals(
                "sums.yaml",
                study.at("/spec/template/spec/volumes/2/configMap/items/0/path").asString());
    }

    /** The schema is no formality: a field that no job has, or of another type, is found. */
    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        JsonNode job = manifest(file(FILE)).at("/items/2");
        ((ObjectNode) job.get("spec")).put("backoffLimitPerIndices", 3);
        assertEquals(1, errors(job).size());
        JsonNode other = manifest(file(FILE)).at("/items/2");
        ((ObjectNode) other.at("/spec/podFailurePolicy/rules/0/onExitCodes")).put("values", "75");
        assertFalse(errors(other).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on",
                "moby-dick-characters",
                "a-very-long-name-of-a-study-that-is-longer-than-what-a-cluster-allows"
            })
    void eachStudyHasANameThatTheClusterAllows(String study) throws IOException {
        Path named = file(FILE.replace("study: sums", "study: \"" + study + "\""));
        JsonNode plain = manifest(named, "--workers=99999").get("items");
        JsonNode changed =
                manifest(named, "--workers=99999", "--set=train.batch=32").get("items");
        for (JsonNode items : List.of(plain, changed)) {
            items.forEach(item -> {
                String name = item.at("/metadata/name").asString();
                assertTrue(name.matches("[a-z]([a-z0-9-]*[a-z0-9])?"), name);
                assertTrue((name + "-99998").length() <= 63, name);
            });
        }
        assertNotEquals(plain.at("/0/metadata/name"), changed.at("/0/metadata/name"));
    }

    @Test
    void whatAFileExtendsIsMountedBesideIt() throws IOException {
        Path base = Files.writeString(
                Files.createDirectories(folder.resolve("base")).resolve("b.yaml"),
                FILE.replace("seeds: 2\n", "seeds: 2\t# two"));
        JsonNode items =
                manifest(file("study: more\nextends: base/b.yaml\nseeds: 3\n")).get("items");
        assertEquals(Files.readString(base), items.get(0).at("/data/file-1").asString());
        assertEquals(
                "base/b.yaml",
                items.get(1)
                        .at("/spec/template/spec/volumes/2/configMap/items/1/path")
                        .asString());
        Path inner = Files.writeString(folder.resolve("base/inner.yaml"), "study: more\nextends: ../sums.yaml\n");
        file(FILE);
        Answer elsewhere = recurve("kubernetes", inner);
        assertEquals(2, elsewhere.code());
        assertTrue(elsewhere.err().contains("put it beside the file"), elsewhere.err());
    }
}
