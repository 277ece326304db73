/** What people do at the page, in their own terms. */
import type { Locator, Page } from 'playwright-core';
import sentences from '../../data/locales/en-US.json' with { type: 'json' };

/** Types a command (or plain words) and sends it; the new message. */
export async function send(page: Page, text: string): Promise<Locator> {
  const before = await page.locator('.message').count();
  await page.locator('#composer').fill(text.startsWith('/') ? `${text} ` : text);
  await page.locator('.send').click();
  const message = page.locator('.message').nth(before);
  await message.waitFor();
  return message;
}

/** The messages somebody asked for; the page begins with today's quote. */
export function answers(page: Page): Locator {
  return page.locator('.message:not(.opening)');
}

/** Presses one of what is behind the “…” of a message. */
export async function useTool(message: Locator, name: string | RegExp): Promise<void> {
  const more = message.locator('.tools-more');
  if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
  await message.getByRole('button', { name }).click();
}

export async function become(page: Page, who: 'Mina' | 'Theo'): Promise<void> {
  await page.locator('.segment', { hasText: who }).click();
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.locator('.place', { hasText: place }).click();
}

export async function speak(page: Page, locale: string): Promise<void> {
  await page.locator('#locale').selectOption(locale);
  await page.locator(`html[lang="${locale}"]`).waitFor();
}

export async function openDrawer(page: Page): Promise<void> {
  await page.getByRole('button', { name: sentences.playground.side }).click();
  await page.locator('dialog.from-left').waitFor();
}
