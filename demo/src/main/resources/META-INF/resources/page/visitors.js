// Visitors that this page simulates. None of them shares the cookies of whoever sits in front of it.

import { Client } from './client.js';
import { pause } from './dom.js';

export const WRITER = 'Writer';
export const READERS = ['Reader 1', 'Reader 2', 'Reader 3'];

/** Turns visits on and off: one visitor writes and reads at once, the others only read. */
export function simulateVisitors(toggle) {
    let run = 0; // A loop goes on for as long as this is the run it was started in.

    async function repeat(visit, rest) {
        const mine = run;
        while (run === mine) {
            await visit().catch(() => { }); // The stream shows it.
            await pause(rest * (0.75 + Math.random() / 2));
        }
    }

    function start() {
        const writer = new Client(WRITER);
        let count = 0;
        repeat(async () => {
            await writer.write(`Visit ${++count}`);
            await writer.read();
        }, 1500);
        READERS.map(name => new Client(name)).forEach(reader => repeat(reader.read, 600));
    }

    toggle.onclick = () => {
        const on = toggle.getAttribute('aria-checked') !== 'true';
        toggle.setAttribute('aria-checked', on);
        run++;
        if (on) {
            start();
        }
    };
}
