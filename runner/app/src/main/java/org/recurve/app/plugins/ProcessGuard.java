package org.recurve.app.plugins;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Puts {@link ForbiddenCalls#refuse} before every call in a plugin's classes that ends the process or changes what all of it
 * shares, gives them a copy of the system's properties, and leaves all other classes as they are. Calls by reflection pass.
 */
final class ProcessGuard {
    private static final ClassDesc FORBIDDEN = ClassDesc.of(ForbiddenCalls.class.getName());
    private static final MethodTypeDesc PROPERTIES = MethodTypeDesc.of(ClassDesc.of(Properties.class.getName()));
    private static final MethodTypeDesc REFUSE = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

    private static final Map<String, Set<String>> METHODS = Map.ofEntries(
            Map.entry(
                    "java/lang/System",
                    Set.of("exit", "setIn", "setOut", "setErr", "setProperty", "setProperties", "clearProperty")),
            Map.entry("java/sql/DriverManager", Set.of("registerDriver", "deregisterDriver", "setLoginTimeout")),
            Map.entry("java/lang/Runtime", Set.of("exit", "halt", "addShutdownHook")),
            Map.entry("java/lang/Thread", Set.of("setDefaultUncaughtExceptionHandler")),
            Map.entry("java/util/Locale", Set.of("setDefault")),
            Map.entry("java/util/TimeZone", Set.of("setDefault")),
            Map.entry(
                    "java/security/Security",
                    Set.of("addProvider", "insertProviderAt", "removeProvider", "setProperty")),
            Map.entry("java/net/URL", Set.of("setURLStreamHandlerFactory")),
            Map.entry("java/net/Authenticator", Set.of("setDefault")),
            Map.entry("java/net/CookieHandler", Set.of("setDefault")),
            Map.entry("java/net/ProxySelector", Set.of("setDefault")),
            Map.entry("java/net/ResponseCache", Set.of("setDefault")),
            Map.entry("javax/net/ssl/SSLContext", Set.of("setDefault")),
            Map.entry(
                    "javax/net/ssl/HttpsURLConnection",
                    Set.of("setDefaultHostnameVerifier", "setDefaultSSLSocketFactory")));

    private ProcessGuard() {}

    /** Returns the class as it may be defined: the same bytes if it calls nothing of the kind. */
    static byte[] guarded(byte[] classFile, ClassLoader loader) {
        ClassModel model = ClassFile.of().parse(classFile);
        boolean harmless = StreamSupport.stream(model.constantPool().spliterator(), false)
                .noneMatch(entry -> entry instanceof MemberRefEntry member
                        && (isForbidden(
                                        member.owner().asInternalName(),
                                        member.name().stringValue())
                                || isProperties(
                                        member.owner().asInternalName(),
                                        member.name().stringValue())));
        if (harmless) {
            return classFile;
        }
        ClassHierarchyResolver resolver = ClassHierarchyResolver.defaultResolver()
                .orElse(ClassHierarchyResolver.ofResourceParsing(loader))
                .cached();
        return ClassFile.of(ClassHierarchyResolverOption.of(resolver))
                .transformClass(model, ClassTransform.transformingMethodBodies(ProcessGuard::guard));
    }

    private static void guard(CodeBuilder code, CodeElement element) {
        forbidden(element).ifPresent(what -> code.ldc(what).invokestatic(FORBIDDEN, "refuse", REFUSE));
        if (element instanceof InvokeInstruction call
                && isProperties(call.owner().asInternalName(), call.name().stringValue())) {
            code.invokestatic(FORBIDDEN, "properties", PROPERTIES);
        } else {
            code.with(element);
        }
    }

    private static Optional<String> forbidden(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call ->
                named(call.owner().asInternalName(), call.name().stringValue());
            case InvokeDynamicInstruction reference ->
                reference.bootstrapArgs().stream()
                        .flatMap(argument -> argument instanceof DirectMethodHandleDesc handle
                                ? referenced(internalName(handle.owner()), handle.methodName()).stream()
                                : Stream.empty())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /** Returns a reference cannot be led to the copy, so that one to the properties is refused. */
    private static Optional<String> referenced(String owner, String method) {
        return isProperties(owner, method) ? Optional.of("System.getProperties") : named(owner, method);
    }

    private static boolean isProperties(String owner, String method) {
        return owner.equals("java/lang/System") && method.equals("getProperties");
    }

    private static Optional<String> named(String owner, String method) {
        return isForbidden(owner, method)
                ? Optional.of(owner.substring(owner.lastIndexOf('/') + 1) + "." + method)
                : Optional.empty();
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private static boolean isForbidden(String owner, String method) {
        return METHODS.getOrDefault(owner, Set.of()).contains(method);
    }
}
