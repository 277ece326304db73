/**
 * Which characters the files of the card's font draw: hexadecimal code points and inclusive ranges of them.
 * Written by scripts/glyph-table.ts.
 */
export const GLYPH_TABLE: readonly { readonly subset: string; readonly ranges: string }[] = [
  {
    subset: 'korean',
    ranges:
      '20-7e a0-ff 102 131 152-153 2bc 2c6 2da 2dc 300-301 303-304 308-309 323 2002 2013-2014 2018-201a 201c-201e 2022 2026 2032-2033 2039-203a 2044 20ac 2122 2191 2193 2212 2215 3131-318e 3200-321c 3260-327b ac00-d7a3',
  },
  {
    subset: 'latin-ext',
    ranges:
      '100-101 103-130 132-151 154-17e 18f 192 1a0-1a1 1af-1b0 1c4-1cc 1e6-1e7 1ea-1eb 1fa-21b 22a-22d 230-233 237 259 2b9-2ba 2c7 2c9 2d0 2dd 1e80-1e85 1e9e 1ef2-1ef9 2020 20a1 20a3-20a4 20a6-20a7 20a9 20ab 20ad 20b1-20b2 20b5 20b9-20ba 20bc-20bd 2113',
  },
  { subset: 'vietnamese', ranges: '1ea0-1ef1' },
  { subset: '95', ranges: '3003 3013-3015 301c' },
  { subset: '99', ranges: '2d8-2d9 2db 2010 2015-2016 2021 2025 2030 203c 203e 2074 207f 2081-2084 2109 2116 2121 2126 212b 2153-2154' },
  { subset: '101', ranges: '2466 25a1 25a3 261c 3008-3009 ff1c ff1e' },
  { subset: '102', ranges: '2465 2642 ff06 ff1f ff5e' },
  { subset: '103', ranges: '2190 24d8 2502 2514 2592 25c7-25c8 2663 339e ff0c' },
  { subset: '105', ranges: '2103 2463 25c6 25cb 266c 3001 300a-300b ff01 ff08-ff09 ff5c' },
  { subset: '106', ranges: '223c-223d 25b3 25b7 25bd 25cf 266a 3002 33a1' },
  { subset: '107', ranges: '2462 260e 261e 300e-300f' },
  { subset: '109', ranges: '2606 300c-300d' },
  { subset: '110', ranges: '2192 25bc 3000' },
  { subset: '111', ranges: '203b 25c0 2605 2661' },
  { subset: '112', ranges: '2665' },
];
