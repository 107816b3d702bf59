package org.recurve.app.code;

import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.ConstantValueEntry;
import java.lang.classfile.constantpool.DoubleEntry;
import java.lang.classfile.constantpool.FloatEntry;
import java.lang.classfile.constantpool.IntegerEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.LongEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.engine.identity.Sha256Digest;

/** Collects what a class refers to, and writes each reference by its names: nothing depends on the constant pool's order. */
final class ClassReferences {
    /** A class in a descriptor or a signature. */
    private static final Pattern NAME = Pattern.compile("L([^;<.:]+)");

    /** Says how deep dynamic constants may be made of each other; deeper are those that contain themselves. */
    private static final int DEEPEST = 50;

    private final SortedSet<String> classes = new TreeSet<>();
    private final SortedSet<String> texts = new TreeSet<>();
    private final SortedSet<String> services = new TreeSet<>();
    private final List<String> unbounded = new ArrayList<>();

    /** Returns what was found, with the digest of what was written. */
    ClassCode code(String digest) {
        return new ClassCode(digest, classes, texts, services, unbounded.isEmpty() ? "" : unbounded.getFirst());
    }

    /** Notes that code can be reached from here that nothing names. */
    void unbounded(String how) {
        unbounded.add(how);
    }

    /** Notes that the providers of a service are loaded. */
    void service(String internalName) {
        services.add(internalName.replace('/', '.'));
    }

    /** Writes a descriptor or a signature. */
    void types(String descriptor, Sha256Digest to) {
        Matcher names = NAME.matcher(descriptor);
        while (names.find()) {
            classes.add(names.group(1));
        }
        to.add(descriptor);
    }

    void type(ClassEntry entry, Sha256Digest to) {
        String name = entry.asInternalName();
        if (name.startsWith("[")) {
            types(name, to);
        } else {
            classes.add(name);
            to.add(name);
        }
    }

    /** Writes a field or a method. */
    void member(MemberRefEntry entry, Sha256Digest to) {
        type(entry.owner(), to);
        to.add(entry.name().stringValue());
        types(entry.type().stringValue(), to);
    }

    void text(String text, Sha256Digest to) {
        texts.add(text);
        to.add("text").add(text);
    }

    /** Writes a constant; what reaches unnamed code by being referred to is noted, however it is called later. */
    void constant(LoadableConstantEntry entry, Sha256Digest to) {
        constant(entry, to, 0);
    }

    private void constant(LoadableConstantEntry entry, Sha256Digest to, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("dynamic constants are nested more than " + DEEPEST + " deep");
        }
        switch (entry) {
            case ClassEntry it -> type(it, to.add("class"));
            case MethodTypeEntry it -> types(it.descriptor().stringValue(), to.add("method type"));
            case MethodHandleEntry it -> handle(it, to);
            case ConstantDynamicEntry it -> {
                to.add("dynamic").add(it.name().stringValue());
                types(it.type().stringValue(), to);
                handle(it.bootstrap().bootstrapMethod(), to);
                to.add(it.bootstrap().arguments().size());
                it.bootstrap().arguments().forEach(argument -> constant(argument, to, depth + 1));
            }
            case ConstantValueEntry it -> value(it, to);
        }
    }

    void handle(MethodHandleEntry handle, Sha256Digest to) {
        to.add("handle").add(handle.kind());
        member(handle.reference(), to);
        called(
                        handle.reference().owner().asInternalName(),
                        handle.reference().name().stringValue())
                .ifPresent(this::unbounded);
    }

    /** Returns how a method reaches code that nothing names, whatever it is called with. */
    static Optional<String> called(String owner, String method) {
        return UnboundedCalls.isUnbounded(owner, method)
                ? Optional.of("calls " + UnboundedCalls.named(owner, method))
                : Optional.empty();
    }

    void value(ConstantValueEntry entry, Sha256Digest to) {
        switch (entry) {
            case IntegerEntry it -> to.add("int").add(it.intValue());
            case LongEntry it -> to.add("long").add(it.longValue());
            case FloatEntry it -> to.add("float").add(Float.floatToRawIntBits(it.floatValue()));
            case DoubleEntry it -> to.add("double").add(Double.doubleToRawLongBits(it.doubleValue()));
            case StringEntry it -> text(it.stringValue(), to);
        }
    }
}
