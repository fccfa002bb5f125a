package io.keshu.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The middle of a few figures. */
final class Medians {

    private Medians() {}

    static <T> double of(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median of the quotients of rounds that ran side by side. */
    static <T> double ofRatios(
            List<T> above, ToDoubleFunction<T> figure, List<T> below, ToDoubleFunction<T> otherFigure) {
        List<Double> ratios = IntStream.range(0, above.size())
                .mapToObj(i -> figure.applyAsDouble(above.get(i)) / otherFigure.applyAsDouble(below.get(i)))
                .toList();
        return of(ratios, Double::doubleValue);
    }
}
