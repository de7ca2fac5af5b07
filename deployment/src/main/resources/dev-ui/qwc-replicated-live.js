import { QwcHotReloadElement } from 'qwc-hot-reload-element';
import { JsonRpc } from 'jsonrpc';

/**
 * A page that shows live values. A subclass calls follow() in its hotReload(), which runs when the page is opened and after
 * each live reload of the application.
 */
export class QwcReplicatedLive extends QwcHotReloadElement {

    // The messages do not go to the log of the Dev UI, which they would fill within a minute.
    jsonRpc = new JsonRpc(this, false);

    connectedCallback() {
        super.connectedCallback();
        this.hotReload();
    }

    disconnectedCallback() {
        this._stream?.cancel();
        super.disconnectedCallback();
    }

    /** Shows the current value, and each later one. The arguments are the names of the methods for both, and a function. */
    follow(current, stream, show) {
        this._stream?.cancel();
        this._stream = this.jsonRpc[stream]().onNext(answer => show(answer.result));
        this.jsonRpc[current]().then(answer => show(answer.result));
    }
}
