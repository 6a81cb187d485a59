// The little statistics of the bench, and how figures are spelled.

/** The middle value; the mean of the two in the middle of an even number. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The one in the middle by a figure; of two, the smaller. */
export const medianBy = (items, of) => items.toSorted((a, b) => of(a) - of(b))[(items.length - 1) >> 1];

/** Reads "300MB", "1GB" or a number of bytes; undefined when it is neither. */
export function parseSize(text) {
  const match = /^(\d+(?:\.\d+)?)\s*([kMG]?)B?$/i.exec(text.trim());
  if (match === null) return undefined;
  const unit = { '': 1, K: 1e3, M: 1e6, G: 1e9 }[match[2].toUpperCase()];
  return Math.round(Number(match[1]) * unit);
}

export const sizeText = (bytes) => (bytes >= 1e9 ? `${trim(bytes / 1e9)} GB` : `${trim(bytes / 1e6)} MB`);

/** A figure with three digits that count. */
export function figure(value) {
  if (value === undefined) return '–';
  const digits = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return digits >= 3 ? grouped(Math.round(value)) : value.toFixed(Math.max(0, 2 - digits));
}

/** 1234567 as 1,234,567. */
export const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

export const percent = (share) => `${(share * 100).toFixed(1)} %`;

const trim = (value) => String(Math.round(value * 10) / 10);
