import { css, html } from 'lit';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import '@vaadin/grid';
import '@vaadin/grid/vaadin-grid-sort-column.js';
import '@vaadin/icon';
import '@vaadin/progress-bar';
import '@vaadin/text-field';
import '@qomponent/qui-badge';
import 'qwc-no-data';
import { QwcReplicatedLive } from './qwc-replicated-live.js';
import { endpoint, pageStyle, target } from './qwc-replicated-texts.js';

/** Where each REST endpoint goes, as the build found it. In observe mode it also shows what each endpoint really does. */
export class QwcReplicatedRoutes extends QwcReplicatedLive {

    static styles = [pageStyle, css`
        vaadin-grid {
            flex: 1;
        }
        code {
            overflow-wrap: anywhere;
        }
    `];

    static properties = {
        _routes: { state: true },
        _settings: { state: true },
        _observed: { state: true },
        _search: { state: true }
    };

    constructor() {
        super();
        this._observed = new Map();
        this._search = '';
    }

    hotReload() {
        this.follow('observed', 'observedStream', places => this._observe(places));
        this.jsonRpc.routes().then(answer => {
            this._settings = answer.result.settings;
            this._routes = answer.result.endpoints;
        });
    }

    /** Adds up what a place did, because several rules may have routed it. */
    _observe(found) {
        const places = new Map();
        found.forEach(it => {
            const known = places.get(it.name);
            places.set(it.name, known ? { ...it, connections: known.connections + it.connections,
                wrote: known.wrote + it.wrote } : it);
        });
        this._observed = places;
    }

    render() {
        if (!this._routes) {
            return html`<div class="secondary">Asking for the routes...<vaadin-progress-bar indeterminate></vaadin-progress-bar></div>`;
        }
        if (this._routes.length === 0) {
            return html`<qwc-no-data message="There are no REST endpoints."></qwc-no-data>`;
        }
        const shown = this._rows();
        return html`
            <div class="bar">
                <vaadin-text-field class="search" placeholder="Search" clear-button-visible
                    @value-changed=${e => this._search = (e.detail.value ?? '').trim().toLowerCase()}>
                    <vaadin-icon slot="prefix" icon="font-awesome-solid:magnifying-glass"></vaadin-icon>
                    <qui-badge slot="suffix"><span>${shown.length}</span></qui-badge>
                </vaadin-text-field>
                <span class="secondary" title=${this._settings}>As built with <code>${this._settings.replaceAll('quarkus.replicated.', '')}</code></span>
            </div>
            <vaadin-grid .items=${shown} theme="no-border wrap-cell-content" multi-sort>
                <vaadin-grid-sort-column header="Method" path="httpMethod" width="105px" flex-grow="0"></vaadin-grid-sort-column>
                <vaadin-grid-sort-column header="Path" path="path" width="180px"
                    ${columnBodyRenderer(it => html`<code>${it.path}</code>`, [])}></vaadin-grid-sort-column>
                <vaadin-grid-sort-column header="${this._observed.size === 0 ? 'Goes to' : 'Would go to'}" path="goesTo" width="125px" flex-grow="0"
                    ${columnBodyRenderer(it => target(it.goesTo), [])}></vaadin-grid-sort-column>
                <vaadin-grid-sort-column header="Rule" path="rule" width="200px"
                    ${columnBodyRenderer(it => html`<span class="wrap">${it.rule}</span>`, [])}></vaadin-grid-sort-column>
                <vaadin-grid-sort-column header="Endpoint" path="endpoint" width="200px"
                    ${columnBodyRenderer(it => endpoint(it.endpoint), [])}></vaadin-grid-sort-column>
                ${this._observed.size === 0 ? '' : this._observedColumns()}
            </vaadin-grid>`;
    }

    _observedColumns() {
        return html`
            <vaadin-grid-sort-column header="Wrote" path="wrote" width="110px" flex-grow="0"
                ${columnBodyRenderer(it => html`${it.connections ? `${it.wrote} of ${it.connections}` : ''}`, [])}></vaadin-grid-sort-column>
            <vaadin-grid-sort-column header="Verdict" path="verdict" width="215px" flex-grow="0"
                ${columnBodyRenderer(it => verdict(it.verdict), [])}></vaadin-grid-sort-column>`;
    }

    _rows() {
        return this._routes
            .map(it => ({ ...it, goesTo: it.target ? it.target.toLowerCase() : 'by the locator',
                connections: 0, wrote: 0, verdict: '', ...seen(this._observed.get(`${it.httpMethod} ${it.endpoint}`)) }))
            .filter(it => `${it.httpMethod} ${it.path} ${it.goesTo} ${it.rule} ${it.endpoint} ${it.verdict}`
                .toLowerCase().includes(this._search));
    }
}

function seen(place) {
    return place ? { connections: place.connections, wrote: place.wrote, verdict: place.verdict } : {};
}

function verdict(text) {
    const levels = { 'moves': 'success', 'needs @ChangesDatabase': 'error', 'candidate for @UseReplica': 'success', 'undecided': 'warning', 'stays': 'contrast' };
    return text ? html`<qui-badge small level=${levels[text] ?? 'warning'}><span>${text}</span></qui-badge>` : '';
}

customElements.define('qwc-replicated-routes', QwcReplicatedRoutes);
