package org.recurve.app.language;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A language server that runs beside a test, spoken to as an editor does: JSON-RPC in frames with a length. */
record LanguageServer(Process process, DataInputStream in, OutputStream out, Path folder, List<Integer> ids)
        implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    static LanguageServer start(Path script, Path folder) throws IOException {
        Process process = new ProcessBuilder("node", script.toString(), "--stdio")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        LanguageServer server = new LanguageServer(
                process,
                new DataInputStream(process.getInputStream()),
                process.getOutputStream(),
                folder,
                new ArrayList<>());
        server.ask(
                "initialize",
                Map.of(
                        "processId", ProcessHandle.current().pid(),
                        "rootUri", folder.toUri().toString(),
                        "workspaceFolders", List.of(Map.of("uri", folder.toUri().toString(), "name", "experiments")),
                        "capabilities", Map.of("workspace", Map.of("configuration", true, "workspaceFolders", true))));
        server.tell("initialized", Map.of());
        return server;
    }

    /** Opens a file, and returns what the editor would underline. */
    List<JsonNode> open(String name, String text) throws IOException {
        tell(
                "textDocument/didOpen",
                Map.of("textDocument", Map.of("uri", uri(name), "languageId", "yaml", "version", 1, "text", text)));
        while (true) {
            JsonNode message = next();
            if (message.path("method").asString("").equals("textDocument/publishDiagnostics")
                    && message.at("/params/uri").asString().equals(uri(name))) {
                return list(message.at("/params/diagnostics"));
            }
        }
    }

    List<JsonNode> completion(String name, int line, int column) throws IOException {
        JsonNode answer = ask("textDocument/completion", at(name, line, column));
        return list(answer.isArray() ? answer : answer.get("items"));
    }

    String hover(String name, int line, int column) throws IOException {
        return ask("textDocument/hover", at(name, line, column))
                .at("/contents/value")
                .asString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Map<String, Object> at(String name, int line, int column) {
        return Map.of("textDocument", Map.of("uri", uri(name)), "position", Map.of("line", line, "character", column));
    }

    private String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    private JsonNode ask(String method, Map<String, Object> params) throws IOException {
        int id = ids.size() + 1;
        ids.add(id);
        write(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
        while (true) {
            JsonNode message = next();
            if (!message.has("method") && message.path("id").asInt(-1) == id) {
                return message.path("result");
            }
        }
    }

    private void tell(String method, Map<String, Object> params) throws IOException {
        write(Map.of("jsonrpc", "2.0", "method", method, "params", params));
    }

    /** Returns the next message; what the server asks of an editor is answered first. */
    private JsonNode next() throws IOException {
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.startsWith("Content-Length:")) {
                length = Integer.parseInt(
                        line.substring("Content-Length:".length()).strip());
            }
        }
        JsonNode message = JSON.readTree(in.readNBytes(length));
        if (message.has("method") && message.has("id")) {
            List<Map<String, Object>> settings = list(message.at("/params/items")).stream()
                    .map(_ -> Map.<String, Object>of("validate", true, "completion", true, "hover", true))
                    .toList();
            write(Map.of("jsonrpc", "2.0", "id", message.get("id"), "result", settings));
        }
        return message;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the language server has ended");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private void write(Object message) throws IOException {
        byte[] body = JSON.writeValueAsBytes(message);
        out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
