// Whoever asks, and what came back.

/** Everything that this page has been answered: the detail of an 'answer' event is what Client.#ask makes. */
export const answers = new EventTarget();

const REASONS = {
    'HTTP_METHOD REPLICA': 'The HTTP method is read-only: a replica.',
    'HTTP_METHOD PRIMARY': 'The HTTP method is not read-only: the primary.',
    'ANNOTATION REPLICA': '@UseReplica on the endpoint.',
    'ANNOTATION PRIMARY': '@ChangesDatabase on the endpoint.',
    'PROGRAMMATIC PRIMARY': 'The code calls Replication.callOnPrimary.',
    'POSITION_NOT_REACHED PRIMARY': 'This client has written, and the replica does not show it yet: the primary answers.',
    'POSITION_NOT_REACHED REPLICA': 'This client has written. The replica did not show it yet, and was waited for until it did.',
    'NO_USABLE_REPLICA PRIMARY': 'No replica is usable: the primary, through a connection that refuses to write.',
    'REPLICA_LOST PRIMARY': 'The replica was lost on the way: the primary, through a connection that refuses to write.'
};

/** The highest id of a message that the primary has acknowledged to anybody on this page. */
let newest = 0;

/** One client of the application, with what it has written on record: in its cookies, or in a header as programs do it. */
export class Client {

    #hasCookies;
    #position;

    constructor(name, { hasCookies = false } = {}) {
        this.name = name;
        this.#hasCookies = hasCookies;
    }

    read = () => this.#ask('GET', '/messages', { isWhole: true });
    readFromPrimary = () => this.#ask('GET', '/messages/primary', { isWhole: true });
    search = word => this.#ask('POST', '/messages/search', { body: word });
    open = id => this.#ask('GET', `/messages/${id}`, { writes: true });

    async write(text) {
        const answer = await this.#ask('POST', '/messages', { body: text, writes: true });
        newest = Math.max(newest, answer.messages[0].id);
        return answer;
    }

    /** Never without an answer: throws it if it tells of a failure. */
    async #ask(method, path, { body, writes = false, isWhole = false }) {
        const mustSee = newest;
        const asked = { who: this.name, method, path, writes };
        const answer = await this.#send(method, path, body).then(
            ({ server, route, messages }) => {
                const kind = server.inRecovery ? 'replica' : 'primary';
                return {
                    ...asked, kind, messages, port: server.port, reason: route.reason,
                    // A replica that was waited for has answered although the route names the primary.
                    dataSource: route.target === kind.toUpperCase() ? route.dataSource : undefined,
                    why: REASONS[`${route.reason} ${kind.toUpperCase()}`] ?? '',
                    // Somebody's message was acknowledged before this was asked, and is not there.
                    isOld: isWhole && mustSee > 0 && !messages.some(it => it.id >= mustSee)
                };
            },
            error => ({ ...asked, kind: 'failed', reason: error.message, why: 'The log of the application says more.' }));
        answer.at = Date.now();
        answers.dispatchEvent(new CustomEvent('answer', { detail: answer }));
        if (answer.kind === 'failed') {
            throw answer;
        }
        return answer;
    }

    async #send(method, path, body) {
        const response = await fetch(path, this.#hasCookies ? { method, body } : {
            method, body,
            credentials: 'omit',
            headers: this.#position ? { 'Replicated-Position': this.#position } : {}
        });
        this.#position = response.headers.get('Replicated-Position') ?? this.#position;
        if (!response.ok) {
            throw new Error(`status ${response.status}`);
        }
        return response.json();
    }
}
