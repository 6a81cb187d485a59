/** What comes first in a date of three numbers where it does not begin with the year. */
export type DateOrder = 'day-first' | 'month-first';

/** A time as a culture writes it, without a zone. */
export interface LocalTime {
  /** Known from the form alone; undefined: either may come first. */
  readonly order: DateOrder | 'year-first' | undefined;
  /** The numbers of the date as they stand. */
  readonly date: readonly [number, number, number];
  readonly seconds: number;
  /** The digits behind the second, where there are any. */
  readonly fraction?: string;
  /** The clock counts to twelve. */
  readonly isTwelveHour: boolean;
}

const LOCAL =
  /^(\d{1,4})([./ -]{1,2})(\d{1,2})\2(\d{2,4})\.?,?\s+(?:(\D{1,6}?)\s*)?(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,7}))?)?(?:\s*(\D{1,6}))?$/u;
/** Bulgarian puts the words for year and hour behind the numbers; from the Unicode CLDR. */
const UNITS = / ?г\.?(?=,? )| ?ч\.?$/gu;
/** The calendar of Thailand counts its years from 543 before ours: Windows writes them so there; from the Unicode CLDR. */
const THAI_YEARS = 543;
/** Of no calendar that a log is written in, but for that one. */
const FIRST_THAI = 2500;
/** India, Australia and others name the month between day and year; names in English alone, from the Unicode CLDR. */
const NAMED = /^(\d{1,2})([-./ ])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\2(?=\d)/i;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** How cultures tell the halves of the day; from the Unicode CLDR. */
const AFTERNOON = /^(?:p\.?\s?m\.?|오후|下午|午後|μ\.?μ\.?|م|ch|du|eh|odp\.?|e)$/iu;
const MORNING = /^(?:a\.?\s?m\.?|오전|上午|午前|π\.?μ\.?|ص|sa|de|fh|dop\.?|f)$/iu;

/** Reads a time as Event Viewer and PowerShell write it in the culture of the person; undefined: it is none. */
export function readLocalTime(text: string): LocalTime | undefined {
  // Some cultures put spaces in that break no line, and marks of direction.
  const plain = text
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[\u200e\u200f]/g, '')
    .replace(UNITS, '')
    .trim();
  const isNamed = NAMED.test(plain);
  const match = LOCAL.exec(
    plain.replace(NAMED, (_, day: string, between: string, month: string) =>
      [day, MONTHS.indexOf(month.toLowerCase()) + 1, ''].join(between),
    ),
  );
  if (match === null) return undefined;
  const [first, second, third, hour, minute, rest] = [1, 3, 4, 6, 7, 8].map((i) => Number(match[i] ?? 0));
  const half = match[5] ?? match[10] ?? '';
  const fraction = match[9];
  const isAfternoon = AFTERNOON.test(half);
  if (half !== '' && !isAfternoon && !MORNING.test(half)) return undefined;
  if (first === undefined || second === undefined || third === undefined || hour === undefined)
    return undefined;
  const isTwelveHour = half !== '';
  const hours = isTwelveHour ? (hour % 12) + (isAfternoon ? 12 : 0) : hour;
  if (hours > 23 || (minute ?? 0) > 59 || (rest ?? 0) > 59) return undefined;
  const date = [first, second, third] as const;
  const order = isNamed ? 'day-first' : orderOf(match[1] ?? '', match[2] ?? '', date);
  if (order === undefined && first > 12 && second > 12) return undefined;
  const seconds = hours * 3600 + (minute ?? 0) * 60 + (rest ?? 0);
  return { order, date, seconds, ...(fraction !== undefined && { fraction }), isTwelveHour };
}

function orderOf(first: string, separator: string, [a, b]: LocalTime['date']): LocalTime['order'] {
  if (first.length === 4) return 'year-first';
  // Nobody who writes dots puts the month first; from the Unicode CLDR.
  if (a > 12 || separator.startsWith('.')) return 'day-first';
  return b > 12 ? 'month-first' : undefined;
}

/** The time as ISO 8601 without a zone; '' where there is no such day. */
export function isoOf({ date, seconds, fraction, order }: LocalTime, assumed: DateOrder): string {
  const [a, b, c] = date;
  const [year, month, day] =
    order === 'year-first' ? [a, b, c] : (order ?? assumed) === 'day-first' ? [c, b, a] : [c, a, b];
  const whole = year < 100 ? 2000 + year : year;
  const ours = whole >= FIRST_THAI ? whole - THAI_YEARS : whole;
  const time = new Date(Date.UTC(ours, month - 1, day, 0, 0, seconds));
  if (month > 12 || time.getUTCDate() !== day) return '';
  return `${time.toISOString().slice(0, 19)}${fraction === undefined ? '' : `.${fraction}`}`;
}

/**
 * Tells whether days or months come first in the dates of a log: from a day above 12, else from the order of the rows, which
 * runs one way. Undefined: from these it cannot be told.
 */
export function tellOrder(times: readonly LocalTime[]): DateOrder | undefined {
  const sure = times.find(({ order }) => order !== undefined)?.order;
  if (sure !== undefined) return sure === 'month-first' ? 'month-first' : 'day-first';
  const turns = (order: DateOrder): number => {
    const isos = times.map((time) => isoOf(time, order));
    const ups = isos.filter((iso, i) => i > 0 && iso > (isos[i - 1] ?? '')).length;
    const downs = isos.filter((iso, i) => i > 0 && iso < (isos[i - 1] ?? '')).length;
    return Math.min(ups, downs);
  };
  const dayFirst = turns('day-first');
  const monthFirst = turns('month-first');
  if ((dayFirst === 0) === (monthFirst === 0)) return undefined;
  return dayFirst === 0 ? 'day-first' : 'month-first';
}
