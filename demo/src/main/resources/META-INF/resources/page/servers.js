// Both servers, as the application and their answers tell of them.

import { element, pause } from './dom.js';

const POLL = 250;

async function ask(path) {
    const response = await fetch(path);
    if (!response.ok) {
        throw new Error(`status ${response.status}`);
    }
    return response;
}

export class Servers {

    #held = false;
    #asked = 0;
    #shown = 0;
    #onNews;

    /** @param onNews takes { at, lag, usable, held } and max-lag, again and again; lags in seconds, null: nobody can tell */
    constructor(onNews) {
        this.#onNews = onNews;
        element('hold').onclick = () => this.#toggle();
        this.#watch();
        this.#watchReplay();
    }

    /** The last word has the server that has answered. */
    answered({ kind, port, dataSource }) {
        if (kind === 'failed') {
            return;
        }
        const card = element(kind);
        if (dataSource) {
            card.querySelector('.port').textContent = `Port ${port}, datasource ‘${dataSource}’`;
        }
        card.classList.add('answered');
        setTimeout(() => card.classList.remove('answered'), 200);
    }

    count(answers) {
        ['primary', 'replica'].forEach(kind => {
            element(kind).querySelector('.count').textContent = answers.filter(it => it.kind === kind).length;
        });
    }

    async #watch() {
        for (; ; await pause(POLL)) {
            const { maxLag, replicas: [replica] } = await ask('/servers').then(it => it.json())
                .catch(() => ({ replicas: [] }));
            if (replica) {
                element('max-lag').textContent = `${maxLag} seconds`;
                this.#show(replica);
                this.#onNews({ at: Date.now(), lag: replica.lag, usable: replica.usable, held: this.#held }, maxLag);
            } else {
                this.#tell(false, maxLag ? 'There is no replica.' : 'The application does not answer.');
            }
        }
    }

    #show({ usable, whyNot, lag, lagBytes, position }) {
        this.#tell(usable, usable ? '' : `Reads go to the primary: ${whyNot}.`);
        element('lag').textContent = lag === null ? 'unknown' : `${lag.toFixed(1)} s`;
        element('position').textContent = position === null ? ''
            : `Shows ${position}${lagBytes === null ? '' : `, ${lagBytes.toLocaleString('en')} bytes behind`}`;
    }

    #tell(usable, text) {
        element('usable').textContent = usable ? 'usable' : 'left out';
        element('usable').className = usable ? 'badge' : 'badge out';
        element('why-not').textContent = text;
    }

    async #watchReplay() {
        for (; ; await pause(4 * POLL)) {
            await this.#showReplay();
        }
    }

    async #showReplay() {
        const turn = ++this.#asked;
        const state = await ask('/replay/hold').then(it => it.text()).catch(() => 'unknown');
        if (turn < this.#shown) {
            return state; // Overtaken by a later question.
        }
        this.#shown = turn;
        if (state !== 'unknown') {
            this.#held = state !== 'not paused';
        }
        element('replay').textContent = { 'not paused': 'replay running', unknown: 'no answer' }[state] ?? 'replay held';
        element('replay').className = state === 'not paused' ? 'badge' : 'badge held';
        element('hold').classList.toggle('held', this.#held);
        element('hold').textContent = this.#held ? 'Release its replay' : 'Hold its replay';
        return state;
    }

    async #toggle() {
        await fetch('/replay/hold', { method: this.#held ? 'DELETE' : 'PUT' });
        while (await this.#showReplay() === 'pause requested') {
            await pause(50);
        }
    }
}
