/** Line icons, drawn for this page. All are decoration: what they mean is always said in words as well. */
import { html, type TemplateResult } from 'lit-html';

const PATHS: Readonly<Record<string, string>> = {
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.500 20c.4-3.600 3-6 6.500-6s6.100 2.400 6.500 6M16 4.600a3.300 3.300 0 0 1 0 6M18 14.600c2 .8 3.200 2.700 3.500 5.400',
  season: 'M4 6.500h16v12H4zM8 6.500 6.500 3.500M16 6.500l1.500-3M10.500 10v5l4-2.500z',
  quote: 'M5 17.500c2.500-1 4-3 4-6H5V6h5.500v5.500c0 4-2 7-5 8M14 17.500c2.500-1 4-3 4-6h-4V6h5.500v5.500c0 4-2 7-5 8',
  award: 'M12 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM8.500 12.800 7 21l5-2.500L17 21l-1.500-8.200',
  list: 'M8.500 6h12M8.500 12h12M8.500 18h12M4 6h.01M4 12h.01M4 18h.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.500V12l3 2',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  code: 'M8.500 7 3.500 12l5 5M15.500 7l5 5-5 5M13.500 4.500l-3 15',
  terminal: 'M4 5h16v14H4zM7.500 9.500 10.500 12l-3 2.500M12.500 15h4',
  copy: 'M8.500 8.500h11v11h-11zM15.500 8.500v-4h-11v11h4',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12h14M12.500 5.500 19 12l-6.500 6.500',
  menu: 'M4 7h16M4 12h16M4 17h16',
  auto: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18M12 8l6.400-2.400M12 12.500l8.800-1.500M12 17l8-2',
  ask: 'M4 5h16v11h-8.500L7 20v-4H4zM9.800 9a2.200 2.200 0 1 1 3 2c-.6.300-.8.700-.8 1.200M12 14.200h.01',
  thread: 'M5 4v9a4 4 0 0 0 4 4h10M15 13l4 4-4 4',
  out: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-8 8',
  hash: 'M9.500 4 7.500 20M16.500 4l-2 16M4.500 9h15.500M4 15h15.500',
  mail: 'M3.500 6h17v12h-17zM3.500 7l8.500 6.500L20.500 7',
  file: 'M7 3.500h7l4 4v13H7zM14 3.500v4h4',
  sun: 'M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500Z',
  warn: 'M12 3.500 2.500 20.500h19zM12 10v4.500M12 17.500h.01',
  plus: 'M12 5v14M5 12h14',
  more: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  bell: 'M6 16.500V11a6 6 0 1 1 12 0v5.500l1.500 2h-15zM10 21h4',
  back: 'M10.500 5.500 4 12l6.500 6.500M4.500 12H20',
};

/** A drawing for the eye alone: what it means is said beside it. A name nobody knows gives an empty one. */
export function icon(name: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name] ?? ''} /></svg>`;
}
