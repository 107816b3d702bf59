package org.recurve.app.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls in a plugin's classes that change what the whole process shares, each as a compiler would write it. */
class ProcessGuardTest {
    @ParameterizedTest
    @CsvSource({
        "java.lang.System, exit",
        "java.lang.System, setIn",
        "java.lang.System, setOut",
        "java.lang.System, setErr",
        "java.lang.System, setProperty",
        "java.lang.System, setProperties",
        "java.lang.System, clearProperty",
        "java.lang.Runtime, exit",
        "java.lang.Runtime, halt",
        "java.lang.Runtime, addShutdownHook",
        "java.lang.Thread, setDefaultUncaughtExceptionHandler",
        "java.util.Locale, setDefault",
        "java.util.TimeZone, setDefault",
        "java.sql.DriverManager, registerDriver",
        "java.sql.DriverManager, deregisterDriver",
        "java.sql.DriverManager, setLoginTimeout",
        "java.security.Security, addProvider",
        "java.security.Security, insertProviderAt",
        "java.security.Security, removeProvider",
        "java.security.Security, setProperty",
        "java.net.URL, setURLStreamHandlerFactory",
        "java.net.Authenticator, setDefault",
        "java.net.CookieHandler, setDefault",
        "java.net.ProxySelector, setDefault",
        "java.net.ResponseCache, setDefault",
        "javax.net.ssl.SSLContext, setDefault",
        "javax.net.ssl.HttpsURLConnection, setDefaultHostnameVerifier",
        "javax.net.ssl.HttpsURLConnection, setDefaultSSLSocketFactory",
    })
    void eachIsRefusedBeforeItIsDone(Class<?> owner, String method) {
        List<Method> forms = Stream.of(owner.getMethods())
                .filter(each -> each.getName().equals(method))
                .toList();
        assertTrue(!forms.isEmpty());
        for (Method form : forms) {
            byte[] guarded = ProcessGuard.guarded(calling(form), getClass().getClassLoader());
            List<String> calls = ClassFile.of()
                    .parse(guarded)
                    .methods()
                    .getFirst()
                    .code()
                    .orElseThrow()
                    .elementStream()
                    .flatMap(element -> element instanceof InvokeInstruction call ? Stream.of(call) : Stream.empty())
                    .map(call ->
                            call.owner().asInternalName() + "." + call.name().stringValue())
                    .toList();
            String refusal = ForbiddenCalls.class.getName().replace('.', '/') + ".refuse";
            assertEquals(List.of(refusal, owner.getName().replace('.', '/') + "." + method), calls, form.toString());
        }
    }

    @Test
    void whatChangesNothingStaysAsItIs() throws NoSuchMethodException {
        byte[] asking = calling(System.class.getMethod("getProperty", String.class));
        assertSame(asking, ProcessGuard.guarded(asking, getClass().getClassLoader()));
    }

    /** Returns a class with one method, which is given what the call needs. */
    private static byte[] calling(Method method) {
        ClassDesc owner = method.getDeclaringClass().describeConstable().orElseThrow();
        MethodTypeDesc type =
                MethodTypeDesc.ofDescriptor(MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .descriptorString());
        boolean shared = Modifier.isStatic(method.getModifiers());
        MethodTypeDesc given = shared ? type : type.insertParameterTypes(0, owner);
        return ClassFile.of()
                .build(
                        ClassDesc.of("stranger.Caller"),
                        caller -> caller.withMethodBody(
                                "call",
                                given,
                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                code -> call(code, owner, method.getName(), type, given, shared)));
    }

    private static void call(
            CodeBuilder code, ClassDesc owner, String name, MethodTypeDesc type, MethodTypeDesc given, boolean shared) {
        for (int i = 0; i < given.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(given.parameterType(i)), code.parameterSlot(i));
        }
        if (shared) {
            code.invokestatic(owner, name, type);
        } else {
            code.invokevirtual(owner, name, type);
        }
        code.return_(TypeKind.from(type.returnType()));
    }
}
