/** The ONE list of commands: it feeds dispatch, registration, /help, the documentation and the tests. */
import type { Command } from '../src/bot/types.ts';
import { about } from './about.ts';
import { buildAsk } from './ask/index.ts';
import { awards } from './awards/index.ts';
import { cast } from './cast/index.ts';
import { config } from './config/index.ts';
import { episodes } from './episodes.ts';
import { health } from './health.ts';
import { buildHelp } from './help.ts';
import { ost } from './ost.ts';
import { places } from './places.ts';
import { privacy } from './privacy.ts';
import { progress } from './progress.ts';
import { quiz } from './quiz/index.ts';
import { quote } from './quote/index.ts';
import { season2 } from './season2.ts';
import { setup } from './setup.ts';
import { sources } from './sources.ts';
import { suggestAsQuote } from './suggest-as-quote.ts';

const facts: readonly Command[] = [cast, awards, season2, episodes, about, ost, places, quote, quiz, sources, progress, privacy];

const forFans: readonly Command[] = [buildAsk([...facts, buildHelp(facts)]), ...facts];

export const commands: readonly Command[] = [...forFans, buildHelp(forFans), setup, config, health, suggestAsQuote];
