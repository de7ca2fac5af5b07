import { css, html } from 'lit';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import '@vaadin/grid';
import '@vaadin/icon';
import '@vaadin/progress-bar';
import '@vaadin/text-field';
import '@qomponent/qui-badge';
import 'qwc-no-data';
import { QwcReplicatedLive } from './qwc-replicated-live.js';
import { duration, endpoint, pageStyle, target, time } from './qwc-replicated-texts.js';

/** The last requests that used the database, live. Shows where each connection led, why, and what is wrong. */
export class QwcReplicatedDecisions extends QwcReplicatedLive {

    static styles = [pageStyle, css`
        vaadin-grid {
            flex: 1;
        }
        .routes {
            display: flex;
            flex-direction: column;
            gap: 4px;
        }
        .cure {
            color: var(--lumo-error-text-color);
            font-size: var(--lumo-font-size-s);
            white-space: normal;
        }
        .cure vaadin-icon {
            width: var(--lumo-icon-size-s);
            height: var(--lumo-icon-size-s);
            padding: 0;
        }
    `];

    static properties = {
        _decisions: { state: true },
        _search: { state: true }
    };

    constructor() {
        super();
        this._search = '';
    }

    hotReload() {
        this.follow('decisions', 'decisionStream', decisions => this._decisions = decisions);
    }

    render() {
        if (!this._decisions) {
            return html`<div class="secondary">Asking for the decisions...<vaadin-progress-bar indeterminate></vaadin-progress-bar></div>`;
        }
        if (this._decisions.length === 0) {
            return html`<qwc-no-data message="No request has used the database yet."></qwc-no-data>`;
        }
        const shown = this._decisions.filter(it => text(it).includes(this._search));
        return html`
            <div class="bar">
                <vaadin-text-field class="search" placeholder="Search" clear-button-visible
                    @value-changed=${e => this._search = (e.detail.value ?? '').trim().toLowerCase()}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:magnifying-glass"></vaadin-icon>
                    <qui-badge slot="suffix"><span>${shown.length}</span></qui-badge>
                </vaadin-text-field>
                <span class="secondary">The last requests that used the default datasource, the newest first.</span>
            </div>
            <vaadin-grid .items=${shown} theme="no-border wrap-cell-content">
                <vaadin-grid-column header="Time" width="110px" flex-grow="0"
                    ${columnBodyRenderer(it => html`${time(it.at)}`, [])}></vaadin-grid-column>
                <vaadin-grid-column header="Request" flex-grow="2"
                    ${columnBodyRenderer(it => place(it), [])}></vaadin-grid-column>
                <vaadin-grid-column header="Status" width="100px" flex-grow="0"
                    ${columnBodyRenderer(it => html`${it.status}`, [])}></vaadin-grid-column>
                <vaadin-grid-column header="Went to" flex-grow="1"
                    ${columnBodyRenderer(it => routes(it.routes), [])}></vaadin-grid-column>
                <vaadin-grid-column header="Waited" width="110px" flex-grow="0"
                    ${columnBodyRenderer(it => html`${it.waitedMillis === 0 ? '' : duration(it.waitedMillis)}`, [])}></vaadin-grid-column>
            </vaadin-grid>`;
    }
}

function text(decision) {
    return [decision.place, decision.status, decision.cure ?? '',
        ...decision.routes.map(it => `${it.target} ${it.dataSource} ${it.reason}`)].join(' ').toLowerCase();
}

function place(decision) {
    const [method, name] = decision.place.split(' ');
    const cure = decision.cure ? html`<div class="cure"><vaadin-icon icon="font-awesome-solid:triangle-exclamation"></vaadin-icon>
        ${decision.cure}</div>` : '';
    return html`<div>${method} ${endpoint(name)}</div>${cure}`;
}

function routes(connections) {
    return html`<div class="routes">${connections.map(it => html`<div>${target(it.fallback ? 'fallback' : it.target, it.dataSource)}
        <span class="secondary">${it.reason}</span></div>`)}</div>`;
}

customElements.define('qwc-replicated-decisions', QwcReplicatedDecisions);
