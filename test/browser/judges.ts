/** What a page is judged by: barriers in both themes, the words on it, and whether it fits. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => ({ violations }))",
  )) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join('\n    ')}`,
    );
}

export async function barriersInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    found.push(...(await barriers(page)).map((one) => `${colorScheme}: ${one}`));
  }
  return found;
}

/** All that can be read or heard: text, names, hints and placeholders. */
export function wordsOn(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const said = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.parentElement.closest('script, style') === null) said.push(node.textContent);
    for (const element of document.querySelectorAll('body :not([aria-hidden=true])'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        said.push(element.getAttribute(name) ?? '');
    return said.map((text) => text.trim()).filter((text) => text !== '');
  })()`);
}

/** What a finger or wheel could push sideways although the page should fit: the document and the page's own pane. */
export async function tooWide(page: Page): Promise<string[]> {
  // One frame for the new size to be laid out.
  return page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
    resolve([document.documentElement, document.body, document.getElementById('page')]
      .filter((element) => element !== null && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.tagName + ': ' + element.scrollWidth + ' px in ' + element.clientWidth)),
  )))`);
}
