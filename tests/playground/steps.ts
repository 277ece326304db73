/** What people do at the page, in their own terms. */
import type { Locator, Page } from 'playwright-core';

/** Types a command (or plain words) and sends it; the new message. */
export async function send(page: Page, text: string): Promise<Locator> {
  const before = await page.locator('.message').count();
  await page.locator('#composer').fill(text.startsWith('/') ? `${text} ` : text);
  await page.getByRole('button', { name: 'Send' }).click();
  const message = page.locator('.message').nth(before);
  await message.waitFor();
  return message;
}

export async function become(page: Page, who: 'Mina' | 'Theo'): Promise<void> {
  await page.locator('.segment', { hasText: who }).click();
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.locator('.place', { hasText: place }).click();
}

export async function speak(page: Page, locale: string): Promise<void> {
  await page.locator('#locale').selectOption(locale);
}

export async function openDrawer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Who, where and when' }).click();
  await page.locator('dialog.from-left').waitFor();
}
