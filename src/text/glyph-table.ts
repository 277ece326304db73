/**
 * Which characters the files of the card's font draw: hexadecimal code points and inclusive ranges of them.
 * Written by scripts/glyph-table.ts.
 */
export const GLYPH_TABLE: readonly { readonly subset: string; readonly ranges: string }[] = [
  {
    subset: 'latin',
    ranges:
      '20-7e a0-ff 102 131 152-153 2bc 2c6 2da 2dc 300-301 303-304 308-309 323 2002 2013-2014 2018-201a 201c-201e 2022 2026 2032-2033 2039-203a 2044 20ac 2122 2191 2193 2212 2215',
  },
  {
    subset: 'latin-ext',
    ranges:
      '100-101 103-130 132-151 154-17e 18f 192 1a0-1a1 1af-1b0 1c4-1cc 1e6-1e7 1ea-1eb 1fa-21b 22a-22d 230-233 237 259 2b9-2ba 2c7 2c9 2d0 2dd 1e80-1e85 1e9e 1ef2-1ef9 2020 20a1 20a3-20a4 20a6-20a7 20a9 20ab 20ad 20b1-20b2 20b5 20b9-20ba 20bc-20bd 2113',
  },
  { subset: 'vietnamese', ranges: '1ea0-1ef1' },
  { subset: '119', ranges: 'ac00 ace0 ae30 b2e4 b85c b9ac c0ac c2a4 c2dc c774 c778 c9c0 d558' },
  {
    subset: '118',
    ranges:
      'ac04 ac1c ac70 ac8c acbd acf5 acfc ad00 ad6c adf8 b098 b0b4 b294 b2c8 b300 b3c4 b3d9 b4dc b4e4 b77c b7ec b85d b97c b9c8 b9cc ba54 ba74 ba85 baa8 bb34 bb38 bbf8 bc14 bc29 bc88 bcf4 bd80 be44 c0c1 c11c c120 c131 c138 c18c c218 c2b5 c2e0 c544 c548 c5b4 c5d0 c5ec c5f0 c601 c624 c694 c6a9 c6b0 c6b4 c6d0 c704 c720 c73c c740 c744 c74c c758 c77c c785 c788 c790-c791 c7a5 c804 c815 c81c c870 c8fc c911 c9c4 ccb4 ce58 ce74 d06c d0c0 d130 d2b8 d3ec d504 d55c d569 d574 d638 d654 d68c',
  },
  {
    subset: '117',
    ranges:
      'ac10 ac15 ac74 ac80 ac83 acc4 ad11 ad50 ad6d adfc ae00 ae08 ae4c b0a8 b124 b144 b178 b274 b2a5 b2e8 b2f9 b354 b370 b418 b41c b4f1 b514 b798 b808 b824-b825 b8cc b978 b9d0 b9e4 baa9 bb3c bc18 bc1c bc30 bc84 bcf5 bcf8 bd84 be0c be14 c0b0 c0c9 c0dd c124 c2dd c2e4 c2ec c54c c57c-c57d c591 c5c5-c5c6 c5ed c608 c640 c6b8 c6d4 c784 c7ac c800-c801 c9c1 c9d1 cc28 cc98 cc9c ccad cd5c cd94 cd9c cde8 ce68 cf54 d0dc d14c d1a0 d1b5 d2f0 d30c d310 d398 d45c d50c d53c d560 d568 d589 d604 d6c4 d788',
  },
  {
    subset: '116',
    ranges:
      'ac01 ac19 ac1d aca0 aca9 acb0 ad8c ae09 ae38 ae40 aed8 b09c b0a0 b108 b204 b298 b2d8 b2eb-b2ec b2f4 b313 b358 b450 b4e0 b54c b610 b780 b78c b791 b8e8 b958 b974 b984 b9b0 b9bc-b9bd b9ce ba70 bbfc bc0f bc15 bc1b bc31 bc95 bcc0 bcc4 bd81 bd88 c0c8 c11d c13c c158 c18d c1a1 c21c c4f0 c54a c560 c5b8 c5c8 c5f4 c628 c62c c678 c6cc c808 c810 c885 c88b c900 c988 c99d c9c8 cc3d-cc3e cc45 cd08 ce20 cee4 d074 d0a4 d0dd d2b9 d3b8 d3c9 d488 d544 d559 d56d d588 d615 d648 d655 d658 d65c',
  },
  {
    subset: '115',
    ranges:
      'ac08 ac78 aca8 acac ace8 ad70 adc0 addc b137 b140 b208 b290 b2f5 b3c5 b3cc b420 b429 b529 b530 b77d b79c b7a8 b7c9 b7f0 b7fc b828 b860 b9ad b9c1 b9c9 b9dd-b9de b9e8 ba38-ba39 babb bc00 bc8c bca0 bca4 bcd1 bcfc bd09 bdf0 be60 c0ad c0b4 c0bc c190 c1fc c220 c288 c2b9 c2f6 c528 c545 c558 c5bc c5d4 c600 c644 c6c0 c6c3 c721 c798 c7a1 c811 c838 c871 c904 c990 c9dc cc38 cc44 cca0 cd1d cd95 cda9 ce5c cf00 cf58 d150 d22c d305 d328 d37c d3f0 d551 d5a5 d5c8 d5d8 d63c d64d d669 d734 d76c',
  },
  {
    subset: '114',
    ranges:
      '24d2 314b ac11 acf3 ad74 ad81 adf9 ae34 af43 afb8 b05d b07c b110 b118 b17c b180 b18d b192 b2cc b355 b378 b4a4 b4ef b78d b799 b7a9 b7fd b807 b80c b839 b9b4 b9db ba3c bab0 bba4 bc94 be4c c154 c1c4 c26c c2ac c2ed c4f4 c55e c561 c571 c5b5 c5c4 c654-c655 c695 c6e8 c6f9 c724 c751 c775 c7a0 c7c1 c874 c880 c9d5 c9f8 cabd cc29 cc2c cca8 ccab ccd0 ce21 ce35 ce7c ce90 cee8 cef4 cfe0 d070 d0b9 d0c1 d0c4 d0c8 d15c d1a1 d2c0 d300 d314 d3ed d478 d480 d48d d508 d53d d5e4 d611 d61c d68d d6a8 d798',
  },
  {
    subset: '113',
    ranges:
      '25b2 25b6 314e ac24 ace1 ace4 ae68 af2d b0d0 b0e5 b150 b155 b193 b2c9 b2dd b3c8 b3fc b410 b458 b4dd b5a0 b5a4 b5bb b7b5 b838 b840 b86f b8f9 b960 b9e5 bab8 bb50 bc1d bc24-bc25 bca8 bcbd bd04 bd10 bd24 be48 be5b be68 c05c c12c c140 c15c c168 c194 c219 c27d c2a8 c2f1 c2f8 c368 c554-c555 c559 c564 c5d8 c5fc c625 c65c c6b1 c728 c794 c84c c88c c8e0 c8fd c998 c9dd cc0d cc30 ceec cf13 cf1c cf5c d050 d07c d0a8 d134 d138 d154 d1f4 d2bc d329 d32c d3d0 d3f4 d3fc d56b d5cc d600-d601 d639 d6c8 d754 d765',
  },
  {
    subset: '112',
    ranges:
      '2665 3160 ac12 ac14 ac16 ac81 ad34 ade0 ae54 aebc af2c afc0 afc8 b04c b08c b099 b0a9 b0ac b0ae b0b8 b123 b179 b2e5 b2f7 b4c0 b531 b538 b545 b550 b5a8 b6f0 b728 b73b b7ad b7ed b809 b864 b86d b871 b9bf b9f5 ba40 ba4b ba58 ba87 baac bbc0 bc16 bc34 bd07 bd99 be59 bfd0 c058 c0e4 c0f5 c12d c139 c228 c529 c5c7 c635 c637 c735 c77d c787 c789 c8c4 c989 c98c c9d0 c9d3 cc0c cc99 cd0c cd2c cd98 cda4 ce59 ce60 ce6d cea0 d0d0-d0d1 d0d5 d14d d1a4 d29c d2f1 d301 d39c d3bc d4e8 d540 d5ec d640 d750',
  },
  {
    subset: '111',
    ranges:
      '203b 25c0 2605 2661 3147 318d acaa acbc ad1c ae4a ae5c b044 b054 b0c8-b0c9 b2a6 b2d0 b35c b364 b428 b454 b465 b4b7 b4e3 b51c b5a1 b784 b790 b7ab b7f4 b82c b835 b8e9 b8f8 b9d8 b9f9 ba5c ba64 babd bb18 bb3b bbff bc0d bc45 bc97 bcbc be45 be75 be7c bfcc c0b6 c0f7 c14b c2b4 c30d c4f8 c5bb c5d1 c5e0 c5ee c5fd c606 c6c5 c6e0 c708 c81d c820 c824 c878 c918 c96c c9e4 c9f1 cc2e cd09 cea1 cef5 cef7 cf64 cf69 cfe8 d035 d0ac d230 d234 d2f4 d31d d575 d578 d608 d614 d718 d751 d761 d78c d790',
  },
  {
    subset: '110',
    ranges:
      '2192 25bc 3000 3137 3145 315c ac13 ac71 ac90 acb8 ace7 ad7f ae50 aef4 af34 afbc b048 b09a b0ad b0bc b113 b125 b141 b20c b2d9 b2ed b367 b369 b374 b3cb b4ec b611 b760 b81b b834 b8b0 b8e1 b989 b9d1 b9e1 b9fa ba4d ba78 bb35 bb54 bbf9 bc11 bcb3 bd05 bd95 bdd4 be10 bed0 bf51 c0d8 c232 c2b7 c2eb c378 c500 c52c c549 c568 c598 c5c9 c61b c639 c67c c717 c78a c80a c90c-c90d c950 c9e7 cbe4 cca9 cce4 cdb0 ce78 ce94 ce98 cf8c d018 d034 d0f1 d1b1 d280 d2f8 d338 d380 d3b4 d610 d69f d6fc d758',
  },
  {
    subset: '109',
    ranges:
      '2606 300c-300d 3131 3134 3139 3141-3142 3148 3161 3163 321c ac31 ac77 ac9f acb9 acf0-acf1 acfd ad73 af3d b00c b04a b057 b0c4 b188 b1cc b214 b2db b2ee b304 b4ed b518 b5bc b625 b69c-b69d b7ac b801 b86c b959 b95c b985 ba48 bb58 bc0c bc38 bc85 bc9a bf40 c068 c0bd c0cc c12f c149 c1e0 c22b c22d c250 c2fc c300 c313 c370 c3d8 c557 c580 c5e3 c62e c634 c6f0 c74d c783 c78e c796 c7bc c92c ca4c cc1c cc54 cc59 ce04 cf30 cfc4 d140 d321 d38c d399 d54f d587 d5d0 d6e8 d770',
  },
  {
    subset: '108',
    ranges:
      '2460-2461 25a0 3010-3011 314a 314c ad49 ae0b ae0d ae43 ae5d aecf af3c af64 afd4 b080 b084 b0c5 b10c b1e8 b2ac b36e b451 b515 b540 b561 b6ab b6b1 b72c b730 b744 b800 b8ec b8f0 b904 b968 b96d b987 b9d9 bb36 bb49 bc2d bc43 bcf6 bd89 be57 be61 bed4 c090 c130 c148 c19c c2f9 c36c c37c c384 c3df c575 c584 c660 c719 c816 ca4d ca54 cabc cb49 cc14 cff5 d004 d038 d0b4 d0d3 d0e0 d0ed d131 d1b0 d31f d33d d3a0 d3ab d514 d584 d6a1 d6cc d749 d760 d799',
  },
  {
    subset: '107',
    ranges:
      '2462 260e 261e 300e-300f 314d ac89 ac9c acc1 ad04 ad75 ad7d ae45 ae61 af42 b0ab b0af b0b3 b12c b194 b1a8 b220 b258 b284 b2ff b315 b371 b3d4-b3d5 b460 b527 b534 b810 b818 b98e ba55 bbac bc0b bc40 bca1 bccd bd93 be54 be5a bf08 bf50 bf55 bfdc c0c0 c0d0 c0f4 c100 c11e c170 c20d c274 c290 c308 c369 c539 c587 c5ff c6ec c70c c7ad c7c8 c83c c881 cb48 cc60 ce69 ce6b ce75 cf04 cf08 cf55 cf70 cffc d0b7 d1a8 d2c8 d384 d47c d48b d5dd d5e8 d720 d759',
  },
  {
    subset: '106',
    ranges:
      '223c-223d 25b3 25b7 25bd 25cf 266a 3002 300a-300b 33a1 ac94 aebe aecd af08 af41 af49 b010 b053 b109 b11b b128 b154 b291 b2e6 b301 b385 b525 b5b4 b729 b72f b738 b7ff b837 b975 ba67 bb47 bc1f bd90 bfd4 c27c c324 c379 c3e0 c465 c53b c58c c610 c653 c6cd c813 c82f c999 c9e0 cac4 cad3 cbd4 cc10 cc22 ccb8 ccbc cda5 ce84 cea3 cf67 cfe1 d241 d30d d31c d391 d401 d479 d5c9 d5db d649 d6d4',
  },
  {
    subset: '105',
    ranges:
      '2103 2463 25c6 25cb 266c 3001 314f ac2f ac4d adc4 ade4 ae41 ae4d-ae4e aed1 afb9 b0e0 b299 b365 b46c b480 b4c8 b7b4 b819 b918 baab bab9 be8f bed7 c0ec c19f c1a5 c3d9 c464 c53d c553 c570 c5cc c633 c6a4 c7a3 c7a6 c886 c9d9-c9da c9ec ca0c cc21 cd1b cd78 cdc4 cef8 cfe4 d0a5 d0b5 d0ec d15d d188 d23c d2ac d729 d79b ff01 ff08-ff09 ff5c',
  },
  {
    subset: '104',
    ranges:
      '2161 2228 2299 2464 2517 2640 ac07 ac1a ac40 ad0c ad88 ada4 ae01 ae65 aebd aec4 afe8 b139 b205 b383 b38c b42c b461 b55c b78f b8fb b9f7 bafc bc99 bed8 bfcd c0bf c0f9 c167 c204 c20f c22f c258 c298 c2bc c388 c501 c50c c5b9 c5ce c641 c648 c73d ca50 ca61 cc4c ceac d0d4 d5f7 d6d7 ff1a',
  },
  {
    subset: '103',
    ranges:
      '2190 24d8 2502 2514 2592 25c7-25c8 2663 339e ac38 ad76 ae84 aecc b07d b0b1 b215 b2a0 b310 b3d7 b52a b618 b775 b797 bcd5 bd59 be80 bea8 bed1 bee4-bee5 c060 c2ef c329 c3dc c597 c5bd c5e5 c69c c9d6 ca29 ca5c ca84 cc39 cc3b ce89 cee5 cf65 cf85 d058 d145 d22d d325 d37d d3ad d769 ff0c',
  },
  {
    subset: '102',
    ranges:
      '2465 2642 3153 ac20 acf6 ad90 af5d af80 afcd aff0 b0a1 b0b5 b1fd b2fc b380 b51b b584 b5b3 b8fd b93c b9f4 bb44 bc08 bc27 bc49 be55 be64 bfb0 bfc5 c178 c21f c314 c4f1 c58d c664 c698 c6a7 c6c1 c9ed cac0 cacc cad9 ccb5 cdcc d0e4 d143 d320 d330 d54d ff06 ff1f ff5e',
  },
  {
    subset: '101',
    ranges:
      '2466 25a1 25a3 261c 3008-3009 3151 3157 ae14 ae6c aec0 afc7 afc9 b01c b028 b308 b311 b314 b31c b524 b560 b764 b920 b9e3 bd48 be7d c0db c231 c270 c2e3 c37d c3ed c530 c6a5 c6dc c7a4 c954 c974 d000 d565 d667 d6c5 d79d ff1c ff1e',
  },
  {
    subset: '100',
    ranges:
      '2160 2194 3132 3146 3149 339d ac2d adc8 add3 af48 b014 b134-b135 b158 b2aa b35f b6a4 b9cf bb63 bd23 be91 c29b c3f4 c42c c55c c573 c58f c78c c7dd c8f5 cad1 cc48 cf10 cf20 d03c d07d d2a0 d30e d38d d3a8 d3c8 d5e5 d5f9 d6e4 ff02',
  },
  { subset: '99', ranges: '2d8-2d9 2db 2010 2015-2016 2021 2025 2030 203c 203e 2074 207f 2081-2084 2109 2116 2121 2126 212b 2153-2154' },
  { subset: '95', ranges: '3003 3013-3015 301c 3133 3135' },
  {
    subset: '94',
    ranges:
      '3136 3138 313a-3140 3143-3144 3150 3152 3154-3156 3158-315b 315d-315f 3162 3164-318c 318e 3200-321b 3260-327b 327e-327f 3380-3384 3388-338b',
  },
  { subset: '65', ranges: 'ac02-ac03 ac05-ac06 ac09-ac0f ac17-ac18 ac1b ac1e-ac1f ac21-ac23' },
  {
    subset: '64',
    ranges:
      'ac25-ac2c ac2e ac30 ac32-ac37 ac39-ac3f ac41-ac4c ac4e-ac6f ac72-ac73 ac75-ac76 ac79-ac7f ac82 ac84-ac88 ac8a-ac8b ac8d-ac8f ac91-ac93 ac95-ac9b ac9d-ac9e aca1-aca7 acab acad-acaf acb1-acb7 acba-acbb acbe-acc0 acc2-acc3 acc5-acdf',
  },
  {
    subset: '63',
    ranges:
      'ace2-ace3 ace5-ace6 ace9-acef acf2 acf4 acf7-acfb acfe-acff ad01-ad03 ad05-ad0b ad0d-ad10 ad12-ad1b ad1d-ad33 ad35-ad48 ad4a-ad4f ad51-ad6b ad6e-ad6f ad71-ad72 ad77-ad7c ad7e ad80 ad82-ad87 ad89-ad8b ad8d-ad8f ad91-ad9b',
  },
  {
    subset: '62',
    ranges:
      'ad9c-ada3 ada5-adbf adc1-adc3 adc5-adc7 adc9-add2 add4-addb addd-addf ade1-ade3 ade5-adf7 adfa-adfb adfd-adff ae02-ae07 ae0a ae0c ae0e-ae13 ae15-ae2f ae31-ae33 ae35-ae37 ae39-ae3f ae42 ae44 ae46-ae49 ae4b ae4f ae51-ae53 ae55',
  },
  {
    subset: '61',
    ranges:
      'ae56-ae5b ae5e-ae60 ae62-ae64 ae66-ae67 ae69-ae6b ae6d-ae83 ae85-aebb aebf aec1-aec3 aec5-aecb aece aed0 aed2-aed7 aed9-aef3 aef5-af02',
  },
  { subset: '60', ranges: 'af03-af07 af09-af2b af2e-af33 af35-af3b af3e-af40 af44-af47 af4a-af5c af5e-af63 af65-af7f af81-afab' },
  {
    subset: '59',
    ranges:
      'afac-afb7 afba-afbb afbd-afbf afc1-afc6 afca-afcc afce-afd3 afd5-afe7 afe9-afef aff1-b00b b00d-b00f b011-b013 b015-b01b b01d-b027 b029-b043 b045-b047 b049 b04b b04d-b052 b055-b056 b058-b05c b05e',
  },
  {
    subset: '58',
    ranges:
      'b05f-b07b b07e-b07f b081-b083 b085-b08b b08d-b097 b09b b09d-b09f b0a2-b0a7 b0aa b0b0 b0b2 b0b6-b0b7 b0b9-b0bb b0bd-b0c3 b0c6-b0c7 b0ca-b0cf b0d1-b0df b0e1-b0e4 b0e6-b107 b10a-b10b b10d-b10f b111-b112 b114-b117 b119-b11a b11c-b11f',
  },
  {
    subset: '57',
    ranges:
      'b120-b122 b126-b127 b129-b12b b12d-b133 b136 b138 b13a-b13f b142-b143 b145-b14f b151-b153 b156-b157 b159-b177 b17a-b17b b17d-b17f b181-b187 b189-b18c b18e-b191 b195-b1a7 b1a9-b1cb b1cd-b1d5',
  },
  { subset: '56', ranges: 'b1d6-b1e7 b1e9-b1fc b1fe-b203 b206-b207 b209-b20b b20d-b213 b216-b21f b221-b257 b259-b273 b275-b27b' },
  {
    subset: '55',
    ranges:
      'b27c-b283 b285-b28f b292-b293 b295-b297 b29a-b29f b2a1-b2a4 b2a7-b2a9 b2ab b2ad-b2c7 b2ca-b2cb b2cd-b2cf b2d1-b2d7 b2da b2dc b2de-b2e3 b2e7 b2e9-b2ea b2ef-b2f3 b2f6 b2f8 b2fa-b2fb b2fd-b2fe b302-b303 b305-b307 b309-b30f b312 b316-b31b b31d-b341',
  },
  {
    subset: '54',
    ranges:
      'b342-b353 b356-b357 b359-b35b b35d-b35e b360-b363 b366 b368 b36a-b36d b36f b372-b373 b375-b377 b379-b37f b381-b382 b384 b386-b38b b38d-b3c3 b3c6-b3c7 b3c9-b3ca b3cd-b3d3 b3d6 b3d8 b3da-b3f7',
  },
  {
    subset: '53',
    ranges:
      'b3f8-b3fb b3fd-b40f b411-b417 b419-b41b b41d-b41f b421-b427 b42a-b42b b42d-b44f b452-b453 b455-b457 b459-b45f b462-b464 b466-b46b b46d-b47f b481-b4a3',
  },
  {
    subset: '52',
    ranges:
      'b4a5-b4b6 b4b8-b4bf b4c1-b4c7 b4c9-b4db b4de-b4df b4e1-b4e2 b4e5-b4eb b4ee b4f0 b4f2-b513 b516-b517 b519-b51a b51d-b523 b526 b528 b52b-b52f b532-b533 b535-b537 b539-b53f b541-b544 b546-b54b b54d-b54f b551-b55b b55d-b55e',
  },
  { subset: '51', ranges: 'b55f b562-b583 b585-b59f b5a2-b5a3 b5a5-b5a7 b5a9-b5b2 b5b5-b5ba b5bd-b604' },
  { subset: '50', ranges: 'b605-b60f b612-b617 b619-b624 b626-b69b b69e-b6a3 b6a5-b6a6' },
  { subset: '49', ranges: 'b6a7-b6aa b6ac-b6b0 b6b2-b6ef b6f1-b727 b72a-b72b b72d-b72e b731-b737 b739-b73a b73c-b743 b745-b74c' },
  {
    subset: '48',
    ranges:
      'b74d-b75f b761-b763 b765-b774 b776-b77b b77e-b77f b781-b783 b785-b78b b78e b792-b796 b79a-b79b b79d-b7a7 b7aa b7ae-b7b3 b7b6-b7c8 b7ca-b7eb b7ee-b7ef b7f1-b7f3 b7f5-b7fb b7fe b802-b806 b80a-b80b',
  },
  {
    subset: '47',
    ranges:
      'b80d-b80f b811-b817 b81a b81c-b823 b826-b827 b829-b82b b82d-b833 b836 b83a-b83f b841-b85b b85e-b85f b861-b863 b865-b86b b86e b870 b872-b8af b8b1-b8be',
  },
  {
    subset: '46',
    ranges:
      'b8bf-b8cb b8cd-b8e0 b8e2-b8e7 b8ea-b8eb b8ed-b8ef b8f1-b8f7 b8fa b8fc b8fe-b903 b905-b917 b919-b91f b921-b93b b93d-b957 b95a-b95b b95d-b95f b961-b967 b969-b96c',
  },
  {
    subset: '45',
    ranges:
      'b96e-b973 b976-b977 b979-b97b b97d-b983 b986 b988 b98a-b98d b98f-b9ab b9ae-b9af b9b1-b9b3 b9b5-b9bb b9be b9c0 b9c2-b9c7 b9ca-b9cb b9cd b9d2-b9d7 b9da b9dc b9df-b9e0 b9e2 b9e6-b9e7 b9e9-b9f3 b9f6 b9f8 b9fb-ba2f',
  },
  {
    subset: '44',
    ranges:
      'ba30-ba37 ba3a-ba3b ba3d-ba3f ba41-ba47 ba49-ba4a ba4c ba4e-ba53 ba56-ba57 ba59-ba5b ba5d-ba63 ba65-ba66 ba68-ba6f ba71-ba73 ba75-ba77 ba79-ba84 ba86 ba88-baa7 baaa baad-baaf bab1-bab7 baba babc babe-bae5',
  },
  {
    subset: '43',
    ranges: 'bae6-bafb bafd-bb17 bb19-bb33 bb37 bb39-bb3a bb3d-bb43 bb45-bb46 bb48 bb4a-bb4f bb51-bb53 bb55-bb57 bb59-bb62 bb64-bb8f',
  },
  {
    subset: '42',
    ranges:
      'bb90-bba3 bba5-bbab bbad-bbbf bbc1-bbf7 bbfa-bbfb bbfd-bbfe bc01-bc07 bc09-bc0a bc0e bc10 bc12-bc13 bc17 bc19-bc1a bc1e bc20-bc23 bc26 bc28 bc2a-bc2c bc2e-bc2f bc32-bc33 bc35-bc37 bc39-bc3f bc41-bc42 bc44 bc46-bc48 bc4a-bc4d',
  },
  {
    subset: '41',
    ranges:
      'bc4e-bc83 bc86-bc87 bc89-bc8b bc8d-bc93 bc96 bc98 bc9b-bc9f bca2-bca3 bca5-bca7 bca9-bcb2 bcb4-bcbb bcbe-bcbf bcc1-bcc3 bcc5-bccc bcce-bcd0 bcd2-bcd4 bcd6-bcf3 bcf7 bcf9-bcfb bcfd-bd02',
  },
  {
    subset: '40',
    ranges:
      'bd03 bd06 bd08 bd0a-bd0f bd11-bd22 bd25-bd47 bd49-bd58 bd5a-bd7f bd82-bd83 bd85-bd87 bd8a-bd8f bd91-bd92 bd94 bd96-bd98 bd9a-bdaf',
  },
  { subset: '39', ranges: 'bdb0-bdd3 bdd5-bdef bdf1-be0b be0d-be0f be11-be13 be15-be43 be46-be47 be49-be4b be4d-be53' },
  {
    subset: '38',
    ranges:
      'be56 be58 be5c-be5f be62-be63 be65-be67 be69-be74 be76-be7b be7e-be7f be81-be8e be90 be92-bea7 bea9-becf bed2-bed3 bed5-bed6 bed9-bee3 bee6-bf06',
  },
  { subset: '37', ranges: 'bf07 bf09-bf3f bf41-bf4f bf52-bf54 bf56-bfa6' },
  { subset: '36', ranges: 'bfa7-bfaf bfb1-bfc4 bfc6-bfcb bfce-bfcf bfd1-bfd3 bfd5-bfdb bfdd-c048' },
  {
    subset: '35',
    ranges:
      'c049-c057 c059-c05b c05d-c05f c061-c067 c069-c08f c091-c0ab c0ae-c0af c0b1-c0b3 c0b5 c0b7-c0bb c0be c0c2-c0c7 c0ca-c0cb c0cd-c0cf c0d1-c0d7 c0d9-c0da c0dc c0de-c0e3 c0e5-c0eb c0ed-c0f3 c0f6 c0f8 c0fa-c0ff',
  },
  {
    subset: '34',
    ranges:
      'c101-c11b c11f c121-c123 c125-c12b c12e c132-c137 c13a-c13b c13d-c13f c141-c147 c14a c14c-c153 c155-c157 c159-c15b c15d-c166 c169-c16f c171-c177 c179-c18b c18e-c18f c191-c193 c195-c19b c19d-c19e c1a0 c1a2-c1a4 c1a6-c1bb',
  },
  {
    subset: '33',
    ranges:
      'c1bc-c1c3 c1c5-c1df c1e1-c1fb c1fd-c203 c205-c20c c20e c210-c217 c21a-c21b c21d-c21e c221-c227 c229-c22a c22c c22e c230 c233-c24f c251-c257 c259-c269',
  },
  {
    subset: '32',
    ranges:
      'c26a-c26b c26d-c26f c271-c273 c275-c27b c27e-c287 c289-c28f c291-c297 c299-c29a c29c-c2a3 c2a5-c2a7 c2a9-c2ab c2ad-c2b3 c2b6 c2b8 c2ba-c2bb c2bd-c2db c2de-c2df c2e1-c2e2 c2e5-c2ea c2ee c2f0 c2f2-c2f5 c2f7 c2fa-c2fb c2fd-c2ff c301-c307 c309-c30c c30e-c312 c315-c323 c325-c328 c32a',
  },
  { subset: '31', ranges: 'c32b-c367 c36a-c36b c36d-c36f c371-c377 c37a-c37b c37e-c383 c385-c387 c389-c3cf' },
  { subset: '30', ranges: 'c3d0-c3d7 c3da-c3db c3dd-c3de c3e1-c3ec c3ee-c3f3 c3f5-c42b c42d-c463 c466-c474' },
  { subset: '29', ranges: 'c475-c4ef c4f2-c4f3 c4f5-c4f7 c4f9-c4ff c502-c50b c50d-c516' },
  {
    subset: '28',
    ranges:
      'c517-c527 c52a-c52b c52d-c52f c531-c538 c53a c53c c53e-c543 c546-c547 c54b c54d-c552 c556 c55a-c55b c55d c55f c562-c563 c565-c567 c569-c56f c572 c574 c576-c57b c57e-c57f c581-c583 c585-c586 c588-c58b c58e c590 c592-c596 c599-c5b3 c5b6-c5b7 c5ba c5be-c5c3 c5ca-c5cb c5cd c5cf c5d2-c5d3 c5d5-c5d7 c5d9-c5df c5e1-c5e2 c5e4 c5e6-c5eb c5ef c5f1-c5f3',
  },
  {
    subset: '27',
    ranges:
      'c5f5-c5fb c5fe c602-c605 c607 c609-c60f c611-c61a c61c-c623 c626-c627 c629-c62b c62d c62f-c632 c636 c638 c63a-c63f c642-c643 c645-c647 c649-c652 c656-c65b c65d-c65f c661-c663 c665-c677 c679-c67b c67d-c693 c696-c697 c699-c69b c69d-c6a3 c6a6 c6a8 c6aa-c6af c6b2-c6b3 c6b5-c6b7 c6b9-c6ba',
  },
  {
    subset: '26',
    ranges:
      'c6bb-c6bf c6c2 c6c4 c6c6-c6cb c6ce-c6cf c6d1-c6d3 c6d5-c6db c6dd-c6df c6e1-c6e7 c6e9-c6eb c6ed-c6ef c6f1-c6f8 c6fa-c703 c705-c707 c709-c70b c70d-c716 c718 c71a-c71f c722-c723 c725-c727 c729-c734 c736-c73b c73e-c73f c741-c743 c745-c74b c74e-c750 c752-c757 c759-c773 c776-c777',
  },
  {
    subset: '25',
    ranges:
      'c779-c77b c77e-c782 c786 c78b c78d c78f c792-c793 c795 c797 c799-c79f c7a2 c7a7-c7ab c7ae-c7bb c7bd-c7c0 c7c2-c7c7 c7c9-c7dc c7de-c7ff c802-c803 c805-c807 c809 c80b-c80f c812 c814 c817-c81b c81e-c81f c821-c823 c825-c82e c830-c837 c839-c83b c83d-c840',
  },
  { subset: '24', ranges: 'c841-c84b c84d-c86f c872-c873 c875-c877 c879-c87f c882-c884 c887-c88a c88d-c8c3 c8c5-c8df c8e1-c8e8' },
  {
    subset: '23',
    ranges:
      'c8e9-c8f4 c8f6-c8fb c8fe-c8ff c901-c903 c905-c90b c90e-c910 c912-c917 c919-c92b c92d-c94f c951-c953 c955-c96b c96d-c973 c975-c987 c98a-c98b c98d-c98f c991-c995',
  },
  {
    subset: '22',
    ranges:
      'c996-c997 c99a-c99c c99e-c9bf c9c2-c9c3 c9c5-c9c7 c9c9-c9cf c9d2 c9d4 c9d7-c9d8 c9db c9de-c9df c9e1-c9e3 c9e5-c9e6 c9e8-c9eb c9ee-c9f0 c9f2-c9f7 c9f9-ca0b ca0d-ca28 ca2a-ca49',
  },
  {
    subset: '21',
    ranges:
      'ca4a-ca4b ca4e-ca4f ca51-ca53 ca55-ca5b ca5d-ca60 ca62-ca83 ca85-cabb cabe-cabf cac1-cac3 cac5-cacb cacd-cad0 cad2 cad4-cad8 cada-caf3',
  },
  { subset: '20', ranges: 'caf4-cb47 cb4a-cb90' },
  {
    subset: '19',
    ranges: 'cb91-cbd3 cbd5-cbe3 cbe5-cc0b cc0e-cc0f cc11-cc13 cc15-cc1b cc1d-cc20 cc23-cc27 cc2a-cc2b cc2d cc2f cc31-cc37 cc3a cc3c',
  },
  {
    subset: '18',
    ranges:
      'cc3f-cc43 cc46-cc47 cc49-cc4b cc4d-cc53 cc55-cc58 cc5a-cc5f cc61-cc97 cc9a-cc9b cc9d-cc9f cca1-cca7 ccaa ccac ccae-ccb3 ccb6-ccb7 ccb9-ccbb ccbd-cccf ccd1-cce3 cce5-ccee',
  },
  { subset: '17', ranges: 'ccef-cd07 cd0a-cd0b cd0d-cd1a cd1c cd1e-cd2b cd2d-cd5b cd5d-cd77 cd79-cd91' },
  {
    subset: '16',
    ranges:
      'cd92-cd93 cd96-cd97 cd99-cd9b cd9d-cda3 cda6-cda8 cdaa-cdaf cdb1-cdc3 cdc5-cdcb cdcd-cde7 cde9-ce03 ce05-ce1f ce22-ce34 ce36-ce3b',
  },
  {
    subset: '15',
    ranges:
      'ce3c-ce57 ce5a-ce5b ce5d-ce5f ce61-ce67 ce6a ce6c ce6e-ce73 ce76-ce77 ce79-ce7b ce7d-ce83 ce85-ce88 ce8a-ce8f ce91-ce93 ce95-ce97 ce99-ce9f cea2 cea4-ceab cead-cee3 cee6-cee7 cee9-ceeb ceed-ceef',
  },
  {
    subset: '14',
    ranges:
      'cef0-cef3 cef6 cef9-ceff cf01-cf03 cf05-cf07 cf09-cf0f cf11-cf12 cf14-cf1b cf1d-cf1f cf21-cf2f cf31-cf53 cf56-cf57 cf59-cf5b cf5d-cf63 cf66 cf68 cf6a-cf6f cf71-cf84 cf86-cf8b cf8d-cfa1',
  },
  {
    subset: '13',
    ranges:
      'cfa2-cfc3 cfc5-cfdf cfe2-cfe3 cfe5-cfe7 cfe9-cff4 cff6-cffb cffd-cfff d001-d003 d005-d017 d019-d033 d036-d037 d039-d03b d03d-d04a',
  },
  {
    subset: '12',
    ranges:
      'd04b-d04f d051-d057 d059-d06b d06d-d06f d071-d073 d075-d07b d07e-d0a3 d0a6-d0a7 d0a9-d0ab d0ad-d0b3 d0b6 d0b8 d0ba-d0bf d0c2-d0c3 d0c5-d0c7 d0c9-d0cf d0d2 d0d6-d0db d0de-d0df d0e1-d0e3 d0e5-d0eb d0ee-d0f0 d0f2-d104',
  },
  {
    subset: '11',
    ranges:
      'd105-d12f d132-d133 d135-d137 d139-d13f d141-d142 d144 d146-d14b d14e-d14f d151-d153 d155-d15b d15e-d187 d189-d19f d1a2-d1a3 d1a5-d1a7 d1a9-d1af d1b2-d1b3',
  },
  { subset: '10', ranges: 'd1b4 d1b6-d1f3 d1f5-d22b d22e-d22f d231-d233 d235-d23b d23d-d240 d242-d256' },
  {
    subset: '9',
    ranges: 'd257-d27f d281-d29b d29d-d29f d2a1-d2ab d2ad-d2b7 d2ba-d2bb d2bd-d2bf d2c1-d2c7 d2c9-d2ef d2f2-d2f3 d2f5-d2f7 d2f9-d2fe',
  },
  {
    subset: '8',
    ranges:
      'd2ff d302-d304 d306-d30b d30f d311-d313 d315-d31b d31e d322-d324 d326-d327 d32a-d32b d32d-d32f d331-d337 d339-d33c d33e-d37b d37e-d37f d381-d383 d385-d38b d38e-d390 d392-d397 d39a-d39b d39d-d39f d3a1-d3a7 d3a9-d3aa d3ac d3ae-d3b3 d3b5-d3b7 d3b9-d3bb d3bd-d3be',
  },
  { subset: '7', ranges: 'd3bf-d3c7 d3ca-d3cf d3d1-d3eb d3ee-d3ef d3f1-d3f3 d3f5-d3fb d3fd-d400 d402-d45b d45d-d463' },
  { subset: '6', ranges: 'd464-d477 d47a-d47b d47d-d47f d481-d487 d489-d48a d48c d48e-d4e7 d4e9-d503 d505-d506' },
  {
    subset: '5',
    ranges:
      'd507 d509-d50b d50d-d513 d515-d53b d53e-d53f d541-d543 d545-d54c d54e d550 d552-d557 d55a-d55b d55d-d55f d561-d564 d566-d567 d56a d56c d56e-d573 d576-d577 d579-d583 d585-d586 d58a-d5a4 d5a6-d5bb',
  },
  {
    subset: '4',
    ranges:
      'd5bc-d5c7 d5ca-d5cb d5cd-d5cf d5d1-d5d7 d5d9-d5da d5dc d5de-d5e3 d5e6-d5e7 d5e9-d5eb d5ed-d5f6 d5f8 d5fa-d5ff d602-d603 d605-d607 d609-d60f d612-d613 d616-d61b d61d-d637 d63a-d63b d63d-d63f d641-d647 d64a-d64c d64e-d653 d656-d657 d659-d65b d65d-d666 d668 d66a-d678',
  },
  {
    subset: '3',
    ranges:
      'd679-d68b d68e-d69e d6a0 d6a2-d6a7 d6a9-d6c3 d6c6-d6c7 d6c9-d6cb d6cd-d6d3 d6d5-d6d6 d6d8-d6e3 d6e5-d6e7 d6e9-d6fb d6fd-d717 d719-d71f d721-d722',
  },
  {
    subset: '2',
    ranges:
      'd723-d728 d72a-d733 d735-d748 d74a-d74f d752-d753 d755-d757 d75a-d75f d762-d764 d766-d768 d76a-d76b d76d-d76f d771-d787 d789-d78b d78d-d78f d791-d797 d79a d79c d79e-d7a3',
  },
  { subset: '0', ranges: 'ff03-ff05 ff07 ff0a-ff0b ff0d-ff19 ff1b ff1d ff20-ff5b ff5d ffe0-ffe3 ffe5-ffe6' },
  {
    subset: 'japanese',
    ranges:
      '3005 3041-3096 30a1-30fc 4e00-4e01 4e03 4e07-4e0b 4e0d-4e0e 4e11 4e14 4e16 4e18-4e19 4e1e 4e21 4e26 4e2d 4e32 4e38-4e39 4e3b 4e43 4e45 4e4b 4e4d-4e4f 4e57 4e59 4e5d-4e5f 4e71 4e73 4e7e 4e80 4e86 4e88-4e89 4e8b-4e8c 4e91-4e92 4e94-4e95 4e98-4e99 4e9b-4e9c 4ea1 4ea4-4ea6 4ea8 4eab-4eae 4eba 4ec0-4ec1 4ec7 4eca-4ecb 4ecf 4ed4-4ed6 4ed8-4ed9 4ee3-4ee5 4eee 4ef0 4ef2 4ef6 4efb 4f01 4f0a 4f0d-4f11 4f1a 4f1d 4f2f 4f34 4f36 4f38 4f3a 4f3c-4f3d 4f43 4f46 4f4d-4f51 4f53 4f55 4f59 4f5c 4f73 4f75 4f7c 4f7f 4f83 4f8b 4f8d 4f9b 4f9d 4fa0-4fa1 4fad-4faf 4fb5-4fb6 4fbf 4fc2-4fc4 4fca 4fd7 4fdd 4fe1 4fe3 4fee 4ff3 4ff5 4ff8 4ffa 5009 500b 500d 5012 5016 5019 501f 5023-5024 5026 502b 502d 5036 5039 5049 504f 505c 5065 5072 5074-5076 507d 508d 5091 5098-5099 50ac-50ad 50b5 50b7 50be 50c5 50cd 50cf 50d1 50d5 50da 50e7 50fb 5100 5104 5112 511f 512a 5132 5141 5143-5149 514b 514d-514e 5150 515a 515c 5165 5168 516b-516d 5171 5175-5178 517c 5185-5186 518a 518d 5192 5197 5199 51a0 51a5 51a8 51ac 51b4 51b6-51b7 51c4 51c6 51cb-51cd 51dd 51e1 51e6-51e7 51ea 51f1 51f6 51f8-51fa 51fd 5200 5203 5206-5208 520a 5211 5217 521d 5224-5225 5229 5230 5236-5238 523a-523b 5243 5247 524a 524d 5256 525b 5263-5265 526f-5270 5272 5275 5283 5287 5289 529b 529f-52a0 52a3 52a9-52ab 52b1 52b4 52b9 52be 52c3 52c5 52c7 52c9 52d5 52d8-52d9 52dd 52df 52e2 52e4 52e7 52f2 52fa 52fe-52ff 5301-5302 5305 5316-5317 5319 531d 5320-5321 532a 5339-533b 533f 5341 5343 5347-5348 534a 5351-5354 5357-5358 535a 535c 5360 5366 536f-5371 5373-5375 5378 537f 5384 5398 539a 539f 53a8-53a9 53ad 53b3 53bb 53c2 53c8-53ce 53d4 53d6-53d7 53d9 53db 53e1-53e5 53e9-53ec 53ef-53f3 53f6-53f8 5403-5404 5408-5411 541b 541f-5420 5426 542b 5438-5439 543b 543e 5442 5446 5448-544a 5451 5468 546a 5473 547c-547d 548b-548c 54b2-54b3 54bd 54c0-54c1 54c9 54e1 54e8-54e9 54f2 5504 5506-5507 5510 5516 552f 5531 553e 5544 5546 554f 5553 5584 5589 558b 559a 559c-559d 55a7 55aa-55ac 55b0 55b6 55e3 5606 5609 5617-5618 5629 5631 5642 564c 565b 5668 5674 5678 567a 5687 56a2 56da-56db 56de 56e0 56e3 56f0 56f2-56f3 56fa 56fd 5703 570f 5712 571f 5727-5728 572d 5730 5742 5747 574a 5750-5751 5764 5766 576a 5782 578b 57a2-57a3 57cb 57ce 57dc 57df-57e0 57f4 57f7 57f9-57fa 57fc 5800 5802 5805-5806 5815 5824 582a 5830-5831 5834-5835 583a 5840-5841 584a 5851 5854 5857-585a 585e 5869 586b 5875 587e 5883 5893 5897 589c 58a8 58b3 58be 58c1 58c7 58ca 58cc 58d5 58eb-58ec 58ee 58f0-58f2 58f7 5909 590f 5915-5916 5919-591a 591c 5922 5927 5929-592b 592e 5931 5937 5944 5947-5949 594f 5951 5954 5957 5965 5968 596a 596e 5973-5974 597d 5982-5984 598a 5993 5996 5999 59a5 59a8 59ac 59b9 59bb 59be 59c9 59cb 59d0-59d1 59d3-59d4 59e5-59e6 59ea-59eb 59f6 59fb 59ff 5a01 5a03 5a18 5a20 5a29 5a2f 5a3c 5a41 5a46 5a5a 5a66 5a7f 5a92 5a9b 5ac1 5ac9 5acc 5ae1 5b09 5b22 5b2c 5b30 5b50 5b54 5b57-5b58 5b5c-5b5d 5b5f 5b63-5b64 5b66 5b6b 5b85 5b87-5b89 5b8b-5b8d 5b8f 5b95 5b97-5b9d 5b9f 5ba2-5ba5 5bae 5bb0 5bb3-5bb6 5bb9 5bbf 5bc2 5bc4-5bc6 5bcc 5bd2-5bd3 5bdb 5bdd 5bdf 5be1 5be7 5be9 5bee 5bf5 5bf8 5bfa 5bfe-5bff 5c01-5c02 5c04 5c06 5c09-5c0b 5c0e-5c0f 5c11 5c16 5c1a 5c24 5c2d 5c31 5c3a-5c40 5c45 5c48 5c4a-5c4b 5c4d 5c51 5c55 5c5e 5c60-5c61 5c64-5c65 5c6f 5c71 5c90 5ca1 5ca8-5ca9 5cac 5cb1 5cb3 5cb8 5ce0-5ce1 5ce8 5cef-5cf0 5cf6 5cfb 5d07 5d0e 5d16 5d29 5d50 5d69 5d6f 5d8b 5dba 5dcc 5ddd-5dde 5de1 5de3 5de5-5de8 5dee 5df1 5df3-5df4 5df7 5dfb 5dfd-5dfe 5e02-5e03 5e06 5e0c 5e16 5e1d 5e25 5e2b 5e2d 5e2f-5e30 5e33 5e38 5e3d 5e45 5e4c 5e55 5e61 5e63 5e72-5e74 5e78-5e79 5e7b-5e7e 5e81 5e83-5e84 5e87 5e8a 5e8f 5e95-5e97 5e9a 5e9c 5ea6-5ea7 5eab 5ead 5eb5-5eb8 5ec3 5ec9-5eca 5ed3 5edf-5ee0 5ef6-5ef7 5efa-5efc 5eff 5f01 5f04 5f0a 5f0f-5f10 5f13-5f15 5f17-5f18 5f1b 5f1f 5f25-5f27 5f31 5f35 5f37 5f3c 5f3e 5f4a 5f53 5f62 5f66 5f69-5f6c 5f70-5f71 5f79 5f7c 5f80-5f81 5f84-5f85 5f8b-5f8c 5f90 5f92-5f93 5f97 5fa1 5fa9-5faa 5fae 5fb3-5fb4 5fb9 5fbd 5fc3 5fc5 5fcc-5fcd 5fd7-5fd9 5fdc 5fe0 5feb 5ff5 5ffd 6012 6016 601c-601d 6020 6025 6027-6028 602a 602f 604b 6050 6052 6055 6062 6065 6068-6069 606d 606f-6070 6075 6089 608c 6094 609f-60a0 60a3 60a6 60a9-60aa 60b2 60b6 60bc 60c5 60c7 60d1 60da 60dc 60df 60e3 60e8 60f0 60f3 60f9 6101 6108-6109 610f 611a-611b 611f 6148 614b-614c 614e 6155 6162-6163 6167-6168 616e 6170 6176 617e 6182 618e 6190 61a4 61a7 61a9 61b2 61b6 61be 61c7 61d0 61f2 61f8 620a 620e 6210-6212 6216 621a 621f 6226 622f 6234 6238 623b 623f-6240 6247 6249 624b 624d 6253 6255 6258 626e 6271 6276 6279 627f-6280 6284 628a 6291 6295 6297-6298 629c 629e 62ab 62b1 62b5 62b9 62bc-62bd 62c5 62cd 62d0 62d2-62d3 62d8-62d9 62db 62dd 62e0-62e1 62ec-62ed 62f3 62f6-62f7 62fe 6301 6307 6309 6311 6319 631f 6328 632b 632f 633a 633d 633f 6349 634c 6355 6357 635c 6367-6368 636e 6372 6377 637a-637b 6383 6388 638c 6392 6398 639b 63a0-63a2 63a5 63a7-63aa 63ac 63b2 63b4 63bb 63c3 63cf-63d0 63d6 63da-63db 63e1 63ee 63f4 63fa 640d 642c-642d 643a 643e 6442 6458 6469 6478 647a 6483 6492 649a 649e 64a4 64ab 64ad-64ae 64b0 64b2 64b9 64c1 64cd 64e2 64e6 64ec 64fe 652f 6539 653b 653e-653f 6545 654f 6551 6557 6559 6562-6563 6566 656c 6570 6574-6575 6577 6587 6589 658c 658e 6590-6591 6597 6599 659c 65a1 65a4-65a5 65a7 65ac-65ad 65af-65b0 65b9 65bc-65bd 65c5 65cb 65cf 65d7 65e2 65e5-65e9 65ec-65ed 65fa 6602 6606-6607 660c 660e-660f 6613-6614 661f-6620 6625 6627-6628 662d 662f 663c 6642-6643 664b 6652 6666 6669 666e-666f 6674 6676 667a 6681 6687 6691 6696-6697 66a2 66a6 66ab 66ae 66b4 66c7 66d9 66dc-66dd 66f2-66f4 66f8-66f9 66fd-6700 6708-6709 670b 670d 6714-6715 6717 671b 671d 671f 6728 672a-672d 6731 6734 673a 673d 6749 674e-6751 6753 6756 675c 675f 6761-6762 6765 676d 676f 6771 6775 6777 677e-677f 6787 6790 6795 6797 679a 679c-679d 67a0 67a2 67af 67b6 67c1 67c4 67ca 67cf-67d1 67d3-67d4 67d8 67da 67f1 67f3-67f5 67fb 67fe-67ff 6802-6804 6813 6816-6817 6821-6822 682a 6834 6838-6839 683c-683d 6841-6843 6848 6850-6851 6853-6854 685c-685d 685f 6867 6876 6881 6885 6893 6897 68a2 68a7-68a8 68af-68b1 68b6 68bc 68c4 68c9 68cb 68d2 68da 68df 68ee 68f2 68fa 6900 6905 690b 690d-690e 6919 691b-691c 6934 693f 694a 6953 6955 695a 6960 6962 696d 696f 6973 6975 697c-697d 6982 698a 698e 6994 699b 69cb-69cd 69d8-69d9 69fb 69fd 6a0b 6a17 6a19 6a1f 6a21 6a29-6a2b 6a35 6a39-6a3a 6a3d 6a4b 6a58 6a5f 6a61 6a7f-6a80 6a8e 6ad3 6adb 6ae8 6b04 6b1d 6b20-6b21 6b23 6b27 6b32 6b3a 6b3d-6b3e 6b4c 6b4e 6b53 6b62-6b64 6b66 6b69-6b6a 6b6f 6b73-6b74 6b7b 6b86 6b89-6b8b 6b96 6bb4-6bb5 6bba-6bbb 6bbf 6bc5 6bcd-6bce 6bd2 6bd4 6bd8 6bdb 6c0f 6c11 6c17 6c34 6c37-6c38 6c3e 6c40-6c42 6c4e 6c50 6c57 6c5a 6c5d 6c5f-6c60 6c70 6c72 6c7a 6c7d 6c83 6c88 6c8c 6c93 6c96 6c99 6ca1-6ca2 6cab 6cb3 6cb8-6cb9 6cbb-6cbc 6cbf 6cc1 6cc9-6cca 6ccc 6cd5 6ce1-6ce3 6ce5 6ce8 6cf0 6cf3 6d0b 6d17 6d1b 6d1e 6d25 6d29-6d2a 6d32 6d3b 6d3e 6d41 6d44-6d45 6d5c 6d66 6d69-6d6a 6d6c 6d6e 6d74 6d77-6d78 6d88 6d8c 6d99 6d9b-6d9c 6daf 6db2 6dbc 6dc0 6dcb 6dd1 6dd8 6de1 6deb 6df1 6df3 6df5 6df7 6dfb 6e05 6e07-6e09 6e0b 6e13 6e1a-6e1b 6e20-6e21 6e25-6e26 6e29 6e2c 6e2f 6e4a 6e56 6e58 6e5b 6e67 6e6f 6e7e-6e80 6e8c 6e90 6e96 6e9c-6e9d 6ea2 6eb6 6eba 6ec5 6ecb 6ed1 6edd-6ede 6ef4 6f01-6f02 6f06 6f09 6f0f 6f14-6f15 6f20 6f22-6f23 6f2b-6f2c 6f38 6f45 6f54 6f5c 6f5f 6f64 6f6e 6f70 6f84 6f97 6fb1 6fc0-6fc1 6fc3 6fe0-6fe1 6feb 6fef 7015 701e 7026-7027 702c 7058 706b 706f-7070 7078 707c-707d 7089-708a 708e 70ad 70b9-70ba 70c8 70cf 70f9 7114 711a 7121 7126 7136 713c 7149 714e 7159 7164 7167 7169 716e 717d 718a 7194 719f 71b1 71c3 71c8 71d0 71d5 71e5-71e6 71ed 7206 722a 7235-7236 723a 723d-723e 7247-7248 724c 7252 7259 725b 725d 725f 7261-7262 7267 7269 7272 7279 727d 7280 72a0 72ac 72af 72b6 72c2 72d0 72d7 72d9 72db 72e9 72ec-72ed 72f8 72fc-72fd 731b 731f 732a-732b 732e 7336-7337 733f 7344-7345 7363 7372 7384 7387 7389 738b 7396 73a9 73b2 73c2 73ca 73cd 73e0 73ea 73ed 73fe 7403 7406 7409 7422 7433-7436 745a-745b 745e 7460 7473 7483 74b0 74bd 74dc 74e2 74e6 74f6 7511 7518 751a 751c 751f 7523 7525 7528 752b 7530-7533 7537 753a-753b 754c 754f 7551 7554 7559 755c-755d 7560 7562 7565-7566 756a 7570 7573 7577 757f 758b 758e-758f 7591 75ab 75b2 75b9 75be 75c5 75c7 75d4-75d5 75d8 75db 75e2 75e9 75f4 7642 764c 7652 7656 767a-767b 767d-767e 7684 7686-7687 7690 76ae 76bf 76c3 76c6 76c8 76ca 76d7 76db 76df 76e3-76e4 76ee 76f2 76f4 76f8 76fe 7701 7709 770b-770c 771f-7720 773a 773c 7740 7761 7763 7766 77a5 77ac-77ad 77b3 77db 77e2 77e5 77e7 77e9 77ed 77ef 77f3 7802 7814-7815 7825-7827 7832 7834 783a 783f 785d 786b-786c 786f 7872 7881 7887 788d 7891 7893 7895 7897 78a7 78a9 78ba 78c1 78d0 78e8 78ef 7901 790e 793a 793c 793e 7941 7947-7949 7950 7956 795d-795e 7962 7965 7968 796d 7977 7981 7984-7985 798d-798f 79a6 79b0 79bd-79c1 79cb 79d1-79d2 79d8 79df 79e4 79e6 79e9 79f0 79fb 7a00 7a0b 7a0e 7a14 7a17 7a1a 7a1c 7a2e 7a32 7a3c-7a3d 7a3f-7a40 7a42 7a46 7a4d-7a50 7a63 7a6b 7a74 7a76 7a7a 7a7f 7a81 7a83-7a84 7a92-7a93 7a9f 7aaa 7aae-7aaf 7aba 7ac3 7acb 7adc 7ae0 7ae3 7ae5 7aea 7aef 7af6 7af9-7afa 7aff 7b08 7b11 7b1b 7b20 7b25-7b26 7b2c 7b39 7b46 7b48-7b49 7b4b 7b4f 7b51-7b52 7b54 7b56 7b86-7b87 7b94-7b95 7b97 7ba1 7baa 7bad 7bb1 7bb8 7bc0 7bc4 7bc7 7bc9 7be0 7be4 7bed 7c21 7c38 7c3e-7c3f 7c4d 7c73 7c7e 7c81-7c82 7c89 7c8b 7c8d 7c92 7c95 7c97-7c98 7c9b 7c9f 7ca5 7ca7 7cbe 7cca 7cce 7cd6 7cde-7ce0 7ce7 7cf8 7cfb 7cfe 7d00 7d04-7d05 7d0b 7d0d 7d10 7d14 7d17-7d1b 7d20-7d22 7d2b-7d2c 7d2f-7d30 7d33 7d39-7d3a 7d42-7d44 7d4c 7d50 7d5e 7d61-7d62 7d66 7d71 7d75-7d76 7d79 7d99-7d9a 7d9c 7dac-7dad 7db1-7db2 7db4 7dbb 7dbe-7dbf 7dca-7dcb 7dcf 7dd1-7dd2 7dda 7de0 7de8-7de9 7dec 7def 7df4 7e01 7e04 7e1b 7e1e 7e26 7e2b 7e2e 7e3e 7e41 7e4a-7e4b 7e4d 7e54-7e55 7e6d 7e70 7e82 7e8f 7f36 7f6a-7f6b 7f6e 7f70 7f72 7f75 7f77 7f85 7f8a 7f8e 7fa4 7fa8-7fa9 7fbd 7fc1 7fcc 7fd2 7fe0 7feb 7ff0 7ffb-7ffc 8000-8001 8003 8005 800c 8010 8015 8017 8033 8036 803d 8056 805e 8061 806f 8074 8077 807e 8087 8089 808b-808c 8096 8098 809d 80a1-80a2 80a5 80a9-80aa 80af 80b1-80b2 80b4 80ba 80c3 80c6 80cc 80ce 80de 80e1 80e4 80f4 80f8 80fd 8102 8105-8108 810a 811a 8131 8133 8139 814e 8150 8154-8155 816b 8170 8178-817a 817f 818f 819a 819c-819d 81a8 81b3 81bf 81c6 81d3 81e3 81e5 81e8 81ea 81ed 81f3-81f4 81fc 8208 820c 820e 8217-8218 821b-821c 821e-821f 822a 822c 8235-8237 8239 8247 8266 826e-826f 8272 8276 828b 8299 829d 82a5-82a6 82ad 82af 82b1 82b3 82b8-82b9 82bd 82c5 82d1 82d3-82d4 82d7 82db 82e5-82e7 82eb 82f1 8302 8304-8305 830e 831c 8328 8336 8338 8349-834a 834f 8352 8358 8377 837b 839e 83ab 83b1 83c5 83ca 83cc 83d3 83d6 83dc 83df 83e9 83ef-83f1 8404 840c 840e 8429 8431 843d 8449 844e 8457 845b 8461 8463 8466 846c 8471 8475 847a 848b 8490 8494 8499 849c 84b2 84b8 84bc 84c4 84c9 84cb 84d1 84ec 84ee 8500 8511 8513 851a 8526 852d 8535 853d 8543 8549-854a 854e 8557 8568-856a 8584 8597 8599 85a6 85a9-85ac 85ae-85af 85c1 85cd 85e4 85e9 85f7 85fb 8607 862d 864e 8650 865a 865c 865e 866b 8679 867b 868a 8695 86a4 86c7 86cb 86cd-86ce 86d9 86e4 86ed-86ee 86f8 86fe 8702 8718 871c 8749 874b 8755 8766 8776 877f 878d 87ba 87f9 87fb 8840 8846 884c 8853 8857 885b 885d 8861 8863 8868 8870 8877 887f 8888 888b 8896 88ab 88b4 88b7 88c1-88c2 88c5 88cf 88d5 88dc 88df 88e1 88f3 88f8 88fd-88fe 8907 8910 8912 8956 895f 8972 897f 8981 8986-8987 898b 898f 8996-8997 899a 89a7 89aa 89b3 89d2 89e3 89e6 8a00 8a02 8a08 8a0a 8a0e 8a13 8a17-8a18 8a1f 8a23 8a2a 8a2d 8a31 8a33-8a34 8a3a-8a3c 8a50-8a51 8a54-8a55 8a5e 8a60 8a63 8a66 8a69 8a6b 8a6e 8a70-8a73 8a87 8a89 8a8c-8a8d 8a93 8a95 8a98 8a9e 8aa0 8aa4 8aac-8aad 8ab0 8ab2 8ab9 8abc 8abf 8ac7 8acb-8acc 8acf 8ad2 8ad6 8adc 8ae6 8aed-8aee 8af8 8afa 8afe 8b00-8b02 8b04 8b0e 8b19 8b1b 8b1d 8b21 8b2c 8b39 8b58 8b5c 8b66 8b70 8b72 8b77 8b83 8b90 8c37 8c46 8c4a 8c5a 8c61 8c6a 8c79 8c8c 8c9d-8c9e 8ca0-8ca2 8ca7-8ca9 8cab-8cac 8caf-8cb0 8cb4 8cb7-8cb8 8cbb-8cbc 8cbf-8cc0 8cc2-8cc4 8cc7 8cca 8cce 8cd1 8cd3 8cdb-8cdc 8cde 8ce0 8ce2 8ce6 8cea 8ced 8cfc 8d08 8d0b 8d64 8d66 8d6b 8d70 8d74 8d77 8d85 8d8a 8da3 8da8 8db3 8ddd 8de1 8de8 8def 8df3 8df5 8e0a 8e0f 8e44 8e5f 8e74 8e8d 8eab 8eaf 8eca 8ecc-8ecd 8ed2 8edf 8ee2 8ef8 8efd 8f03 8f09 8f14 8f1d 8f29-8f2a 8f2f 8f38 8f3f 8f44 8f4d 8f5f 8f61 8f9b 8f9e 8fb0-8fb2 8fba-8fbc 8fbf 8fc2 8fc4-8fc5 8fce 8fd1 8fd4 8fe6 8fe9 8feb 8fed 8ff0 8ff7 8ffd 9000-9001 9003 9006 900f-9010 9013-9014 9017 9019-901a 901d 901f-9020 9022-9023 902e 9031-9032 9038 903c 9041-9042 9045 9047 904a-904b 904d-904e 9053-9055 905c 9060-9061 9063 9065 9069 906d-906e 9075 9077-9078 907a 907c 907f 9084 9091 90a3 90a6 90aa 90b8 90c1 90ca 90ce 90e1 90e8 90ed 90f5 90f7 90fd 912d 9149 914b-914e 9152 9154 9162 916a 916c 9175 9177-9178 9187 918d 9190 9192 9197 919c 91a4 91b8 91c6-91c8 91cc-91cf 91d1 91d8 91dc-91dd 91e3 91e6-91e7 920d-920e 9234 9237 9244 925b 9262 9266 9271 927e 9280 9283 9285 9291 9298 929a 92ad 92d2 92e4 92ea 92ed 92f2-92f3 92f8 92fc 9306 9310 9318 9320 9326 9328 932b-932c 932f 9332 934b 934d 9354 935b 936c 9375 937e 938c 9396-9397 939a 93a7 93ae 93d1 93e1 9418-9419 9438 9451 9453 9577 9580 9583 9589 958b 958f 9591 9593 95a2-95a5 95b2 95c7 95d8 961c 962a 9632 963b 963f-9640 9644 964d 9650 965b 9662-9665 966a 9670 9673 9675-9676 9678 967a 967d 9685-9686 9688 968a 968e-968f 9694 9699 969b-969c 96a0 96a3 96b7 96bb-96bc 96c0-96c1 96c4-96c7 96cc 96d1 96db 96e2-96e3 96e8 96ea-96eb 96f0 96f2 96f6-96f7 96fb 9700 9707 970a 971c 971e 9727 9732 9752 9756 9759 975e 9762 9769 976d 9774 9784 978d 9798 97a0 97ad 97d3 97ee 97f3 97fb 97ff 9801-9803 9805-9806 9808 9810-9813 9817-9818 981a 982c-982d 9834 983b-983c 984c-984e 9854-9855 9858 985b 985e 9867 98a8 98db 98df 98e2 98ef 98f2 98f4 98fc-98fe 9905 990a 990c 9910 9913 9928 9957 9996 9999 99a8 99ac 99b3-99b4 99c1 99c4-99c6 99c8 99d0 99d2 99d5 99ff 9a0e 9a12-9a13 9a28 9a30 9a5a 9aa8 9ab8 9ac4 9ad8 9aea 9aed 9b3c 9b41-9b42 9b45 9b54 9b5a 9b6f 9b8e 9b92 9baa-9bab 9bad-9bae 9bc9 9bd6 9bdb 9be8 9bf5 9c0d 9c10 9c2d 9c2f 9c39 9c3b 9c48 9c52 9c57 9ce5 9ce9 9cf3-9cf4 9cf6 9d07 9d0e 9d1b 9d28 9d2b-9d2c 9d3b 9d5c 9d60-9d61 9d6c 9d8f 9db4 9df2 9df9-9dfa 9e78 9e7f 9e93 9e97 9e9f 9ea6 9eb9-9ebb 9ebf 9ec4 9ecd 9ed2 9ed9 9edb 9f0e 9f13 9f20 9f3b 9f62 9f8d',
  },
];
