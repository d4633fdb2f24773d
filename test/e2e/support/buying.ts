import type { Page } from 'playwright-core';

/** Presses "Buy" on the card of the item the host shows; the sheet opens. */
export async function openPinned(page: Page): Promise<void> {
  await page.getByTestId('pinned').getByRole('button', { name: /^Buy/ }).click();
  await page.getByRole('dialog', { name: 'Buy' }).waitFor();
}

/** From the open sheet to units held. */
export async function buyNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Buy now/ }).click();
  await page.getByTestId('hold').waitFor();
}

/** From the hold to the order number, through the provider's page in the sheet. */
export async function pay(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Pay ¥/ }).click();
  await page
    .frameLocator('iframe')
    .getByRole('button', { name: /^Pay ¥/ })
    .click();
  return page.getByTestId('order-number').innerText();
}
