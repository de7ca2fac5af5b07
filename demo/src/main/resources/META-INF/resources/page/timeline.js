// The last minute, as a picture that moves to the left.

export const MINUTE = 60_000;

/** Room for names at the left: all timelines of the page are aligned. */
export const GUTTER = 68;

const MARGIN = 10;

export function draw(parent, tag, attributes = {}, ...content) {
    const it = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.entries(attributes).forEach(([name, value]) => it.setAttribute(name, value));
    it.append(...content);
    parent.append(it);
    return it;
}

/** An SVG that is as wide as its place. What is drawn into its 'moving' at x(time) goes by itself to where that time is. */
export class Timeline {

    #origin = Date.now();
    #window;

    /** @param onResize draws anew what depends on the width */
    constructor(svg, height, onResize) {
        svg.setAttribute('height', height);
        this.still = draw(svg, 'g');
        this.#window = draw(svg, 'svg', { x: GUTTER, height }); // It cuts off what is older.
        this.moving = draw(this.#window, 'g');
        new ResizeObserver(([{ contentRect }]) => {
            this.width = contentRect.width - GUTTER;
            this.scale = (this.width - MARGIN) / MINUTE;
            this.#window.setAttribute('width', this.width);
            this.#move();
            onResize();
        }).observe(svg);
        if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
            setInterval(() => this.#move(), 1000);
        } else {
            const frame = () => {
                this.#move();
                requestAnimationFrame(frame);
            };
            frame();
        }
    }

    /** Where that time is among what moves. */
    x(time) {
        return (time - this.#origin) * this.scale;
    }

    /** Where that time is now, as a pixel of the picture. */
    xNow(time) {
        return GUTTER + this.width - MARGIN - (Date.now() - time) * this.scale;
    }

    /** Where that pixel of the picture is now among what moves. */
    xOf(pixel) {
        return pixel - this.xNow(this.#origin);
    }

    #move() {
        if (this.width) {
            this.moving.setAttribute('transform', `translate(${this.xNow(this.#origin) - GUTTER})`);
        }
    }
}
