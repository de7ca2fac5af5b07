// What the marks mean, and how many of each the last minute has.

import { make } from './dom.js';
import { drawMark, look } from './marks.js';
import { draw } from './timeline.js';

const ENTRIES = [
    ['replica read', 'Replica: a read', 'HTTP_METHOD'],
    ['replica read old', 'Replica: misses what others wrote', 'HTTP_METHOD'],
    ['primary write', 'Primary: a write', 'HTTP_METHOD'],
    ['primary read', 'Primary: the reader has written', 'POSITION_NOT_REACHED'],
    ['primary read spare', 'Primary: no replica will do', 'NO_USABLE_REPLICA'],
    ['failed', 'No answer', '']
];

/** @return shows how many of each are among these answers */
export function showLegend(list) {
    const entries = ENTRIES.map(([of, text, reason]) => {
        const item = make(list, 'li', '');
        drawMark(draw(item, 'svg', { viewBox: '-8 -9 16 18', 'aria-hidden': true }), of);
        const count = make(item, 'strong', '');
        make(make(item, 'span', '', text, ' '), 'code', '', reason);
        return { of, item, count };
    });
    return answers => {
        const looks = answers.map(look);
        entries.forEach(({ of, item, count }) => {
            const number = looks.filter(it => it === of).length;
            count.textContent = number;
            item.hidden = of === 'failed' && number === 0;
        });
    };
}
