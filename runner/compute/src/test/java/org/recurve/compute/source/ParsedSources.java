package org.recurve.compute.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Parses Java sources into the compiler's syntax trees, without resolving names. */
record ParsedSources(List<CompilationUnitTree> units, SourcePositions positions) {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Parses all sources below a module's main folder; a test runs in the folder of its module. */
    static ParsedSources below(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder));
                StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            return parse(manager.getJavaFileObjectsFromPaths(sources));
        }
    }

    /** Parses one text. */
    static ParsedSources of(String text) throws IOException {
        return parse(List.of(new SimpleJavaFileObject(URI.create("string:///Text.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        }));
    }

    /** Returns {@code File.java:line} of a node's start. */
    String place(CompilationUnitTree unit, Tree node) {
        return name(unit) + ":" + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, node));
    }

    /** Returns the file's name without its folder. */
    static String name(CompilationUnitTree unit) {
        String path = unit.getSourceFile().getName();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static ParsedSources parse(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask) COMPILER.getTask(null, null, null, null, null, sources);
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        return new ParsedSources(units, Trees.instance(task).getSourcePositions());
    }
}
