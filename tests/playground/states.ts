/** Every state the page has, each by what somebody does to get there from the one before. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { OpenedOnOwn } from './open.ts';
import { become, goTo, send, speak, useTool } from './steps.ts';

export interface PageState {
  readonly name: string;
  /** On a desk; the window may be made narrower afterwards. */
  readonly enter: (page: Page, playground: OpenedOnOwn) => Promise<unknown>;
  /** Back to where the next state can be entered. */
  readonly leave?: (page: Page, playground: OpenedOnOwn) => Promise<unknown>;
}

const leaveDialog = (page: Page) => page.keyboard.press('Escape');
const clear = async (page: Page) => {
  if ((await page.locator('.command-name').count()) > 0) await page.locator('.command-name').click();
  await page.locator('#composer').fill('');
};

/** With the specimens' command and intercept, from a fresh page. */
export const STATES: readonly PageState[] = [
  { name: 'first', enter: (page) => page.locator('.opening img[srcset]').waitFor() },
  {
    name: 'set-up',
    enter: (page) => page.locator('.intro .linklike').click(),
    leave: leaveDialog,
  },
  { name: 'commands', enter: (page) => page.locator('#composer').fill('/'), leave: clear },
  { name: 'for-admins', enter: (page) => page.locator('#composer').fill('/conf'), leave: clear },
  {
    name: 'choices',
    enter: async (page) => {
      await page.locator('#composer').fill('/cast ');
      await page.locator('[data-chip=name]').fill('moon');
      await page.locator('#choices li').first().waitFor();
    },
    leave: clear,
  },
  ...['/cast', '/cast name: moon-sang-tae', '/awards', '/season2', '/about', '/ost', '/episodes', '/quote today', '/help', '/sources'].map(
    (command): PageState => ({ name: command.slice(1).replace(/[ :]+/g, '-'), enter: (page) => send(page, command) }),
  ),
  {
    name: 'as-a-card',
    enter: async (page) => {
      const line = await send(page, '/quote random');
      await line.getByRole('button', { name: 'Make an image' }).click();
      await line.locator('img[srcset]').waitFor();
    },
  },
  {
    name: 'quiz-answered',
    enter: async (page) => {
      const quiz = await send(page, '/quiz');
      await quiz.locator('.body .button').first().click();
      await quiz.locator('.body .button:disabled').first().waitFor();
    },
  },
  { name: 'tools', enter: (page) => page.locator('.tools-more').last().click() },
  {
    name: 'inside',
    enter: (page) => useTool(page.locator('.message').last(), /Inspect/),
    leave: leaveDialog,
  },
  ...['markdown', 'everything', 'embed', 'file', 'too-long', 'selects'].map(
    (kind): PageState => ({ name: kind, enter: (page) => send(page, `/specimen kind: ${kind}`) }),
  ),
  {
    name: 'open',
    enter: async (page) => {
      await page.getByText('Several texts').last().click();
      await page.getByRole('button', { name: 'Show the spoiler' }).first().press('Enter');
      await page.locator('.covered-button').last().click();
    },
  },
  {
    name: 'modal',
    enter: async (page) => {
      await page.getByRole('button', { name: 'Open the form' }).last().click();
      await page.locator('dialog.modal').waitFor();
    },
    leave: leaveDialog,
  },
  {
    name: 'thread',
    enter: async (page) => {
      await become(page, 'Theo');
      await send(page, '/config daily channel: #daily-quote time: 21:00 zone: UTC thread: true');
      await page.getByRole('button', { name: /Go to the next quote/ }).click();
      await page.locator('.thread').waitFor();
    },
  },
  {
    name: 'thread-open',
    enter: (page) => page.locator('.thread').click(),
    leave: leaveDialog,
  },
  { name: 'panel', enter: (page) => send(page, '/config panel') },
  {
    name: 'broken',
    enter: async (page, { packsDir }) => {
      const file = join(packsDir, 'its-okay', 'title.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('\nyear:', '\nyaer:'));
      await page.locator('.broken').waitFor();
    },
    leave: async (page, { packsDir }) => {
      const file = join(packsDir, 'its-okay', 'title.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('\nyaer:', '\nyear:'));
      await page.locator('.toast').waitFor();
    },
  },
  {
    name: 'korean',
    enter: async (page) => {
      await speak(page, 'ko');
      await send(page, '/help');
    },
  },
  {
    name: 'japanese',
    enter: async (page) => {
      await speak(page, 'ja');
      await goTo(page, 'ダイレクトメッセージ');
      await send(page, '/season2');
    },
  },
];
