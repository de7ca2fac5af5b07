package io.quarkiverse.replicated.benchmarks.frontier;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What a marker is called. */
record Name(String text, Font font, Color color, Point2D marker, double radius) {

    private static final double GAP = 3;

    /**
     * Where it may stand, best first: beside the marker, or on a pole that grows, where it begins, or which carries it as far
     * to
     * the right as there is room, or where it ends.
     */
    List<Place> places(Graphics2D canvas, Rectangle2D bounds) {
        FontMetrics metrics = canvas.getFontMetrics(font);
        double width = metrics.stringWidth(text);
        double height = metrics.getAscent() + metrics.getDescent();
        double x = marker.getX();
        double y = marker.getY();
        List<Place> places = new ArrayList<>();
        for (double left : new double[] { x + radius + GAP, x - radius - GAP - width }) {
            places.add(new Place(this, new Rectangle2D.Double(left, y - height / 2, width, height), null));
        }
        for (double top = y - radius - GAP - height; top > bounds.getMinY(); top -= height / 2) {
            Line2D whole = new Line2D.Double(x, y - radius, x, top);
            Line2D below = new Line2D.Double(x, y - radius, x, top + height);
            double rightmost = Math.min(bounds.getMaxX() - width, x);
            places.add(new Place(this, new Rectangle2D.Double(x + GAP, top, width, height), whole));
            places.add(new Place(this, new Rectangle2D.Double(rightmost, top, width, height), below));
            places.add(new Place(this, new Rectangle2D.Double(x - GAP - width, top, width, height), whole));
        }
        return places;
    }

    Rectangle2D around() {
        return new Rectangle2D.Double(marker.getX() - radius, marker.getY() - radius, 2 * radius, 2 * radius);
    }

    /** @param pole null for a name beside its marker */
    record Place(Name name, Rectangle2D box, Line2D pole) {

        boolean hides(Place other) {
            return box.intersects(other.box) || pole != null && pole.intersects(other.box)
                    || other.pole != null && other.pole.intersects(box);
        }

        double height() {
            return pole == null ? 0 : pole.getY1() - pole.getY2();
        }

        void draw(Graphics2D canvas) {
            canvas.setPaint(name.color);
            canvas.setFont(name.font);
            canvas.setStroke(new BasicStroke(1));
            if (pole != null) {
                canvas.draw(pole);
            }
            double baseline = box.getMaxY() - canvas.getFontMetrics().getDescent();
            canvas.drawString(name.text, (float) box.getX(), (float) baseline);
        }
    }
}
