// Four lines over the steps of a sweep, as SVG. The steps lie side by side at one distance: they grow by factors.

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 60;
const RIGHT = 190;
const TOP = 20;
const BOTTOM = 60;

const lines = [
  { name: 'event precision', of: ({ precision }) => precision, color: '#1b6ac9', dash: '' },
  { name: 'event recall', of: ({ recall }) => recall, color: '#c2570c', dash: '6 3' },
  { name: 'right cause first', of: ({ cause }) => cause, color: '#2a7d3b', dash: '2 3' },
  {
    name: 'certain and right',
    of: ({ calibration }) => calibration.certain,
    color: '#7a3fa6',
    dash: '9 3 2 3',
  },
];

const percentOf = ({ count, of }) => (of === 0 ? 100 : (100 * count) / of);

/** Draws the sweep; `title` says what the steps are. */
export function curves(title, points) {
  const values = points.flatMap(({ tally }) => lines.map((line) => percentOf(line.of(tally))));
  const floor = Math.min(95, Math.floor(Math.min(...values) / 5) * 5);
  const x = (i) => LEFT + (i * (WIDTH - LEFT - RIGHT)) / Math.max(1, points.length - 1);
  const y = (percent) => TOP + ((100 - percent) * (HEIGHT - TOP - BOTTOM)) / (100 - floor);
  const step = (100 - floor) / 5;
  const grid = [0, 1, 2, 3, 4, 5].map((i) => floor + i * step);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
${grid.map((at) => rule(y(at), at)).join('\n')}
${points.map(({ value }, i) => text(x(i), HEIGHT - BOTTOM + 18, value, 'middle')).join('\n')}
${text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 42, title, 'middle')}
${lines.map((line, n) => drawn(line, n, points, x, y)).join('\n')}
</svg>
`;
}

function drawn({ name, of, color, dash }, n, points, x, y) {
  const places = points.map(({ tally }, i) => `${x(i).toFixed(1)},${y(percentOf(of(tally))).toFixed(1)}`);
  const stroke = `fill="none" stroke="${color}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}`;
  const [from, at] = [WIDTH - RIGHT + 20, TOP + 20 + n * 22];
  return `<polyline points="${places.join(' ')}" ${stroke}/>
<line x1="${from}" y1="${at}" x2="${from + 28}" y2="${at}" ${stroke}/>
${text(from + 36, at + 4, name, 'start')}`;
}

const rule = (y, percent) =>
  `<line x1="${LEFT}" y1="${y}" x2="${WIDTH - RIGHT}" y2="${y}" stroke="#d0d0d0"/>\n${text(LEFT - 8, y + 4, `${percent} %`, 'end')}`;

const text = (x, y, words, anchor) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#202020">${words}</text>`;
