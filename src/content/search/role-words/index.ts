/** The languages in which people put roles and forms of address beside names. */
import { en } from './en.ts';
import { es } from './es.ts';
import { id } from './id.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { pt } from './pt.ts';
import type { RoleWords } from './types.ts';

export const ROLE_WORDS: readonly RoleWords[] = [en, ko, ja, es, pt, id];
