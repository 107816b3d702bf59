package org.recurve.api.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Tells where a method is written, of which no stack trace tells: it returned, or was never called. */
public final class SourceLine {
    private SourceLine() {}

    /**
     * Returns the place of a method's first line, as a stack trace has it: {@code stranger.Gate.step(Gate.java:12)}. A method that the
     * class does not have is looked for in the classes that are nested with it; of one that is nowhere, it is the class's own
     * place. Without file and line if the class has none.
     *
     * @param method its name; {@code <init>} for the constructor
     */
    public static String of(Class<?> type, String method) {
        Class<?>[] nest;
        try {
            nest = type.getNestMembers();
        } catch (LinkageError broken) { // a class that is nested with it is not there
            nest = new Class<?>[0];
        }
        return Stream.concat(Stream.of(type), Arrays.stream(nest))
                .flatMap(owner -> place(owner, method).map(place -> owner.getName() + "." + method + place).stream())
                .findFirst()
                .orElseGet(() ->
                        type.getName() + "." + method + place(type, "<init>").orElse(""));
    }

    private static Optional<String> place(Class<?> type, String method) {
        return read(type).flatMap(model -> place(model, method));
    }

    private static Optional<String> place(ClassModel model, String method) {
        Optional<String> file = model.findAttribute(Attributes.sourceFile())
                .map(source -> source.sourceFile().stringValue());
        OptionalInt line = model.methods().stream()
                .filter(one -> one.methodName().equalsString(method))
                .flatMapToInt(one -> firstLine(one).stream())
                .min();
        return file.filter(_ -> line.isPresent()).map(source -> "(" + source + ":" + line.getAsInt() + ")");
    }

    private static OptionalInt firstLine(MethodModel method) {
        boolean generated = (method.flags().flagsMask() & (ClassFile.ACC_BRIDGE | ClassFile.ACC_SYNTHETIC)) != 0;
        return method.code()
                .filter(_ -> !generated)
                .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
                .flatMap(table -> table.lineNumbers().stream().min(Comparator.comparingInt(LineNumberInfo::startPc)))
                .map(first -> OptionalInt.of(first.lineNumber()))
                .orElse(OptionalInt.empty());
    }

    private static Optional<ClassModel> read(Class<?> type) {
        String file = type.getName()
                .substring(
                        type.getPackageName().isEmpty()
                                ? 0
                                : type.getPackageName().length() + 1);
        try (InputStream in = type.getResourceAsStream(file + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
