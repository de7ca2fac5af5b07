import { LitElement, css, html, svg } from 'lit';
import { duration } from './qwc-replicated-texts.js';

const SPAN = 60000;
const HEIGHT = 220;
const EDGE = { left: 64, right: 16, top: 12, bottom: 24 };
const STEPS = [200, 500, 1000, 2000, 5000, 10000, 20000, 60000, 120000, 300000, 600000, 1800000, 3600000];

/**
 * The lag of each replica in the last minute. The line is dashed while the replica was not usable, and broken where the lag is
 * unknown.
 */
export class QwcReplicatedLagPlot extends LitElement {

    static styles = css`
        :host {
            display: block;
            width: 100%;
        }
        svg {
            display: block;
            width: 100%;
            height: ${HEIGHT}px;
        }
        text {
            fill: var(--lumo-secondary-text-color);
            font-size: 12px;
            font-family: var(--lumo-font-family);
        }
        .rule {
            stroke: var(--lumo-contrast-10pct);
        }
        .limit {
            stroke: var(--lumo-error-color);
            stroke-dasharray: 2 4;
        }
        text.limit {
            stroke: none;
            fill: var(--lumo-error-text-color);
        }
        .lag {
            fill: none;
            stroke-width: 2;
            stroke-linejoin: round;
            stroke-linecap: round;
        }
        .unusable {
            stroke-dasharray: 2 6;
        }
    `;

    static properties = {
        series: { attribute: false },
        maxLag: { attribute: false },
        now: { attribute: false },
        _width: { state: true }
    };

    constructor() {
        super();
        this.series = [];
        this._width = 800;
    }

    connectedCallback() {
        super.connectedCallback();
        this._observer = new ResizeObserver(entries => this._width = Math.max(300, entries[0].contentRect.width));
        this._observer.observe(this);
    }

    disconnectedCallback() {
        this._observer.disconnect();
        super.disconnectedCallback();
    }

    render() {
        const top = this._top();
        const x = at => EDGE.left + (this._width - EDGE.left - EDGE.right) * (1 - (this.now - at) / SPAN);
        const y = lag => HEIGHT - EDGE.bottom - (HEIGHT - EDGE.top - EDGE.bottom) * Math.min(1, lag / top);
        return html`<svg viewBox="0 0 ${this._width} ${HEIGHT}" role="img" aria-label="Lag of each replica in the last minute">
            ${[0, 0.25, 0.5, 0.75, 1].map(part => this._rule(y(top * part), duration(top * part)))}
            ${[60, 45, 30, 15, 0].map(seconds => svg`<text x=${x(this.now - seconds * 1000)} y=${HEIGHT - 6}
                text-anchor=${seconds === 0 ? 'end' : 'middle'}>${seconds === 0 ? 'now' : `−${seconds} s`}</text>`)}
            ${this.maxLag <= top ? this._limit(y(this.maxLag)) : ''}
            ${this.series.map(one => this._lines(one, x, y))}
        </svg>`;
    }

    _rule(y, label) {
        return svg`<line class="rule" x1=${EDGE.left} x2=${this._width - EDGE.right} y1=${y} y2=${y}></line>
            <text x=${EDGE.left - 8} y=${y + 4} text-anchor="end">${label}</text>`;
    }

    _limit(y) {
        return svg`<line class="limit" x1=${EDGE.left} x2=${this._width - EDGE.right} y1=${y} y2=${y}></line>
            <text class="limit" x=${EDGE.left + 6} y=${y - 5}>max-lag ${duration(this.maxLag)}</text>`;
    }

    _lines(one, x, y) {
        return parts(one.samples).map(part => svg`<polyline class="lag ${part.usable ? '' : 'unusable'}" stroke=${one.color}
            points=${part.points.map(it => `${x(it.at).toFixed(1)},${y(it.lag).toFixed(1)}`).join(' ')}></polyline>`);
    }

    /** The top of the scale, which includes the limit when the lag comes near it. */
    _top() {
        const highest = Math.max(0, ...this.series.flatMap(one => one.samples.map(it => it.lag ?? 0)));
        const wanted = highest > this.maxLag / 2 ? Math.max(highest, this.maxLag) * 1.1 : highest * 1.1;
        return STEPS.find(it => it >= wanted) ?? wanted;
    }
}

/** Splits samples into runs of equal usability. Neighbouring runs share a point, so that the line has no gap between them. */
function parts(samples) {
    const found = [];
    let last = null;
    for (const sample of samples) {
        if (sample.lag === null) {
            last = null;
        } else if (last && found.at(-1).usable === sample.usable) {
            found.at(-1).points.push(sample);
            last = sample;
        } else {
            found.push({ usable: sample.usable, points: last ? [last, sample] : [sample] });
            last = sample;
        }
    }
    return found;
}

customElements.define('qwc-replicated-lag-plot', QwcReplicatedLagPlot);
