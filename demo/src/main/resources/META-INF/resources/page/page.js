import { Board } from './board.js';
import { Client, answers } from './client.js';
import { element } from './dom.js';
import { LagPlot } from './lag.js';
import { showLegend } from './legend.js';
import { Servers } from './servers.js';
import { Stream } from './stream.js';
import { READERS, WRITER, simulateVisitors } from './visitors.js';

const you = new Client('You', { hasCookies: true });
const board = new Board(you);
const stream = new Stream(element('stream'), [you.name, WRITER, ...READERS], element('readout'));
const plot = new LagPlot(element('plot'));
const servers = new Servers((news, maxLag) => plot.add(news, maxLag));
const showCounts = showLegend(element('legend'));

answers.addEventListener('answer', ({ detail: answer }) => {
    stream.add(answer);
    servers.answered(answer);
    if (answer.who === you.name) {
        board.list(answer);
    }
});
setInterval(() => {
    showCounts(stream.answers());
    servers.count(stream.answers());
}, 500);

simulateVisitors(element('visitors'));
board.read();
// Nobody has asked the primary yet, and its card shall have a port: past the stream, it was nobody's request.
fetch('/messages/primary').then(it => it.json())
    .then(({ server, route }) => servers.answered({ kind: 'primary', port: server.port, dataSource: route.dataSource }))
    .catch(() => { });
