const js = String.raw;

/**
 * What a page can do where scripts run: copy, zoom, filter, open what a link leads to. It adds nothing to what can be
 * read, and writes text and attributes only.
 */
export const script: string = js`'use strict';
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

for (const button of all('.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
}

const openTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  const details = target && target.closest('details');
  if (!details) return;
  details.open = true;
  target.scrollIntoView();
};
addEventListener('hashchange', openTarget);
openTarget();

let closed = [];
addEventListener('beforeprint', () => {
  closed = all('.cause:not([open]), .cause details:not([open])');
  for (const one of closed) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of closed) one.open = false;
});

const controls = document.querySelector('.controls');
if (controls) {
  const picture = controls.closest('.picture');
  const box = picture.querySelector('.plot-scroll');
  const plot = picture.querySelector('.plot-svg');
  let zoom = 1;
  const zoomTo = (next, at = box.clientWidth / 2) => {
    const wanted = Math.min(256, Math.max(1, next));
    const place = (box.scrollLeft + at) / zoom;
    zoom = wanted;
    plot.setAttribute('width', zoom * 100 + '%');
    plot.classList.toggle('zoomed', zoom > 3);
    box.tabIndex = zoom > 1 ? 0 : -1;
    box.scrollLeft = place * zoom - at;
  };
  const zooms = { in: () => zoomTo(zoom * 2), out: () => zoomTo(zoom / 2), all: () => zoomTo(1) };
  for (const button of all('[data-zoom]', controls))
    button.addEventListener('click', () => zooms[button.dataset.zoom]());
  box.addEventListener('keydown', (event) => {
    const name = { '+': 'in', '-': 'out', 0: 'all' }[event.key];
    if (name) zooms[name]();
  });
  box.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomTo(zoom * (event.deltaY < 0 ? 1.5 : 1 / 1.5), event.clientX - box.getBoundingClientRect().left);
    },
    { passive: false },
  );

  const rows = all('[data-row]').map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const bars = new Map(all('[data-of]').map((bar) => [bar.dataset.of, bar]));
  const find = controls.querySelector('[data-find]');
  const boxes = all('[data-result]', controls);
  const found = controls.querySelector('output');
  const filter = () => {
    const results = new Set(boxes.filter((one) => one.checked).map((one) => one.dataset.result));
    const word = find.value.trim().toLowerCase();
    const isAll = word === '' && results.size === boxes.length;
    const kept = new Set();
    for (const { row, text } of rows) {
      const isKept = isAll || (results.has(row.dataset.result) && text.includes(word));
      row.hidden = !isKept;
      if (isKept) for (const id of row.dataset.row.split(' ')) kept.add(id);
    }
    for (const [id, bar] of bars) bar.toggleAttribute('hidden', !kept.has(id));
    found.textContent = isAll ? '' : [...bars.keys()].filter((id) => kept.has(id)).length + ' of ' + bars.size + ' shown';
  };
  find.addEventListener('input', filter);
  for (const one of boxes) one.addEventListener('change', filter);
  controls.hidden = false;
}
`;
