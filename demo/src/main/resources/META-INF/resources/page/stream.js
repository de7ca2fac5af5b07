// One mark for each answer: who asked is the lane, who answered the colour, and why is said when it is pointed at.

import { drawMark, look } from './marks.js';
import { GUTTER, MINUTE, Timeline, draw } from './timeline.js';

const LANE = 26;
const REACH = 12;

/** On a narrow screen marks are narrow, too. */
const WIDE = 700;

/** Marks of one client are not drawn closer to a write than this, unless the screen is narrow. */
const GAP = 9;

function describe(answer) {
    const who = answer.kind === 'failed' ? 'failed' : `${answer.kind} (port ${answer.port})`;
    const old = answer.isOld ? ' Older than what others have written.' : '';
    return `${new Date(answer.at).toLocaleTimeString()} ${answer.who}: ${answer.method} ${answer.path} → ${who}, `
        + `${answer.reason}. ${answer.why}${old}`;
}

export class Stream {

    #svg;
    #lanes;
    #readout;
    #timeline;
    #marks = []; // { answer, shape, x }, the oldest first
    #chosen;

    constructor(svg, lanes, readout) {
        this.#svg = svg;
        this.#lanes = lanes;
        this.#readout = readout;
        this.#timeline = new Timeline(svg, lanes.length * LANE + 4, () => this.#resize());
        svg.onpointermove = svg.onpointerdown = event => this.#choose(this.#at(event));
        svg.onkeydown = event => this.#step(event);
    }

    add(answer) {
        const shape = drawMark(this.#timeline.moving, look(answer));
        shape.dataset.who = answer.who;
        const mark = { answer, shape };
        this.#place(mark, this.#marks.findLast(it => it.answer.who === answer.who));
        this.#marks.push(mark);
        while (this.#marks[0].answer.at < Date.now() - MINUTE) {
            this.#marks.shift().shape.remove();
        }
    }

    /** All answers of the last minute. */
    answers() {
        const since = Date.now() - MINUTE;
        return this.#marks.map(it => it.answer).filter(it => it.at >= since);
    }

    #place(mark, before) {
        const { answer, shape } = mark;
        const narrow = Math.min(1, this.#timeline.width / WIDE);
        const gap = answer.writes || before?.answer.writes ? narrow * GAP : 0;
        mark.x = Math.max(this.#timeline.x(answer.at), before ? before.x + gap : -Infinity);
        shape.setAttribute('transform', `translate(${mark.x} ${this.#middle(answer.who)}) scale(${narrow} 1)`);
    }

    #middle(who) {
        return (this.#lanes.indexOf(who) + 0.5) * LANE;
    }

    #resize() {
        const { still, width } = this.#timeline;
        still.replaceChildren();
        this.#lanes.forEach(who => {
            draw(still, 'text', { x: 0, y: this.#middle(who), class: 'name' }, who);
            draw(still, 'line', { x1: GUTTER, x2: GUTTER + width, y1: this.#middle(who), y2: this.#middle(who), class: 'grid' });
        });
        const before = {};
        this.#marks.forEach(it => {
            this.#place(it, before[it.answer.who]);
            before[it.answer.who] = it;
        });
    }

    #at(event) {
        const place = this.#svg.getBoundingClientRect();
        const who = this.#lanes[Math.floor((event.clientY - place.top) / LANE)];
        const x = this.#timeline.xOf(event.clientX - place.left);
        const distance = it => Math.abs(it.x - x);
        return this.#marks.filter(it => it.answer.who === who && distance(it) <= REACH)
            .reduce((best, it) => best && distance(best) < distance(it) ? best : it, undefined);
    }

    #step(event) {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (by && this.#marks.length) {
            event.preventDefault();
            const from = this.#marks.indexOf(this.#chosen);
            const to = from < 0 ? this.#marks.length - 1 : from + by;
            this.#choose(this.#marks[Math.min(Math.max(to, 0), this.#marks.length - 1)]);
        }
    }

    #choose(mark) {
        if (mark && mark !== this.#chosen) {
            this.#chosen?.shape.classList.remove('chosen');
            mark.shape.classList.add('chosen');
            this.#chosen = mark;
            this.#readout.textContent = describe(mark.answer);
        }
    }
}
