/** An admin at `/config panel`: presses, picks and fills in what the screen in front of them offers, and nothing else. */
import { type Bot, createBot, type Reply } from './bot.ts';
import { ADMIN_PERMISSIONS, type PressCall, type Surroundings } from './interactions.ts';

export interface AdminAtPanel {
  readonly bot: Bot;
  readonly screen: Reply;
  press(label: string): Promise<AdminAtPanel>;
  /** Of a select of texts, by its labels. */
  choose(...labels: readonly string[]): Promise<AdminAtPanel>;
  pickChannel(action: string, chosen: Parameters<Bot['pickChannel']>[0]['chosen']): Promise<AdminAtPanel>;
  pickRole(action: string, chosen: Parameters<Bot['pickRole']>[0]['chosen']): Promise<AdminAtPanel>;
  /** Fills in the form that is open; what is not named stays as it is. */
  fillIn(fields: Readonly<Record<string, string>>): Promise<AdminAtPanel>;
}

/** @throws where the screen does not offer what is to be pressed. */
export async function openPanel(bot: Bot = createBot(), surroundings: Surroundings = {}): Promise<AdminAtPanel> {
  const asked = { memberPermissions: ADMIN_PERMISSIONS, ...surroundings };
  return sitAt(bot, await bot.ask({ ...asked, name: 'config', subcommand: 'panel' }), asked);
}

export function sitAt(
  bot: Bot,
  screen: Reply,
  asked: Surroundings = { memberPermissions: ADMIN_PERMISSIONS },
  under = screen,
): AdminAtPanel {
  const { data } = JSON.parse(JSON.stringify(under.response));
  const on = (customId: string): PressCall => ({ ...asked, customId, messageFlags: (under.isPlain ? 0 : 1 << 15) | (1 << 6), shown: data });
  const next = async (reply: Promise<Reply>) => {
    const shown = await reply;
    return sitAt(bot, shown, asked, shown.form === undefined ? shown : under);
  };
  const need = (customId: string | undefined, what: string): string => {
    if (customId === undefined) throw new Error(`the screen does not offer ${what}:\n${screen.text}\n${screen.labels.join(' | ')}`);
    return customId;
  };
  const findPicker = (action: string) => need(screen.pickers.find(({ customId }) => customId === `v1|config|${action}`)?.customId, action);
  return {
    bot,
    screen,
    press: (label) =>
      next(bot.press(on(need(screen.buttons.find((button) => button.label === label && !button.disabled)?.customId, label)))),
    choose(...labels) {
      const select = screen.selects.find((candidate) => labels.every((label) => candidate.labels.includes(label)));
      const values = labels.map((label) => select?.values[select.labels.indexOf(label)] ?? '');
      return next(bot.choose({ ...on(need(select?.customId, labels.join(', '))), values }));
    },
    pickChannel: (action, chosen) => next(bot.pickChannel({ ...on(findPicker(action)), chosen })),
    pickRole: (action, chosen) => next(bot.pickRole({ ...on(findPicker(action)), chosen })),
    fillIn(fields) {
      const { form } = screen;
      if (form === undefined) throw new Error(`no form is open:\n${screen.text}`);
      return next(bot.submit({ ...on(form.customId), fields: { ...form.fields, ...fields } }));
    },
  };
}
