// What the reader of this page asks, and what came back.

import { element, make } from './dom.js';

const SHOWN = 6;

export class Board {

    #you;

    /** @param you the client with the cookies */
    constructor(you) {
        this.#you = you;
        element('read').onclick = () => this.read();
        element('read-primary').onclick = () => this.#show('Messages', you.readFromPrimary());
        element('search').onsubmit = event => {
            event.preventDefault();
            this.#show('Found', you.search(event.target.word.value));
        };
        element('write').onsubmit = event => {
            event.preventDefault();
            this.#write(event.target.text.value, event.submitter?.value === 'read');
        };
    }

    async read() {
        return this.#show('Messages', this.#you.read());
    }

    /** Every answer is listed when it has come; what is found out about it is added. */
    list(answer) {
        const name = answer.kind === 'failed' ? 'Failed'
            : `${answer.kind === 'replica' ? 'Replica' : 'Primary'}, port ${answer.port}`;
        const entry = document.createElement('li');
        entry.className = answer.kind;
        const head = make(entry, 'p', 'head');
        make(head, 'code', '', `${answer.method} ${answer.path}`);
        make(head, 'strong', '', name);
        make(make(entry, 'p', 'why', `${answer.why} `), 'code', '', answer.reason);
        element('answers').prepend(entry);
        while (element('answers').children.length > SHOWN) {
            element('answers').lastChild.remove();
        }
        element('status').textContent = `${answer.method} ${answer.path}: ${name}. ${answer.why}`;
        if (answer.isOld) {
            this.#judge('Others have written what is not there yet.', true);
        }
    }

    #judge(verdict, isOld = false) {
        make(element('answers').firstChild, 'p', isOld ? 'verdict old' : 'verdict', verdict);
        element('status').textContent += ` ${verdict}`;
    }

    async #write(text, thenRead) {
        const written = await this.#you.write(text).catch(() => undefined);
        if (written && thenRead) {
            const id = written.messages[0].id;
            const answer = await this.read();
            if (answer?.messages.some(it => it.id === id)) {
                this.#judge('The new message was there.');
            } else if (answer) {
                this.#judge('The new message was not there.', true);
            }
        }
    }

    /** @return the answer; nothing if it failed, which is listed */
    async #show(title, asked) {
        const answer = await asked.catch(() => undefined);
        if (answer) {
            element('messages-of').textContent = `${title}, as the ${answer.kind} has them`;
            element('messages').replaceChildren();
            answer.messages.forEach(it => this.#showMessage(it));
        }
        return answer;
    }

    #showMessage({ id, text, views }) {
        const line = make(element('messages'), 'li', '');
        make(line, 'span', '', `#${id} ${text}`);
        const open = make(line, 'button', '', `Open (views: ${views})`);
        open.onclick = () => this.#you.open(id).then(({ messages: [it] }) => {
            open.textContent = `Open (views: ${it.views})`;
        }, () => { }); // The list tells of it.
    }
}
