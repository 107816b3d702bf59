package org.recurve.testkit;

import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/** A cell run over a sequence. */
@Plugin(id = "unrolled", summary = "a cell run over a sequence")
final class UnrolledCell implements Layer<UnrolledCell.Config> {
    record Config(Spec<Cell<?, ?>> cell) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        BoundCell cell = scope.cell("cell", config.cell());
        return scope.scan(x, cell.start(), cell::step).outputs();
    }
}
