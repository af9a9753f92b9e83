import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What the page breaks of WCAG and of axe's best practices, with the elements.
 * @see https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
export async function violations(page: Page): Promise<readonly string[]> {
  // By the debugger, which the page's own policy on scripts does not bind.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${axe.source}; undefined`);
  const found = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] })',
  )) as axe.AxeResults;
  return found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} — ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
