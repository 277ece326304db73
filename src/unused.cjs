'use strict';

/** Stands in for parts of packages that nobody asks anything of (lean-packages.ts). undici's index makes such a one as it is loaded. */
exports.CacheStorage = class {};
