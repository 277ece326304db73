/** What a command is given: what was loaded, as far as those may see it who will see the answer, in their language. */
import { Options } from '../bot/options.ts';
import type { Command, Context, Loaded, Visibility } from '../bot/types.ts';
import type { SaidLately } from '../care/memory.ts';
import { limitContent, withoutLaterSpeakers } from '../content/content-view.ts';
import { inLanguage } from '../content/in-language.ts';
import { chooseAmong, chooseLocale } from '../language/locale.ts';
import { withCommunityLines } from '../lines/community.ts';
import type { Press } from '../message/custom-id.ts';
import type { ServerSettings } from '../state/types.ts';
import type { OnMessage, Request } from './request.ts';

/** All that an answer hangs on besides the request. */
export interface World extends Loaded {
  readonly commands: readonly Command[];
  /** What was said to the asker a few minutes ago. */
  readonly careSaidLately: SaidLately;
}

/** The press of a button, a select or a form, by its custom_id; undefined for what was typed. */
export function pressOf(request: Request): Press | undefined {
  return 'press' in request ? request.press : undefined;
}

/** The options that were typed or picked; none where a request has no place for them. */
export function optionsOf(request: Request): Options {
  return 'options' in request ? request.options : new Options();
}

/** Whether there is a message that the answer may take the place of. */
export function isOnMessage<Asked extends Request>(request: Asked): request is Asked & OnMessage {
  return 'hasMessage' in request && request.hasMessage === true;
}

/** What a command is given to speak to those who will see the answer, with nothing later than the ceilings of `knows`. */
export function buildContext(request: Request, world: World, readers: Visibility, knows: Visibility = readers): Context {
  const { settings, languages } = world;
  const locale = localeFor(request, world, readers);
  const ceilings = knows === 'private' ? { ...settings.ceilings, ...world.member.progress } : settings.ceilings;
  const content = withoutLaterSpeakers(withCommunityLines(inLanguage(world.content, locale), world.communityLines), ceilings);
  return {
    ...world,
    options: optionsOf(request),
    caller: request.caller,
    placeContent: content,
    content: knows === 'private' ? limitContent(content, world.member.progress) : content,
    ceilings,
    style: styleOf(request, settings),
    say: languages.say(locale),
    locale,
    publicLocale: readers === 'public' ? locale : localeFor(request, world, 'public'),
    target: 'target' in request ? request.target : undefined,
    shownText: 'shownText' in request ? (request.shownText ?? '') : '',
    messageId: 'messageId' in request ? request.messageId : undefined,
    interactionId: request.id,
  };
}

/** The language of those who will see an answer. */
export function localeFor(
  { guildLocale, guildIsCommunity, caller }: Request,
  { settings, languages }: Pick<World, 'settings' | 'languages'>,
  visibility: Visibility,
): string {
  const asked = { visibility, fixed: settings.locale, guildLocale, guildIsCommunity, userLocale: caller.userLocale };
  return chooseAmong(languages.codes, chooseLocale(asked));
}

/** A message keeps the style it was made with: Discord does not let one be changed for the other. */
export function styleOf(request: Request, settings: ServerSettings): Context['style'] {
  if (isOnMessage(request)) return request.isPlain ? 'plain' : 'card';
  return settings.replyStyle;
}
