// How far behind the replica is, and when its replay was held or it was left out.

import { GUTTER, MINUTE, Timeline, draw } from './timeline.js';

const HELD = 4;
const OUT = 24;
const BAND = 17;
const TOP = 46;
const BOTTOM = 176;
const HEIGHT = 198;
const LETTER = 6.5;

export class LagPlot {

    #timeline;
    #news = []; // As Servers tells it, the oldest first.
    #maxLag = 10;
    #top;

    constructor(svg) {
        this.#timeline = new Timeline(svg, HEIGHT, () => {
            this.#top = 0;
            this.#show();
        });
    }

    add(news, maxLag) {
        this.#news.push(news);
        this.#maxLag = maxLag;
        // One that is older than the picture, so that the line begins at its edge.
        while (this.#news.length > 1 && this.#news[1].at < Date.now() - MINUTE) {
            this.#news.shift();
        }
        this.#show();
    }

    #show() {
        if (!this.#timeline.width) {
            return;
        }
        const top = Math.max(1.2 * this.#maxLag, ...this.#news.map(it => 1.05 * (it.lag ?? 0)));
        if (top !== this.#top) {
            this.#top = top;
            this.#showScale();
        }
        this.#timeline.moving.replaceChildren();
        this.#showBands('held', it => it.held, HELD, 'replay held');
        this.#showBands('out', it => !it.usable, OUT, 'left out');
        this.#runs(it => it.lag !== null).forEach(run => this.#showLine(run));
    }

    #y(lag) {
        return BOTTOM - lag / this.#top * (BOTTOM - TOP);
    }

    #showScale() {
        const { still, width } = this.#timeline;
        const end = GUTTER + width;
        still.replaceChildren();
        const line = (lag, text, of) => {
            draw(still, 'line', { x1: GUTTER, x2: end, y1: this.#y(lag), y2: this.#y(lag), class: of });
            draw(still, 'text', { x: 0, y: this.#y(lag), class: 'name' }, text);
        };
        line(0, '0 s', 'grid');
        line(this.#maxLag / 2, `${this.#maxLag / 2} s`, 'grid');
        line(this.#maxLag, `${this.#maxLag} s`, 'limit');
        draw(still, 'text', { x: GUTTER + 4, y: this.#y(this.#maxLag) - 8, class: 'limit' }, width < 400 ? 'max-lag' : 'max-lag: left out beyond');
        for (let ago = 0; ago <= 60; ago += width < 400 ? 30 : 15) {
            const x = this.#timeline.xNow(Date.now() - 1000 * ago);
            draw(still, 'text', { x: Math.max(x, GUTTER), y: HEIGHT - 8, class: `name ${{ 0: 'last', 60: '' }[ago] ?? 'centre'}` },
                ago ? `−${ago} s` : 'now');
        }
    }

    /** The news in a row for which that is so, with what follows them at the end. */
    #runs(isSo) {
        const runs = [];
        this.#news.forEach((news, i) => {
            if (isSo(news)) {
                if (!i || !isSo(this.#news[i - 1])) {
                    runs.push([]);
                }
                runs.at(-1).push(news);
            }
        });
        return runs;
    }

    #showBands(of, isSo, y, text) {
        const { moving } = this.#timeline;
        this.#runs(isSo).forEach(run => {
            const from = this.#timeline.x(Math.max(run[0].at, Date.now() - MINUTE));
            const width = Math.max(this.#timeline.x(run.at(-1).at) - from, 3);
            draw(moving, 'rect', { class: `shade ${of}`, x: from, y: y + BAND, width, height: BOTTOM - y - BAND });
            draw(moving, 'rect', { class: `band ${of}`, x: from, y, width, height: BAND, rx: 3 });
            if (width > LETTER * text.length) {
                draw(moving, 'text', { class: of, x: from + 4, y: y + BAND / 2 }, text);
            }
        });
    }

    #showLine(run) {
        const { moving } = this.#timeline;
        const points = run.map(it => `${this.#timeline.x(it.at).toFixed(1)} ${this.#y(it.lag).toFixed(1)}`);
        const x = it => this.#timeline.x(it.at);
        draw(moving, 'path', { class: 'area', d: `M${x(run[0])} ${BOTTOM}L${points.join('L')}L${x(run.at(-1))} ${BOTTOM}Z` });
        draw(moving, 'path', { class: 'line', d: `M${points.join('L')}` });
        if (run.at(-1) === this.#news.at(-1)) {
            draw(moving, 'circle', { class: 'now', cx: x(run.at(-1)), cy: this.#y(run.at(-1).lag), r: 4 });
        }
    }
}
