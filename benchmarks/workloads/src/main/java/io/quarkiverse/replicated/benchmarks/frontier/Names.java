package io.quarkiverse.replicated.benchmarks.frontier;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.replicated.benchmarks.frontier.Name.Place;

/**
 * Puts all names of a panel where none hides a marker, a pole or another name. They are placed one after the other, in every
 * order, and the lowest poles win: five names have 120 orders.
 */
final class Names {

    private final Graphics2D canvas;
    private final Rectangle2D bounds;
    private final List<Name> names;
    private List<Place> best;

    Names(Graphics2D canvas, Rectangle2D bounds, List<Name> names) {
        this.canvas = canvas;
        this.bounds = bounds;
        this.names = List.copyOf(names);
    }

    void draw() {
        place(names, List.of());
        if (best == null) {
            throw new IllegalStateException("No room for the names of " + names);
        }
        best.forEach(it -> it.draw(canvas));
    }

    private void place(List<Name> left, List<Place> placed) {
        if (left.isEmpty() && (best == null || height(placed) < height(best))) {
            best = placed;
        }
        for (Name name : left) {
            Optional<Place> free = name.places(canvas, bounds).stream().filter(it -> isFree(it, placed)).findFirst();
            free.ifPresent(place -> {
                List<Place> more = new ArrayList<>(placed);
                more.add(place);
                place(left.stream().filter(it -> it != name).toList(), more);
            });
        }
    }

    private static double height(List<Place> places) {
        return places.stream().mapToDouble(Place::height).sum();
    }

    private boolean isFree(Place place, List<Place> placed) {
        return bounds.contains(place.box()) && names.stream().noneMatch(it -> it.around().intersects(place.box()))
                && placed.stream().noneMatch(place::hides);
    }
}
