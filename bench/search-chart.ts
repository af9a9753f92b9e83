import type { Figure } from './search.ts';

const COLOURS: Readonly<Record<string, string>> = {
  ours: '#0b6e4f',
  MiniSearch: '#c05621',
  FTS5: '#2b6cb0',
  FlexSearch: '#805ad5',
};
const WIDTH = 720;
const ROW = 22;
const LEFT = 190;

/** p95 of real questions, a bar an engine and size, on a logarithmic scale from .1 ms. */
export function chart(figures: readonly Figure[]): string {
  const sizes = [...new Set(figures.map(({ passages }) => passages))];
  const most = Math.max(10, ...figures.map(({ p95 }) => p95));
  const x = (ms: number): number =>
    (Math.log10(Math.max(0.11, ms) / 0.1) / Math.log10(most / 0.1)) * (WIDTH - LEFT - 90);
  let y = 44;
  const parts: string[] = [];
  for (const size of sizes) {
    parts.push(text(12, y + 15, `${size.toLocaleString('en')} passages`, 'font-weight="bold"'));
    for (const { engine, p95 } of figures.filter(({ passages }) => passages === size)) {
      parts.push(text(LEFT - 8, y + 15, engine, 'text-anchor="end"'));
      parts.push(
        `<rect x="${LEFT}" y="${y + 3}" width="${x(p95).toFixed(1)}" height="${ROW - 6}" rx="3" fill="${COLOURS[engine] ?? '#718096'}"/>`,
      );
      parts.push(text(LEFT + 6 + x(p95), y + 15, `${p95.toFixed(p95 < 10 ? 1 : 0)} ms`));
      y += ROW;
    }
    y += 14;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="13" fill="#1a202c"><title>Time to answer a real question, 95th percentile, by engine and number of passages</title>`,
    `<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>`,
    text(12, 24, 'Time to answer a real question, 95th percentile (logarithmic)', 'font-size="15"'),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function text(x: number, y: number, words: string, more = ''): string {
  return `<text x="${x.toFixed(0)}" y="${y}" ${more}>${words}</text>`;
}
