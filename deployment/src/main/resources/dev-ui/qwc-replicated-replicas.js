import { css, html } from 'lit';
import { notifier } from 'notifier';
import { columnBodyRenderer } from '@vaadin/grid/lit.js';
import '@vaadin/button';
import '@vaadin/grid';
import '@vaadin/icon';
import '@vaadin/progress-bar';
import '@qomponent/qui-badge';
import '@qomponent/qui-card';
import 'qwc-no-data';
import './qwc-replicated-lag-plot.js';
import { QwcReplicatedLive } from './qwc-replicated-live.js';
import { bytes, duration, pageStyle, time } from './qwc-replicated-texts.js';

const REMEMBERED = 65000;
const COLORS = ['var(--lumo-primary-color)', 'hsl(35, 90%, 50%)', 'hsl(280, 55%, 62%)', 'hsl(170, 65%, 40%)',
    'hsl(330, 65%, 58%)', 'hsl(80, 55%, 42%)'];

// Outlives the page, so that the plot is not empty when the page is opened again.
const remembered = new Map();

/** The servers, live, with buttons that hold and kill those of Dev Services. */
export class QwcReplicatedReplicas extends QwcReplicatedLive {

    static styles = [pageStyle, css`
        .swatch {
            display: inline-block;
            width: 10px;
            height: 10px;
            border-radius: 50%;
            margin-right: 8px;
        }
        .buttons {
            display: flex;
            gap: 6px;
        }
        vaadin-button {
            cursor: pointer;
        }
        vaadin-button vaadin-icon {
            width: var(--lumo-icon-size-s);
            height: var(--lumo-icon-size-s);
            padding: 2px;
        }
        .state {
            display: flex;
            flex-direction: column;
            align-items: flex-start;
            gap: 4px;
        }
        .plot {
            padding: 15px;
        }
    `];

    static properties = {
        _servers: { state: true },
        _controls: { state: true },
        _busy: { state: true },
        _maxLag: { state: true },
        _now: { state: true }
    };

    constructor() {
        super();
        this._controls = new Map();
        this._busy = new Set();
    }

    // The page calls no method at other times. A call during a live reload, while the application is down, would be logged as
    // an error.
    hotReload() {
        this.follow('servers', 'serverStream', state => this._show(state));
        this._askForControls();
    }

    _show(state) {
        const before = this._usable();
        this._maxLag = state.maxLagMillis;
        this._now = Date.now();
        this._servers = state.servers;
        this._replicas().forEach(it => remember(it, this._now));
        if (before !== undefined && before !== this._usable()) {
            this._askForControls();
        }
    }

    _usable() {
        return this._servers?.map(it => it.usable).join();
    }

    _askForControls() {
        this.jsonRpc.cluster().then(answer => this._controls = new Map(answer.result.map(it => [it.dataSource, it])));
    }

    _replicas() {
        return this._servers.filter(it => it.role === 'replica');
    }

    render() {
        if (!this._servers) {
            return html`<div class="secondary">Asking for the servers...<vaadin-progress-bar indeterminate></vaadin-progress-bar></div>`;
        }
        if (this._servers.length === 0) {
            return html`<qwc-no-data message="There are no replicas. Everything goes to the primary."
                link="https://docs.quarkiverse.io/quarkus-replicated/dev/" linkText="Read how to configure one"></qwc-no-data>`;
        }
        // The renderers of the columns run again only when one of these has changed.
        const shown = [this._servers, this._controls, this._busy];
        return html`
            <vaadin-grid .items=${this._servers} theme="no-border wrap-cell-content" all-rows-visible>
                <vaadin-grid-column header="Datasource" auto-width flex-grow="0"
                    ${columnBodyRenderer(it => this._name(it), shown)}></vaadin-grid-column>
                <vaadin-grid-column header="State" width="200px"
                    ${columnBodyRenderer(it => this._state(it), shown)}></vaadin-grid-column>
                <vaadin-grid-column header="Lag" width="90px" flex-grow="0"
                    ${columnBodyRenderer(it => html`${duration(it.lagMillis)}`, shown)}></vaadin-grid-column>
                <vaadin-grid-column header="To replay" width="115px" flex-grow="0"
                    ${columnBodyRenderer(it => html`${bytes(it.lagBytes)}`, shown)}></vaadin-grid-column>
                <vaadin-grid-column header="Position" width="130px" flex-grow="0"
                    ${columnBodyRenderer(it => position(it.position), shown)}></vaadin-grid-column>
                <vaadin-grid-column header="Recovery conflicts" width="150px" flex-grow="0"
                    ${columnBodyRenderer(it => html`${it.recoveryConflicts ?? ''}`, shown)}></vaadin-grid-column>
                <vaadin-grid-column header="Checked at" width="110px" flex-grow="0"
                    ${columnBodyRenderer(it => html`${time(it.checkedAt)}`, shown)}></vaadin-grid-column>
                ${this._controls.size === 0 || this._replicas().length === 0 ? '' : html`<vaadin-grid-column header="Dev Services" width="270px" flex-grow="0"
                    ${columnBodyRenderer(it => this._buttons(it), shown)}></vaadin-grid-column>`}
            </vaadin-grid>
            ${this._plot()}`;
    }

    _name(server) {
        const swatch = server.role === 'replica'
            ? html`<span class="swatch" style="background: ${this._color(server)}"></span>` : html`<span class="swatch"></span>`;
        const role = server.role === server.dataSource ? '' : html`<span class="secondary">${server.role}</span>`;
        return html`${swatch}${server.dataSource} ${role}`;
    }

    _color(server) {
        return COLORS[this._replicas().findIndex(it => it.dataSource === server.dataSource) % COLORS.length];
    }

    _state(server) {
        const good = server.role === 'primary' ? 'accepts writes' : 'usable';
        return server.usable ? html`<qui-badge small level="success"><span>${good}</span></qui-badge>`
            : html`<div class="state"><qui-badge small level="error"><span>not usable</span></qui-badge>
                <span class="secondary wrap">${server.whyNot}</span></div>`;
    }

    _buttons(server) {
        const control = this._controls.get(server.dataSource);
        if (!control) {
            return '';
        }
        const replay = control.replayHeld ? this._button(server, 'releaseReplay', 'Release replay', 'circle-play', !control.running)
            : this._button(server, 'holdReplay', 'Hold replay', 'circle-pause', !control.running);
        const process = control.running ? this._button(server, 'kill', 'Kill', 'skull')
            : this._button(server, 'start', 'Start', 'power-off');
        return html`<div class="buttons">${replay}${process}</div>`;
    }

    _button(server, verb, text, icon, disabled = false) {
        return html`<vaadin-button theme="small" ?disabled=${disabled || this._busy.has(server.dataSource)}
            @click=${() => this._do(server.dataSource, verb, text)}>
            <vaadin-icon icon="font-awesome-solid:${icon}" slot="prefix"></vaadin-icon>${text}</vaadin-button>`;
    }

    _do(dataSource, verb, text) {
        this._busy = new Set(this._busy).add(dataSource);
        this.jsonRpc[verb]({ dataSource })
            .then(answer => this._controls = new Map(this._controls).set(dataSource, answer.result))
            .catch(failure => notifier.showErrorMessage(`${text} of '${dataSource}' failed: ${failure?.error?.message ?? failure}`))
            .finally(() => {
                const busy = new Set(this._busy);
                busy.delete(dataSource);
                this._busy = busy;
            });
    }

    _plot() {
        if (this._replicas().length === 0) {
            return html`<span class="secondary">No replica is watched. There is none, or
                <code>quarkus.replicated.mode=observe</code> leads all connections to the primary.</span>`;
        }
        const series = this._replicas().map(it => ({
            color: this._color(it),
            samples: remembered.get(it.dataSource) ?? []
        }));
        return html`<qui-card header="Lag over the last minute">
            <div slot="content" class="plot">
                <qwc-replicated-lag-plot .series=${series} .maxLag=${this._maxLag} .now=${this._now}></qwc-replicated-lag-plot>
            </div>
        </qui-card>`;
    }
}

/** The position in the log, with what it belongs to below. */
function position(text) {
    const [place, rest] = (text ?? '').split(' on ');
    return html`<code>${place}</code>${rest ? html`<div class="secondary">${rest}</div>` : ''}`;
}

function remember(server, now) {
    const before = (remembered.get(server.dataSource) ?? []).filter(it => it.at > now - REMEMBERED);
    remembered.set(server.dataSource, [...before, { at: now, lag: server.lagMillis ?? null, usable: server.usable }]);
}

customElements.define('qwc-replicated-replicas', QwcReplicatedReplicas);
