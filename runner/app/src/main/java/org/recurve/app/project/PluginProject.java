package org.recurve.app.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.file.DiskFailure;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A Maven project with plugins.
 *
 * @param folder of its pom.xml
 * @param packageName of its classes, which is its group as well
 */
public record PluginProject(Path folder, String packageName) {
    private static final String POM = "pom.xml";

    /** Finds the project in a folder. */
    public static PluginProject in(Path folder) {
        Path pom = folder.resolve(POM);
        if (!Files.isRegularFile(pom)) {
            throw new UserError(Problem.of(
                    "there is no " + pom + ", so there is no project to add a plugin to",
                    "begin one with: recurve new plugin NAME, and run this in its folder"));
        }
        String group = group(pom);
        if (!SourceVersion.isName(group)) {
            throw new UserError(Problem.of(
                    pom + " has the group \"" + group + "\", which cannot be a package of Java",
                    "classes go into the package that the groupId names: choose one such as my.ideas"));
        }
        return new PluginProject(folder, group);
    }

    private static String group(Path pom) {
        try (InputStream in = Files.newInputStream(pom)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element project = factory.newDocumentBuilder().parse(in).getDocumentElement();
            for (Node child = project.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child.getNodeName().equals("groupId")) {
                    return child.getTextContent().strip();
                }
            }
            return "";
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new UserError(Problem.of("cannot read " + pom + ": " + e.getMessage()), e);
        }
    }

    /**
     * Writes a project with a layer and a cell to start from.
     *
     * @param folder which must not be there yet, or be empty
     * @param name of the project
     */
    public static PluginProject create(Path folder, String name) {
        demandName(name);
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new UserError(Problem.of(
                    folder + " exists already", "choose another name, or add to it: recurve new layer NAME"));
        }
        PluginProject project = new PluginProject(folder, packageName(name));
        Map<String, String> values = new TreeMap<>(ProjectResource.versions());
        values.put("name", name);
        values.put("package", project.packageName());
        values.put("layer", name + "-layer");
        values.put("cell", name + "-cell");
        for (String file : List.of(POM, "README.md", "study.yaml")) {
            write(folder.resolve(file), ProjectResource.filled(file, values));
        }
        write(folder.resolve(".gitignore"), "target/\nplugins/\n.recurve/\n");
        project.add(PluginKind.LAYER, name + "-layer");
        project.add(PluginKind.CELL, name + "-cell");
        return project;
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void demandName(String name) {
        if (!Identifier.isName(name)) {
            throw new UserError(Problem.of("\"" + name + "\" is not a name; use " + Identifier.NAME_RULE));
        }
    }

    /** {@code my.ideas} of {@code my-ideas}; what is no word of a package gets an underscore. */
    static String packageName(String name) {
        return Arrays.stream(name.split("-"))
                .map(word -> Character.isDigit(word.charAt(0)) ? "_" + word : word)
                .map(word -> SourceVersion.isKeyword(word) ? word + "_" : word)
                .collect(Collectors.joining("."));
    }

    /** Adds a plugin to begin with, its test, and the line that names it as a service; returns the files. */
    public List<Path> add(PluginKind kind, String id) {
        demandName(id);
        PluginTemplate template = PluginTemplate.of(kind);
        String className = className(kind, id, template);
        String path = packageName.replace('.', '/') + "/" + className;
        Path source = folder.resolve("src/main/java/" + path + ".java");
        Path test = folder.resolve("src/test/java/" + path + "Test.java");
        Optional<Path> there = Stream.of(source, test).filter(Files::exists).findFirst();
        if (there.isPresent()) {
            throw new UserError(Problem.of(there.get() + " exists already", "choose another name, or remove it"));
        }
        write(source, template.source(packageName, className, id));
        write(test, template.test(packageName, className));
        Path services = folder.resolve(
                "src/main/resources/META-INF/services/" + kind.service().getName());
        enlist(services, packageName + "." + className);
        return List.of(source, test, services);
    }

    /** {@code LeakyGate} of {@code leaky-gate}; where that would hide a class that is used, {@code LeakyGateLayer}. */
    private static String className(PluginKind kind, String id, PluginTemplate template) {
        String name = camel(id);
        return template.uses(name) || isOfJava(name) ? name + camel(kind.one().replace(' ', '-')) : name;
    }

    private static String camel(String id) {
        return Arrays.stream(id.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static boolean isOfJava(String name) {
        try {
            Class.forName("java.lang." + name, false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    private static void enlist(Path services, String provider) {
        try {
            List<String> lines = new ArrayList<>(Files.exists(services) ? Files.readAllLines(services) : List.of());
            lines.add(provider);
            Files.createDirectories(services.getParent());
            Files.write(services, lines);
        } catch (IOException e) {
            throw unwritable(services, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static UserError unwritable(Path file, IOException e) {
        return new UserError(
                Problem.of(
                        "cannot write " + file + ": " + DiskFailure.reason(e),
                        "choose a folder that you may write into"),
                e);
    }
}
