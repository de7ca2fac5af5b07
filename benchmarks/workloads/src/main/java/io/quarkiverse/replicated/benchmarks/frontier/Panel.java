package io.quarkiverse.replicated.benchmarks.frontier;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** All ways at one lag: a marker for each, with its name beside it. */
final class Panel {

    private static final double RADIUS = 5;
    private static final Color GRID = new Color(0xE4E7EB);
    private static final double HEADROOM = 1.12;

    private final Lag lag;
    private final List<Outcome> outcomes;
    private final double most;

    /** @param most the greatest number of stale reads of all panels, which share a scale */
    Panel(Lag lag, List<Outcome> outcomes, double most) {
        this.lag = lag;
        // The first one is drawn on top of the others.
        this.outcomes = outcomes.stream().sorted(Comparator.comparing(it -> it.way() != Way.POSITION)).toList();
        this.most = most;
    }

    void draw(Graphics2D canvas, Rectangle2D area) {
        XYPlot plot = new XYPlot(points(), share(), stale(), markers());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
        TextTitle title = new TextTitle("lag " + lag, Picture.font(Font.BOLD, 13));
        title.setPaint(Picture.INK);
        chart.setTitle(title);
        chart.setBackgroundPaint(Color.WHITE);
        ChartRenderingInfo drawn = new ChartRenderingInfo();
        chart.draw(canvas, area, drawn);
        Rectangle2D data = drawn.getPlotInfo().getDataArea();
        new Names(canvas, data, outcomes.stream().map(it -> name(it, plot, data)).toList()).draw();
    }

    private XYSeriesCollection points() {
        XYSeriesCollection points = new XYSeriesCollection();
        for (Outcome outcome : outcomes) {
            XYSeries point = new XYSeries(outcome.way());
            point.add(outcome.replicaPercent(), outcome.stalePerThousand());
            points.addSeries(point);
        }
        return points;
    }

    private XYLineAndShapeRenderer markers() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        for (int i = 0; i < outcomes.size(); i++) {
            renderer.setSeriesPaint(i, color(outcomes.get(i).way()));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS));
        }
        return renderer;
    }

    private Name name(Outcome outcome, XYPlot plot, Rectangle2D data) {
        String text = String.format(Locale.ROOT, "%s %.0f %%", outcome.way(), outcome.replicaPercent());
        Font font = Picture.font(outcome.way() == Way.POSITION ? Font.BOLD : Font.PLAIN, 12);
        return new Name(text, font, color(outcome.way()), position(outcome, plot, data), RADIUS);
    }

    private static Point2D position(Outcome outcome, XYPlot plot, Rectangle2D data) {
        return new Point2D.Double(
                plot.getDomainAxis().valueToJava2D(outcome.replicaPercent(), data, plot.getDomainAxisEdge()),
                plot.getRangeAxis().valueToJava2D(outcome.stalePerThousand(), data, plot.getRangeAxisEdge()));
    }

    /** Colours that people with a colour vision deficiency can distinguish, and dark enough for text on white. */
    private static Color color(Way way) {
        return switch (way) {
            case METHOD_ROUTING -> new Color(0xC2410C);
            case WINDOW_2S -> new Color(0x8A6100);
            case WINDOW_5S -> new Color(0x8250A8);
            case POSITION -> new Color(0x0068A5);
            case PRIMARY -> new Color(0x57606A);
        };
    }

    /** Markers at both ends are to be seen as a whole. */
    private static NumberAxis share() {
        NumberAxis axis = axis(-4, 104);
        axis.setTickUnit(new NumberTickUnit(25));
        return axis;
    }

    private NumberAxis stale() {
        double top = Math.max(1, most * HEADROOM);
        NumberAxis axis = axis(-top / 20, top);
        axis.setTickUnit(new NumberTickUnit(step(top / 6)));
        return axis;
    }

    /** 1, 2 or 5 with as many zeros as it takes. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return power * (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10);
    }

    private static NumberAxis axis(double lower, double upper) {
        NumberAxis axis = new NumberAxis();
        axis.setRange(lower, upper);
        axis.setTickLabelFont(Picture.font(Font.PLAIN, 11));
        axis.setTickLabelPaint(Picture.FAINT);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }
}
