package org.recurve.compute.ir;

import java.util.BitSet;
import java.util.Optional;

/**
 * Says which rows of two values of one example a matrix product multiplies and adds, {@code Z[b][i][j] = Σₖ X[b][i][k] · Y[b][k][j]}, for
 * each of {@code batch} pairs of matrices, and that {@code repetitions} times, values lying side by side. A transpose, and the cut of
 * features into heads, is another {@link Layout} of an operand; so the derivatives of a product are products.
 *
 * @param rows i
 * @param inner k, ascending in each sum
 * @param columns j
 * @param left where X lies in a repetition of the first operand
 * @param right where Y lies in a repetition of the second
 * @param result where Z lies in a repetition of the result
 */
public record MatrixProductSpec(
        int repetitions, int batch, int rows, int inner, int columns, Layout left, Layout right, Layout result) {
    public MatrixProductSpec {
        ElementLimit.rows(repetitions, batch, rows, inner);
        ElementLimit.rows(repetitions, batch, inner, columns);
        ElementLimit.rows(repetitions, batch, rows, columns);
    }

    /** Returns the product of {@code batch} pairs of matrices that lie row by row, one behind another. */
    public static MatrixProductSpec of(int batch, int rows, int inner, int columns) {
        return new MatrixProductSpec(
                1,
                batch,
                rows,
                inner,
                columns,
                Layout.rowMajor(rows, inner),
                Layout.rowMajor(inner, columns),
                Layout.rowMajor(rows, columns));
    }

    /**
     * Says where the elements of matrices lie: element (b, i, j) at {@code b · batch + i · row + j · column}.
     *
     * @param batch from one matrix to the next
     */
    public record Layout(int batch, int row, int column) {
        static Layout rowMajor(int rows, int columns) {
            return new Layout(rows * columns, columns, 1);
        }

        /** Returns the same matrices, transposed. */
        Layout transposed() {
            return new Layout(batch, column, row);
        }
    }

    /** Returns the product {@code times} times side by side. */
    public MatrixProductSpec repeated(int times) {
        return new MatrixProductSpec(repetitions * times, batch, rows, inner, columns, left, right, result);
    }

    /** Returns the product of (adjoint of Z, Y) that is the adjoint of X. */
    public MatrixProductSpec towardsLeft() {
        return new MatrixProductSpec(repetitions, batch, rows, columns, inner, result, right.transposed(), left);
    }

    /** Returns the product of (X, adjoint of Z) that is the adjoint of Y. */
    public MatrixProductSpec towardsRight() {
        return new MatrixProductSpec(repetitions, batch, inner, rows, columns, left.transposed(), result, right);
    }

    /** Returns the rows of one repetition of the first operand. */
    public int leftSize() {
        return batch * rows * inner;
    }

    /** Returns the rows of one repetition of the second operand. */
    public int rightSize() {
        return batch * inner * columns;
    }

    /** Returns the rows of one repetition of the result. */
    public int resultSize() {
        return batch * rows * columns;
    }

    /** Returns the row of the first operand that holds X[row][k] of a pair. */
    public int leftAt(int pair, int row, int k) {
        return at(left, leftSize(), pair, row, k);
    }

    /** Returns the row of the second operand that holds Y[k][column] of a pair. */
    public int rightAt(int pair, int k, int column) {
        return at(right, rightSize(), pair, k, column);
    }

    /** Returns the row of the result that holds Z[row][column] of a pair. */
    public int resultAt(int pair, int row, int column) {
        return at(result, resultSize(), pair, row, column);
    }

    private int at(Layout layout, int size, int pair, int row, int column) {
        return pair / batch * size + pair % batch * layout.batch() + row * layout.row() + column * layout.column();
    }

    /** Returns the number of pairs of matrices. */
    public int pairs() {
        return repetitions * batch;
    }

    /** Returns the number of products of two numbers for one example. */
    public long products() {
        return (long) repetitions * batch * rows * inner * columns;
    }

    /** Returns the same product of operands of which one is read before it is moved, if its movement is but another layout. */
    Optional<MatrixProductSpec> readingLeft(IndexTable movement) {
        return moved(movement, left, rows, inner)
                .map(layout -> new MatrixProductSpec(repetitions, batch, rows, inner, columns, layout, right, result));
    }

    Optional<MatrixProductSpec> readingRight(IndexTable movement) {
        return moved(movement, right, inner, columns)
                .map(layout -> new MatrixProductSpec(repetitions, batch, rows, inner, columns, left, layout, result));
    }

    /** Returns where, in what a movement reads, the matrices lie that it has brought to a layout; it must leave nothing out. */
    private Optional<Layout> moved(IndexTable movement, Layout at, int height, int width) {
        int size = batch * height * width;
        if (movement.rows() != movement.sourceRows() || movement.rows() != repetitions * size) {
            return Optional.empty();
        }
        BitSet read = new BitSet(movement.rows());
        for (int row = 0; row < movement.rows(); row++) {
            if (movement.size(row) != 1 || read.get(movement.source(row, 0))) {
                return Optional.empty();
            }
            read.set(movement.source(row, 0));
        }
        Layout found = new Layout(
                batch > 1 ? movement.source(at.batch(), 0) : size,
                height > 1 ? movement.source(at.row(), 0) : width,
                width > 1 ? movement.source(at.column(), 0) : 1);
        for (int matrix = 0; matrix < pairs(); matrix++) {
            for (int element = 0; element < height * width; element++) {
                int row = element / width;
                int column = element % width;
                int place = at(at, size, matrix, row, column);
                if (movement.source(place, 0) != at(found, size, matrix, row, column)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(found);
    }
}
