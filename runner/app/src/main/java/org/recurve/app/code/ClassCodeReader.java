package org.recurve.app.code;

import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.recurve.engine.identity.Sha256Digest;

/**
 * Reads a class as far as it can change what a plugin computes. Left out are debug information, annotations (what they set,
 * such as defaults, is in a trial's configuration), the lists of nested and permitted classes (one that is used is named where
 * it is used), the version of the class file, and the order of fields and methods.
 */
final class ClassCodeReader {
    private final ClassReferences references = new ClassReferences();
    private final Sha256Digest digest = new Sha256Digest();

    private ClassCodeReader() {}

    /** Throws {@link IllegalArgumentException} if it cannot be read as a class. */
    static ClassCode read(byte[] classFile) {
        return new ClassCodeReader().read(ClassFile.of().parse(classFile));
    }

    private ClassCode read(ClassModel model) {
        digest.add(model.thisClass().asInternalName()).add(flags(model.flags().flagsMask()));
        model.superclass().ifPresent(parent -> {
            references.type(parent, digest.add("extends"));
            UnboundedCalls.extended(parent.asInternalName()).ifPresent(references::unbounded);
        });
        model.interfaces().forEach(one -> references.type(one, digest.add("implements")));
        signature(model);
        List<RecordComponentInfo> components = model.findAttribute(Attributes.record())
                .map(record -> record.components())
                .orElse(List.of());
        components.forEach(this::component);
        sorted(model.fields(), field -> name(field.fieldName(), field.fieldType()))
                .forEach(this::field);
        sorted(model.methods(), method -> name(method.methodName(), method.methodType()))
                .forEach(this::method);
        return references.code(digest.finish());
    }

    /** Without that which every compiler sets now, and none did once. */
    private static int flags(int mask) {
        return mask & ~ClassFile.ACC_SUPER;
    }

    private static <T> List<T> sorted(List<T> members, Function<T, String> name) {
        return members.stream().sorted(Comparator.comparing(name)).toList();
    }

    /** Fields and methods of one name may differ in their types. */
    private static String name(Utf8Entry name, Utf8Entry type) {
        return name.stringValue() + type.stringValue();
    }

    private void signature(AttributedElement element) {
        element.findAttribute(Attributes.signature())
                .ifPresent(it -> references.types(it.signature().stringValue(), digest.add("signature")));
    }

    private void component(RecordComponentInfo component) {
        digest.add("component").add(component.name().stringValue());
        references.types(component.descriptor().stringValue(), digest);
        signature(component);
    }

    private void field(FieldModel field) {
        digest.add("field")
                .add(field.fieldName().stringValue())
                .add(field.flags().flagsMask());
        references.types(field.fieldType().stringValue(), digest);
        signature(field);
        field.findAttribute(Attributes.constantValue())
                .ifPresent(it -> references.value(it.constant(), digest.add("value")));
    }

    private void method(MethodModel method) {
        int mask = method.flags().flagsMask();
        digest.add("method").add(method.methodName().stringValue()).add(mask);
        references.types(method.methodType().stringValue(), digest);
        signature(method);
        if ((mask & ClassFile.ACC_NATIVE) != 0) {
            references.unbounded("has the native method " + method.methodName().stringValue());
        }
        method.code().ifPresent(code -> new MethodCodeReader(references, digest).read(code));
    }
}
