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
  {
    subset: 'japanese',
    ranges:
      '3005 3041-3096 30a1-30fc 4e00 4e08-4e0a 4e0d 4e16 4e21 4e2d 4e3b 4e57 4e8b-4e8c 4e92 4eba 4eca-4ecb 4f11 4f1a 4f53 4f55 4f5c 4fdd 4fe1 507d 50b7 50d5 512a 5144 5165 5168 516c 5171 5192 5199 51fa 5206-5207 521d 529b 53bb 53cb 53d7 53e3 5408 540c 5411 541b 547c-547d 548c 54c1 5584 559c 5668 5728 57cb 58ca 591a 5922 5927 592b 5973 597d 59ac 59b9 59cb 5ac9 5acc 5b50 5b64 5b66 5b88 5bb6 5bc2 5bfe 5c0f 5c11 5e73-5e74 5e78 5ea7 5f1f 5f31 5f37 5f53 5f71 5f7c 5f8c 5fc3 5fc5 5fd8 601d 602a 6094 60aa 60b2 60c5 611a-611b 611f 6162-6163 6170 618e 61b6 61f8 6210-6211 6240 624b 6255 629c 62b1 6368 64ae 652f 65b0 65b9 65cf 65e5 65e9 6614 6620 6625 6642 66ae 670d 671f 672a 672c 6765 683c 697d 6b20 6b32 6b63 6b69 6b7b 6bcd 6c17 6ce3 6d99 6e29 6f14 6fc0 70b9 71b1 7247 7269 72ac 72ec 73fe 7406 751f 7528 753b 75db 75f4 7652 7686 76d7 76e3 76f4 771f-7720 7740 7763 77e5 77f3 78ba 793e 79c1 7a81 7b11 7b2c 7cbe 7d30 7d39 7d50 7d66 7d75-7d76 7dd2 7f8e 8003 8005 8010 80b2 80cc 80f8 81ea 81f3 82e5-82e6 8449 8776 884c 885d 888b 8981 898b 8996 899a 89b3 89e3 8a00 8a18 8a71 8a8d 8a9e 8ab0 8abf 8ad6 8b77 8d77 8d8a 8e0f 8eab 8eca 8ee2 8fbc 8fd1 9003 901a 9023 904e 9053-9055 9060 907f 90e8 914d 91d1 9577 9593 9685 96a0 96e3 9759 9762 9774 9803 982d 9854 9858 98df 9b42 9b54 ff03-ff05 ff0a-ff0b ff0d-ff1b ff1d ff20-ff3d ff41-ff5b ff5d',
  },
];
