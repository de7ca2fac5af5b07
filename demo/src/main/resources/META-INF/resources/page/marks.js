// The marks of the stream and of its legend.

import { draw } from './timeline.js';

/** What a mark looks like, in the words of the style sheet; the first that applies. */
export function look(answer) {
    if (answer.kind === 'failed') {
        return 'failed';
    }
    if (answer.writes) {
        return 'primary write';
    }
    if (answer.kind === 'replica') {
        return answer.isOld ? 'replica read old' : 'replica read';
    }
    return answer.reason === 'NO_USABLE_REPLICA' || answer.reason === 'REPLICA_LOST' ? 'primary read spare' : 'primary read';
}

/** Around 0, 0 and 18 high. */
export function drawMark(parent, look) {
    const mark = draw(parent, 'g', { class: `mark ${look}` });
    if (look.endsWith('write')) {
        draw(mark, 'path', { d: 'M0 -8 6 0 0 8 -6 0Z' });
    } else {
        draw(mark, 'rect', { x: -2, y: -8, width: 4, height: 16, rx: 2 });
    }
    if (look.endsWith('old')) {
        draw(mark, 'rect', { class: 'tip', x: -2.5, y: 0, width: 5, height: 9, rx: 1 });
    }
    return mark;
}
