/** `/ost`: the music of a title: all of it, what one artist sings, or what is heard in one episode. */
import { buildSourcesButton, buildSourcesLine } from '../src/bot/evidence.ts';
import { buildFirstPage } from '../src/bot/first-page.ts';
import { countHidden, showWithin } from '../src/bot/hidden.ts';
import { choosePage } from '../src/bot/paging.ts';
import { buildFactCommand } from '../src/bot/privately.ts';
import { ofTitle, sayGone, titleOfChoices, withTitle } from '../src/bot/titles.ts';
import type { Choice, Context, Reply, Title } from '../src/bot/types.ts';
import { ceilingOf, isOpen } from '../src/content/spoilers.ts';
import { accentOf, buildHeading, plainName, showDate, showName, showTitle, withoutHangul } from '../src/language/show.ts';
import { buildCustomId } from '../src/message/custom-id.ts';
import { buildButton, buildMessage, buildNotice, buildPager, buildSelect } from '../src/message/reply.ts';
import type { Track } from '../src/packs/schema.ts';
import { nearest } from '../src/text/nearest.ts';
import { cleanTyped, escapeMarkdown, foldText, joinFilled } from '../src/text/text.ts';

/** What of the music is asked for; all of it where both are absent. */
interface Wish {
  readonly artist: string | undefined;
  readonly episode: number | undefined;
}

const ALL: Wish = { artist: undefined, episode: undefined };
/** Leaves room in a custom_id for everything else that stands there. */
const LONGEST_ARTIST = 40;
/** Characters: a song is one short line, and a page is looked over at a glance. */
const PAGE_LENGTH = 1200;

export const ost = buildFactCommand('ost', {
  options: [
    { name: 'artist', type: 'string', suggests: true },
    { name: 'episode', type: 'integer', min: 1, max: 500 },
  ],
  answer(context) {
    const { options } = context;
    const wish: Wish = { artist: options.text('artist'), episode: options.whole('episode') };
    return withTitle(
      context,
      options.text('title'),
      (title) => pressFor(title, wish),
      (title) => answerMusic(context, title, wish),
    );
  },
  presses: {
    first: ofTitle((context, title, wish) => answerMusic(context, title, readWish(wish))),
    list: ofTitle((context, title, args) => answerList(context, title, readWish(args), args.at(-1))),
    open: ofTitle((context, title, _args, [trackId = '']) => answerSong(context, title, trackId)),
  },
  suggest(context, _option, typed) {
    const { content } = context;
    const title = titleOfChoices(context);
    if (title === undefined) return [];
    const wanted = foldText(typed);
    const open = content.list('tracks', title.id).filter((track) => isOpen(track, ceilingOf(title, context)));
    return [...new Set(open.map(({ artist }) => artist))]
      .filter((artist) => foldText(artist).includes(wanted))
      .map((artist): Choice => ({ name: artist, value: artist }));
  },
});

/** The press that shows all music of a title. */
export function pressForMusic(title: Title): string {
  return pressFor(title, ALL);
}

const argumentsOf = (title: Title, { artist, episode }: Wish): readonly (string | number)[] => [
  title.id,
  cleanTyped(artist ?? '', LONGEST_ARTIST),
  episode ?? '',
];

const readWish = ([artist = '', episode = '']: readonly string[]): Wish => ({
  artist: artist === '' ? undefined : artist,
  episode: /^\d{1,3}$/.test(episode) ? Number(episode) : undefined,
});

const pressFor = (title: Title, wish: Wish): string => buildCustomId('ost', 'first', ...argumentsOf(title, wish));

/** The songs asked for, on one screen: each with who sings it. */
function answerMusic(context: Context, title: Title, wish: Wish): Reply {
  const { content, say } = context;
  const all = content.list('tracks', title.id);
  if (all.length === 0) return buildNotice(say('ost.none', { title: showTitle(title) }));
  const tracks = chooseTracks(all, wish);
  if (tracks.length === 0) return sayNothingFound(context, title, wish);
  const ceiling = ceilingOf(title, context);
  const open = tracks.filter((track) => isOpen(track, ceiling));
  return buildFirstPage(context, {
    title,
    heading: sayHeading(context, wish, tracks),
    facts: open.map((track) => `**${escapeMarkdown(track.title)}** · ${escapeMarkdown(withoutHangul(context.locale, track.artist))}`),
    notes: [countHidden(say, tracks.length - open.length)],
    evidence: tracks,
    rows: [
      buildSongSelect(context, title, open),
      [
        buildAllButton(context, title, wish),
        buildButton({ label: say('ost.details'), id: buildCustomId('ost', 'list', ...argumentsOf(title, wish), 0) }),
        buildSourcesButton(say, title, 'music'),
      ],
    ],
  });
}

/** The songs asked for with their names in both scripts and their dates, over pages. */
function answerList(context: Context, title: Title, wish: Wish, askedPage: string | undefined): Reply {
  const { content, say, locale } = context;
  const tracks = chooseTracks(content.list('tracks', title.id), wish);
  if (tracks.length === 0) return sayNothingFound(context, title, wish);
  const ceiling = ceilingOf(title, context);
  const lineOf = (track: Track): string => {
    const released = track.released === undefined ? '' : `\n-# ${showDate(locale, track.released)}`;
    return `**${showName({ name: track.title, hangul: track.hangul })}** · ${escapeMarkdown(track.artist)}${released}`;
  };
  const page = choosePage(
    tracks.map((track) => ({ text: showWithin(say, title, ceiling, track, lineOf(track)), records: [track] })),
    askedPage,
    context.style,
    PAGE_LENGTH,
  );
  const open = tracks.filter((track) => isOpen(track, ceiling));
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [buildHeading(sayHeading(context, wish, tracks), title), page.texts.join('\n')],
      footnotes: [buildSourcesLine(context, title, tracks, ceiling)],
      rows: [
        buildSongSelect(context, title, open),
        buildPager(say, { command: 'ost', action: 'list', args: argumentsOf(title, wish).map(String) }, page.number, page.count),
        [buildAllButton(context, title, wish), buildSourcesButton(say, title, 'music')],
      ],
    }),
  };
}

function buildSongSelect({ say, locale }: Context, title: Title, open: readonly Track[]) {
  return buildSelect(
    buildCustomId('ost', 'open', title.id),
    say('ost.choose'),
    open.map((track) => ({
      label: plainName({ name: track.title, hangul: track.hangul }),
      value: track.id,
      description: track.released === undefined ? track.artist : `${track.artist} · ${showDate(locale, track.released)}`,
    })),
  );
}

/** One song with all that is known of it. */
function answerSong(context: Context, title: Title, trackId: string): Reply {
  const { content, say, locale } = context;
  const ceiling = ceilingOf(title, context);
  const track = content.list('tracks', title.id).find(({ id }) => id === trackId);
  if (track === undefined || !isOpen(track, ceiling)) return sayGone(context);
  const details = [
    escapeMarkdown(track.artist),
    joinFilled([escapeMarkdown(track.part ?? ''), track.released && showDate(locale, track.released)], ' · '),
    ...(track.heard_in ?? []).map((episode) => say('ost.heardIn', { episode })),
  ];
  return {
    message: buildMessage({
      accent: accentOf(title),
      blocks: [
        buildHeading(showName({ name: track.title, hangul: track.hangul }), title),
        details.join('\n'),
        track.note === undefined ? '' : escapeMarkdown(track.note),
      ],
      footnotes: [buildSourcesLine(context, title, [track], ceiling)],
      rows: [[buildAllButton(context, title, { artist: track.artist, episode: undefined }), buildSourcesButton(say, title, 'music')]],
    }),
  };
}

/** An artist is meant by any part of the name as it is written, in either script. */
function chooseTracks(tracks: readonly Track[], { artist, episode }: Wish): readonly Track[] {
  const wanted = foldText(artist ?? '');
  return tracks.filter(
    (track) =>
      (artist === undefined ||
        (wanted !== '' && foldText([track.artist, ...track.artist_spellings, track.title].join(' ')).includes(wanted))) &&
      (episode === undefined || (track.heard_in ?? []).includes(episode)),
  );
}

/** Who sings them by the name they have, where that is one. */
function sayHeading({ locale, say }: Context, { artist, episode }: Wish, tracks: readonly Track[]): string {
  const count = tracks.length;
  if (artist !== undefined) {
    const [name = artist, ...others] = new Set(tracks.map((track) => withoutHangul(locale, track.artist)));
    return say('ost.byArtist', { artist: escapeMarkdown(others.length === 0 ? name : cleanTyped(artist, LONGEST_ARTIST)), count });
  }
  return episode === undefined ? say('ost.heading', { count }) : say('ost.inEpisode', { episode, count });
}

function sayNothingFound(context: Context, title: Title, { artist, episode }: Wish): Reply {
  const { say } = context;
  const number = episode ?? 0;
  const { last_episode: last, kind } = title;
  const text =
    artist !== undefined
      ? say('ost.nothingBy', { artist: escapeMarkdown(cleanTyped(artist, LONGEST_ARTIST)) })
      : kind === 'film'
        ? say('episodes.film', { title: showTitle(title) })
        : say(number > last ? 'episodes.unknown' : 'ost.nothingInEpisode', { episode: number, number, last, title: showTitle(title) });
  const meant = artist === undefined ? undefined : findMeant(context, title, artist);
  return buildNotice(text, [
    [
      meant !== undefined && buildButton({ label: meant, id: pressFor(title, { artist: meant, episode: undefined }), style: 'primary' }),
      buildButton({ label: say('ost.all'), id: pressForMusic(title), style: meant === undefined ? 'primary' : 'secondary' }),
    ],
  ]);
}

/** The artist or the song that a misspelled name was meant for, as it is written among what the asker may see. */
function findMeant(context: Context, title: Title, artist: string): string | undefined {
  const open = context.content.list('tracks', title.id).filter((track) => isOpen(track, ceilingOf(title, context)));
  const names = open
    .flatMap((track) => [...track.artist.split(/[()]/).map((part) => part.trim()), track.title])
    .filter((name) => name !== '');
  return nearest(cleanTyped(artist, LONGEST_ARTIST), names);
}

function buildAllButton({ say }: Context, title: Title, { artist, episode }: Wish) {
  const isPart = artist !== undefined || episode !== undefined;
  return isPart && buildButton({ label: say('ost.all'), id: pressForMusic(title) });
}
