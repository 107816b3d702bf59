package org.recurve.app.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.recurve.api.model.Layers;

/** Describes what a setting holds, in words. */
public final class TypeWords {
    private TypeWords() {}

    public static String of(Type type) {
        return switch (type) {
            case Class<?> c -> ofClass(c);
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0]);
            case ParameterizedType generic -> ofGeneric(generic);
            default -> type.getTypeName();
        };
    }

    private static String ofClass(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(c -> ConfigSetting.word((Enum<?>) c))
                    .collect(Collectors.joining(" or "));
        }
        if (type == Layers.class) {
            return "layers";
        }
        return switch (type.getName()) {
            case "int", "long", "java.lang.Integer", "java.lang.Long" -> "whole number";
            case "double", "float", "java.lang.Double", "java.lang.Float" -> "number";
            case "boolean", "java.lang.Boolean" -> "true or false";
            case "java.lang.String" -> "text";
            default -> ConfigSetting.kebab(type.getSimpleName()).replace('-', ' ');
        };
    }

    private static String ofGeneric(ParameterizedType type) {
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        return switch (((Class<?>) type.getRawType()).getName()) {
            case "java.util.Optional" -> of(last);
            case "java.util.List" -> "list: " + of(last);
            case "java.util.Map" -> "names with values: " + of(last);
            default -> SettingsBinder.kind(last).one();
        };
    }
}
