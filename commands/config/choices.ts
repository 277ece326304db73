/** The controls of `/config` that are not about the daily post: title, spoilers, language, style, suggestions, news, own words. */

import { PICKED } from '../../src/answer/request.ts';
import type { PickedChannel } from '../../src/bot/picked.ts';
import { sayGone, withTitleId } from '../../src/bot/titles.ts';
import type { Context, Opening, Reply, Title } from '../../src/bot/types.ts';
import { ceilingOf, lowestCeiling } from '../../src/content/spoilers.ts';
import { showRow, showTitle } from '../../src/language/show.ts';
import { buildModal, type Fields } from '../../src/message/modal.ts';
import { buildNotice } from '../../src/message/reply.ts';
import type { SettingsPatch } from '../../src/state/types.ts';
import { cleanLines, escapeMarkdown, joinFilled } from '../../src/text/text.ts';
import { canPostIn } from './daily-form.ts';
import { describeLacking } from './describe.ts';
import { FOLLOW, OFF } from './panel.ts';
import { buildPanelId } from './panel-id.ts';
import { save, show } from './saving.ts';

/** Short enough to stand whole in the file of an export and below a word of care. */
export const LONGEST_CARE_TEXT = 1000;
const LONGEST_NUMBER = 4;

/** Saves which title the server talks about; says so where it is not in the packs any more. */
export function saveTitle(context: Context, titleId: string): Reply {
  return withTitleId(context, titleId, (title) => save(context, { patch: { title: title.id }, view: 'reading' }));
}

/** Takes what was chosen in the select, typed in its form or given to `/config spoilers`. */
export function saveCeiling(context: Context, titleId: string, typed: string): Reply {
  const { content, settings, say } = context;
  const title = content.title(titleId);
  if (!title) return sayGone(context);
  const ceiling = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN;
  if (!(ceiling >= lowestCeiling(title) && ceiling <= title.last_episode)) {
    const about = { typed: escapeMarkdown(typed), title: showTitle(title), first: lowestCeiling(title), last: title.last_episode };
    return show(context, 'reading', title.kind === 'film' ? say('config.badStep', about) : say('config.badEpisode', about), title.id);
  }
  const patch = { ceilings: { ...settings.ceilings, [title.id]: ceiling } };
  const endsRewatch = context.rewatch?.titleId === title.id && ceiling !== settings.ceilings[title.id];
  if (!endsRewatch) return save(context, { patch, view: 'reading', titleId: title.id });
  return save(
    { ...context, rewatch: null },
    { patch, view: 'reading', titleId: title.id, notice: `${say('config.savedNow')} ${say('config.rewatch.ended')}` },
  );
}

/** For a drama of more episodes than a select holds. */
export function openTitleEpisode(context: Context, titleId: string): Opening | Reply {
  const { content, settings, say } = context;
  const title = content.title(titleId);
  if (!title) return sayGone(context);
  return buildModal(buildPanelId('episode', title.id), say('config.form.episode'), [
    {
      kind: 'text',
      id: 'episode',
      label: say('config.field.episode'),
      hint: say('config.hint.episode', { title: title.name, last: title.last_episode }),
      value: String(ceilingOf(title, settings)),
      maxLength: LONGEST_NUMBER,
    },
  ]);
}

/** Saves the language of public answers, a code of Discord's or `FOLLOW`; an unknown one is answered with those there are. */
export function saveLanguage(context: Context, code: string): Reply {
  const { languages, say } = context;
  if (code !== FOLLOW && !languages.codes.includes(code)) {
    const list = showRow(
      say,
      [FOLLOW, ...languages.codes].map((known) => `\`${known}\``),
    );
    return show(context, 'reading', say('config.badLanguage', { typed: escapeMarkdown(code), list }));
  }
  return save(context, { patch: { locale: code === FOLLOW ? null : code }, view: 'reading' });
}

/** Whether members may join a leaderboard of the quiz. Their points stay where it is off, and it shows them no more. */
export function saveQuizBoard(context: Context, quizBoard: boolean): Reply {
  return save(context, { patch: { quizBoard }, view: 'suggestions' });
}

/** Saves whether public answers come as cards or as plain messages. */
export function saveStyle(context: Context, style: string): Reply {
  if (style !== 'card' && style !== 'plain') return buildNotice(context.say('error.oldButton'));
  return save(context, { patch: { replyStyle: style }, view: 'reading' });
}

/** A channel for review picked in the panel, or the button that ends suggestions. */
export function pickReview(context: Context, arg: string | undefined): Reply {
  const { settings } = context;
  if (arg === OFF) return save(context, { patch: { suggestions: null }, view: 'suggestions' });
  return withChannel(context, 'suggestions', (channel) => ({
    suggestions: { suggesterRoleId: null, reviewerRoleId: null, ...settings.suggestions, channelId: channel.id },
  }));
}

/** Who may suggest or review, or the button for everybody or nobody. */
export function pickRole(context: Context, field: 'suggesterRoleId' | 'reviewerRoleId', arg: string | undefined): Reply {
  const { options, settings, say } = context;
  const role = options.role(PICKED);
  if (settings.suggestions === null || (role === undefined && arg !== OFF)) return show(context, 'suggestions', say('config.gone'));
  if (role?.id === settings.guildId && field === 'reviewerRoleId') return show(context, 'suggestions', say('config.everyoneReviews'));
  // @everyone has the server's own id: whoever names it means no limit.
  const roleId = role === undefined || role.id === settings.guildId ? null : role.id;
  const suggestions: SettingsPatch['suggestions'] = { ...settings.suggestions, [field]: roleId };
  return save(context, { patch: { suggestions }, view: 'suggestions' });
}

/** A channel for news of a next season or for what admins are to be told, picked in the panel or typed, or the button for none. */
export function pickNews(
  context: Context,
  field: 'seasonNewsChannelId' | 'noticesChannelId',
  arg: string | undefined,
  option = PICKED,
): Reply {
  if (arg === OFF) return save(context, { patch: { [field]: null }, view: 'news' });
  return withChannel(context, 'news', (channel) => ({ [field]: channel.id }), option);
}

/** The form for the server's own words of help, filled with those there are. */
export function openCare({ settings, say }: Context): Opening {
  return buildModal(buildPanelId('care'), say('config.form.care'), [
    {
      kind: 'text',
      id: 'care',
      label: say('config.field.care'),
      hint: say('config.hint.care'),
      value: settings.careText ?? '',
      maxLength: LONGEST_CARE_TEXT,
      required: false,
      isLong: true,
    },
  ]);
}

/** Saves the server's own words of help; an empty field takes them away. */
export function saveCare(context: Context, fields: Fields): Reply {
  const text = cleanLines(fields.raw('care'), LONGEST_CARE_TEXT);
  return save(context, { patch: { careText: text === '' ? null : text }, view: 'news' });
}

/** `/config spoilers`: how far public replies may go for one title; without an episode the screen with the select. */
export function answerSpoilers(context: Context, title: Title, episode: number | undefined): Reply {
  return episode === undefined ? show(context, 'reading', '', title.id) : saveCeiling(context, title.id, String(episode));
}

function withChannel(
  context: Context,
  view: 'suggestions' | 'news',
  buildPatch: (channel: PickedChannel) => SettingsPatch,
  option = PICKED,
): Reply {
  const { options, say } = context;
  const channel = options.channel(option);
  if (channel === undefined) return show(context, view, say('config.gone'));
  if (!canPostIn(channel)) return show(context, view, say('config.wrongChannelType'));
  const lacking = describeLacking(say, channel, { style: 'text', opensThread: false, pins: false, pingsClosedRole: false });
  return save(context, { patch: buildPatch(channel), view, notice: joinFilled([say('config.savedNow'), lacking], ' ') });
}
