package io.quarkiverse.replicated.benchmarks.frontier;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

import org.jfree.svg.SVGGraphics2D;

/** A panel for each lag, on white, drawn for a width of 800 pixels. */
final class Picture {

    static final Color INK = new Color(0x1F2328);
    static final Color FAINT = new Color(0x656D76);

    private static final int WIDTH = 800;
    private static final int HEAD = 58;
    private static final int FOOT = 30;
    private static final int PANEL_HEIGHT = 218;
    private static final int COLUMNS = 3;
    private static final int MARGIN = 12;
    private static final int GAP = 8;

    private final Mix mix;
    private final List<Outcome> outcomes;
    private final List<Lag> lags;

    Picture(Mix mix, List<Outcome> outcomes) {
        this.mix = mix;
        this.outcomes = outcomes;
        this.lags = outcomes.stream().map(Outcome::lag).distinct().toList();
    }

    String svg() {
        int columns = Math.min(COLUMNS, lags.size());
        int rows = (lags.size() + columns - 1) / columns;
        int height = HEAD + rows * PANEL_HEIGHT + FOOT;
        SVGGraphics2D canvas = new SVGGraphics2D(WIDTH, height);
        // Otherwise by the clock: each drawing of the same would be another file.
        canvas.setDefsKeyPrefix("frontier");
        canvas.setPaint(Color.WHITE);
        canvas.fill(new Rectangle2D.Double(0, 0, WIDTH, height));
        text(canvas, Font.BOLD, 16, INK, MARGIN, 24,
                "Reads on the replica, against stale reads of own writes: bottom right is best");
        text(canvas, Font.PLAIN, 12, FAINT, MARGIN, 44, mix + ": " + Math.round(100 * (1 - mix.writes()))
                + " % reads, " + Math.round(100 * mix.writes())
                + " % writes, half of which are followed by a read of the same at once");
        double panelWidth = (WIDTH - 2.0 * MARGIN) / columns;
        double most = outcomes.stream().mapToDouble(Outcome::stalePerThousand).max().orElseThrow();
        for (int i = 0; i < lags.size(); i++) {
            Lag lag = lags.get(i);
            Rectangle2D area = new Rectangle2D.Double(MARGIN + i % columns * panelWidth, HEAD + i / columns * PANEL_HEIGHT,
                    panelWidth, PANEL_HEIGHT - GAP);
            new Panel(lag, outcomes.stream().filter(it -> it.lag().equals(lag)).toList(), most).draw(canvas, area);
        }
        text(canvas, Font.PLAIN, 12, FAINT, MARGIN, height - 10,
                "Across: reads answered by the replica, %. Up: stale reads of own writes, of 1,000 reads.");
        return canvas.getSVGDocument();
    }

    private static void text(SVGGraphics2D canvas, int style, int size, Color color, double x, double y, String text) {
        canvas.setFont(font(style, size));
        canvas.setPaint(color);
        canvas.drawString(text, (float) x, (float) y);
    }

    /** Whatever the reader's browser takes for sans-serif. */
    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
