// What rdpwhy wants to reach, and whether a run reached it. Ratios are the binding form: they hold across machines.
import { pairRatio } from './arena.mjs';

const MB = 1e6;

/** One goal: the figure in a run's arenas, `must` and `aim` as bounds of it from above (most) or below (least). */
const most = (text, unit, must, aim, value) => ({ text, unit, must, aim, bound: 'most', value });
const least = (text, unit, must, aim, value) => ({ text, unit, must, aim, bound: 'least', value });
/** No goal: a figure that helps to read one. */
const shown = (text, unit, value) => ({ text, unit, value });

const GOALS = [
  most('selective, 1 GB: wall against evtx_dump JSON, 1 thread', '×', 0.6, 0.35, ({ mixed }) =>
    pairRatio(mixed(1000), 'selective', 'evtx_dump-t1'),
  ),
  most('selective, 300 MB: wall against evtx_dump JSON, 1 thread', '×', 1, 0.6, ({ mixed }) =>
    pairRatio(mixed(300), 'selective', 'evtx_dump-t1'),
  ),
  most('selective, 30 MB: wall', 's', 0.22, 0.12, ({ mixed }) => entryOf(mixed(30), 'selective')?.wall),
  ...Object.entries({ flat: 'steady-ndjson', windows: 'steady-windows' }).flatMap(([shape, id]) => [
    least(`dump JSON (${shape}), warm, 300 MB`, 'MB/s', 300, 600, ({ mixed }) => rateOf(mixed(300), id)),
    least(
      `dump JSON (${shape}), warm, 300 MB: speed against evtx_dump JSON, 1 thread`,
      '×',
      0.5,
      1,
      ({ mixed }) => pairRatio(mixed(300), 'evtx_dump-t1', id),
    ),
  ]),
  least('dump JSON (flat), warm, 300 MB: speed against evtxexport XML', '×', 30, undefined, ({ plain }) =>
    pairRatio(plain(300), 'evtxexport', 'steady-ndjson'),
  ),
  shown(
    'dump JSON (flat), warm, 30 MB, hardly a chunk of which comes twice: speed against evtxexport XML',
    '×',
    ({ plain }) => pairRatio(plain(30), 'evtxexport', 'steady-ndjson'),
  ),
  least('dump JSON (flat), warm, 30 MB: speed against npm winevtx', '×', 6, undefined, ({ plain }) =>
    pairRatio(plain(30), 'winevtx', 'steady-ndjson'),
  ),
  least('dump XML, warm, 300 MB', 'MB/s', 250, 450, ({ mixed }) => rateOf(mixed(300), 'steady-xml')),
  most('verifying checksums: speed lost by a selective read, 1 GB', '%', 30, undefined, ({ mixed }) =>
    percentLost(pairRatio(mixed(1000), 'once-selective', 'once-selective-no-crc')),
  ),
  most('verifying checksums: speed lost by a selective read, warm, 1 GB', '%', 30, undefined, ({ mixed }) =>
    percentLost(pairRatio(mixed(1000), 'steady-selective', 'steady-selective-no-crc')),
  ),
  ...[300, 1000].map((size) =>
    most(
      `analyze, ${size === 1000 ? '1 GB' : '300 MB'}: wall against the selective read`,
      '×',
      1.5,
      undefined,
      ({ mixed }) => pairRatio(mixed(size), 'analyze', 'selective'),
    ),
  ),
  shown('analyze, 1 GB: wall against the reader alone with the wanted fields decoded', '×', ({ mixed }) =>
    pairRatio(mixed(1000), 'analyze', 'once-selective-fields'),
  ),
  most('selective: memory at its peak, largest log', 'MB', 90, undefined, ({ largest }) =>
    megabytes(entryOf(largest('selective'), 'selective')?.rss),
  ),
  most('dump JSON (flat): memory at its peak, largest log', 'MB', 160, undefined, ({ largest }) =>
    megabytes(entryOf(largest('dump-json'), 'dump-json')?.rss),
  ),
  most('dump XML: memory at its peak, largest log', 'MB', 160, undefined, ({ largest }) =>
    megabytes(entryOf(largest('dump-xml'), 'dump-xml')?.rss),
  ),
];

/** Holds a run against the goals: value undefined where the run did not measure it. */
export function judge(arenas) {
  const find = (kind) => (size) =>
    arenas.find(({ input }) => input.kind === kind && Math.abs(input.size / MB / size - 1) < 0.1);
  const largest = (id) =>
    arenas
      .filter(({ input, entries }) => input.kind === 'mixed' && entries.some((entry) => entry.id === id))
      .sort((a, b) => b.input.bytes - a.input.bytes)[0];
  const run = { mixed: find('mixed'), plain: find('plain'), largest };
  return GOALS.map(({ value, ...goal }) => ({ ...goal, value: value(run) })).map((goal) => ({
    ...goal,
    verdict: verdictOf(goal),
  }));
}

function verdictOf({ value, must, aim, bound }) {
  if (value === undefined) return 'not measured';
  if (must === undefined) return '';
  const holds = (limit) => limit !== undefined && (bound === 'most' ? value <= limit : value >= limit);
  if (holds(aim)) return 'aim met';
  return holds(must) ? 'met' : 'missed';
}

const entryOf = (arena, id) => arena?.entries.find((entry) => entry.id === id);
const rateOf = (arena, id) => entryOf(arena, id)?.megabytes;
const megabytes = (bytes) => (bytes === undefined ? undefined : bytes / MB);
/** How much slower, in parts of the faster speed; `ratio` is of the times. */
const percentLost = (ratio) => (ratio === undefined ? undefined : (1 - 1 / ratio) * 100);
