import { css, html } from 'lit';
import '@qomponent/qui-badge';

/** The formats of values and routes that the pages share. */

export function duration(millis) {
    if (millis === null || millis === undefined) {
        return '';
    }
    if (millis < 1000) {
        return `${millis} ms`;
    }
    return millis < 60000 ? `${(millis / 1000).toFixed(1)} s` : `${(millis / 60000).toFixed(1)} min`;
}

export function bytes(count) {
    if (count === null || count === undefined) {
        return '';
    }
    if (count < 1024) {
        return `${count} B`;
    }
    return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

export function time(instant) {
    return instant ? new Date(instant).toLocaleTimeString(undefined, { hour12: false }) : '';
}

/** Class and method without the package. The tooltip has the full name. */
export function endpoint(name) {
    const [type, method] = name.split('#');
    return html`<code title=${name}>${type.substring(type.lastIndexOf('.') + 1)}${method ? `#${method}` : ''}</code>`;
}

export function target(kind, text) {
    const level = kind === 'replica' ? 'success' : kind === 'primary' ? 'contrast' : 'warning';
    return html`<qui-badge small level=${level}><span>${text ?? kind}</span></qui-badge>`;
}

export const pageStyle = css`
    :host {
        display: flex;
        flex-direction: column;
        gap: 10px;
        height: 100%;
        padding: 0 10px;
        box-sizing: border-box;
    }
    code {
        font-size: 85%;
    }
    .bar {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 20px;
    }
    .search {
        width: 30%;
        min-width: 200px;
    }
    .secondary {
        color: var(--lumo-secondary-text-color);
        font-size: var(--lumo-font-size-s);
    }
    .wrap {
        white-space: normal;
    }
`;
