package org.recurve.engine.spec;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * A list whose elements are made each time they are asked for and kept by nobody, for very many that are large.
 *
 * @param <T> what it holds; equal elements for equal indices
 */
public final class GeneratedList<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> element;

    private GeneratedList(int size, IntFunction<T> element) {
        this.size = size;
        this.element = element;
    }

    /** Returns a list of so many elements, each made by its index. */
    public static <T> List<T> of(int size, IntFunction<T> element) {
        return new GeneratedList<>(size, element);
    }

    /** Returns the elements of both lists, as they are when they are asked for. */
    public static <T> List<T> joined(List<T> first, List<T> second) {
        int before = first.size();
        return of(before + second.size(), at -> at < before ? first.get(at) : second.get(at - before));
    }

    /** Returns the same elements as a list that nobody can change; those that are made when asked for stay so. */
    public static <T> List<T> copyOf(List<T> list) {
        return list instanceof GeneratedList ? list : List.copyOf(list);
    }

    @Override
    public T get(int index) {
        return element.apply(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
