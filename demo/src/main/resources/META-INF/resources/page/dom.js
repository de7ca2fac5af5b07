// The few words in which the other files speak of the document and of time.

export const element = id => document.getElementById(id);

export function make(parent, tag, className, ...content) {
    const it = document.createElement(tag);
    it.className = className;
    it.append(...content);
    parent.append(it);
    return it;
}

export const pause = milliseconds => new Promise(resume => setTimeout(resume, milliseconds));
