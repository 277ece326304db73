#!/usr/bin/env node
const argv: string[] = process.argv.slice(2);
console.log(process.version, process.execPath, argv);
