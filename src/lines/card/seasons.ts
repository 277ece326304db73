/** What falls where stars stand: quietly, in four stretches of the year as Korea has it; at other times it is stars alone. */
import type { CardColours } from './palette.ts';

export type Season = 'blossom' | 'rain' | 'leaves' | 'snow';

/** From and to, both included, as month and day. */
const STRETCHES: readonly { readonly season: Season; readonly from: string; readonly to: string }[] = [
  { season: 'blossom', from: '03-20', to: '04-30' },
  { season: 'rain', from: '06-20', to: '07-31' },
  { season: 'leaves', from: '10-10', to: '11-30' },
  { season: 'snow', from: '12-10', to: '12-31' },
  { season: 'snow', from: '01-01', to: '02-15' },
];

/** @param localDate "2026-11-29". */
export function seasonOf(localDate: string): Season | null {
  const day = localDate.slice(5);
  return STRETCHES.find(({ from, to }) => from <= day && day <= to)?.season ?? null;
}

/** How much larger than a star one of them is, to be told apart on a phone. */
const SIZE = 2.2;

/** One of them as SVG, in the place of a star; `index` turns each a little otherwise. */
export function drawSeasonal(season: Season, [x, y, r]: readonly [number, number, number], index: number, colours: CardColours): string {
  const turn = (index * 47) % 360;
  const place = (inner: string) =>
    `<g transform="translate(${x} ${y}) rotate(${season === 'rain' ? 16 : turn}) scale(${(r * SIZE) / 6})">${inner}</g>`;
  switch (season) {
    case 'blossom':
      return place(
        [0, 72, 144, 216, 288]
          .map(
            (angle) =>
              `<ellipse cx="0" cy="-3.400" rx="2.100" ry="2.600" fill="${colours.wing}" opacity="0.85" transform="rotate(${angle})"/>`,
          )
          .join(''),
      );
    case 'rain':
      return place(`<path d="M0 -6V6" stroke="${colours.wing}" stroke-opacity="0.7" stroke-width="1.400" stroke-linecap="round"/>`);
    case 'leaves':
      return place(
        `<path d="M0 -6C4 -3 4 2 0 6C-4 2 -4 -3 0 -6Z" fill="${colours.window}" opacity="0.8"/><path d="M0 -4V6" stroke="${colours.cover}" stroke-opacity="0.6" stroke-width="0.800"/>`,
      );
    case 'snow':
      return place(
        `<path d="M0 -6V6M-5.200 -3L5.200 3M-5.200 3L5.200 -3" stroke="${colours.star}" stroke-opacity="0.85" stroke-width="1.300" stroke-linecap="round"/>`,
      );
  }
}
