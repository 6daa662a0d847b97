/** Two hands at a console that are counted: keys without text, characters of text, and clicks. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** No page here needs more steps with Tab; a guard against going round for ever. */
const mostTabs = 120;

export type Effort = { readonly keys: number; readonly typed: number; readonly clicks: number };

export class Hand {
  readonly page: Page;
  private keys = 0;
  private typed = 0;
  private clicks = 0;

  constructor(page: Page) {
    this.page = page;
  }

  get effort(): Effort {
    return { keys: this.keys, typed: this.typed, clicks: this.clicks };
  }

  /** Keys that are no text, each counted; `Shift+ArrowRight` is one. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.keys++;
      await this.page.keyboard.press(key);
    }
  }

  /** Text into whatever has the focus. */
  async type(text: string): Promise<void> {
    this.typed += text.length;
    await this.page.keyboard.type(text);
  }

  /** Tab until it is reached. */
  async tabTo(to: Locator): Promise<void> {
    await to.waitFor();
    for (let i = 0; i < mostTabs; i++) {
      if (await this.has(to)) return;
      await this.press('Tab');
    }
    assert.fail(`${mostTabs} Tabs do not reach ${String(to)}`);
  }

  async click(on: Locator): Promise<void> {
    await on.click();
    this.clicks++;
  }

  /** Pressed, pulled and let go: one click. Fractions of the element's width and height. */
  async drag(on: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const box = (await on.boundingBox())!;
    const at = ([x, y]: readonly [number, number]) =>
      [box.x + x * box.width, box.y + y * box.height] as const;
    await this.page.mouse.move(...at(from));
    await this.page.mouse.down();
    await this.page.mouse.move(...at(to), { steps: 8 });
    await this.page.mouse.up();
    this.clicks++;
  }

  private async has(what: Locator): Promise<boolean> {
    return (await what.and(this.page.locator(':focus')).count()) > 0;
  }
}
