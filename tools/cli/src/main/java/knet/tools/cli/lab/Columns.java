package knet.tools.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import knet.tools.cli.lab.Grid.Column;

/**
 * Columns that know where their cells come from.
 *
 * @param <P> what a row is of
 */
final class Columns<P> {
    private final List<Column> columns = new ArrayList<>();
    private final List<Function<? super P, ?>> cells = new ArrayList<>();

    /**
     * One more, behind the others.
     *
     * @param cell of a row, as {@link Grid#row} takes it
     */
    Columns<P> add(final Column column, final Function<? super P, ?> cell) {
        columns.add(column);
        cells.add(cell);
        return this;
    }

    /**
     * Those of something that every row has.
     *
     * @param of what a row has of it
     */
    <Q> Columns<P> addAll(final Columns<Q> others, final Function<? super P, ? extends Q> of) {
        columns.addAll(others.columns);
        others.cells.forEach(cell -> cells.add(of.andThen(cell)));
        return this;
    }

    /**
     * A row for each of a list, in its order.
     *
     * @param key under which they stand in the JSON
     */
    Grid grid(final String key, final List<? extends P> rows) {
        final Grid grid = new Grid(key, columns.toArray(Column[]::new));
        for (final P row : rows) {
            grid.row(cells.stream().map(cell -> cell.apply(row)).toArray());
        }
        return grid;
    }
}
