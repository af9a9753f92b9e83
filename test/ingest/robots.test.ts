import { expect, it } from 'vitest';
import { robotsRules } from '../../src/ingest/robots.ts';

const cases: readonly (readonly [string, string, boolean])[] = [
  ['', '/a', true],
  ['User-agent: *\nDisallow: /', '/a', false],
  ['User-agent: *\nDisallow: /', '/robots.txt', true],
  ['User-agent: *\nDisallow:', '/a', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
  ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/c', false],
  ['User-agent: *\nDisallow: /page\nAllow: /page', '/page', true],
  ['User-agent: afghanbrief\nDisallow: /x\n\nUser-agent: *\nDisallow: /', '/y', true],
  ['User-agent: AfghanBrief/2.0\nDisallow: /x', '/x', false],
  ['User-agent: other\nDisallow: /', '/x', true],
  ['User-agent: other\nUser-agent: AfghanBrief\nDisallow: /x', '/x', false],
  ['User-agent: AfghanBrief\nDisallow: /x\n\nUser-agent: AfghanBrief\nDisallow: /y', '/y', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf', false],
  ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf?x', true],
  ['User-agent: *\nDisallow: /a*b*c', '/a-b', true],
  ['User-agent: *\nDisallow: /a*b*c', '/axxbxxcxx', false],
  ['User-agent: *\nDisallow: /caf%c3%a9', '/caf%C3%A9', false],
  ['User-agent: *\nDisallow: /café', '/caf%C3%A9', false],
  ['User-agent: *\nDisallow: /%61b', '/ab', false],
  ['\ufeffUser-agent: * # all\r\nDisallow: /a # b\r\n', '/a', false],
  ['Disallow: /', '/a', true],
  ['User-agent: *\nSitemap: x\nUser-agent: other\nDisallow: /', '/a', false],
];

it.each(cases)('%j on %s: allowed %s', (text, path, allowed) => {
  expect(robotsRules(text, 'AfghanBrief').allows(path)).toBe(allowed);
});

it('matches a hostile pattern in linear time', () => {
  const pattern = `/${'*a'.repeat(5000)}$`;
  const rules = robotsRules(`User-agent: *\nDisallow: ${pattern}`, 'AfghanBrief');
  expect(rules.allows(`/${'a'.repeat(4999)}`)).toBe(true);
  expect(rules.allows(`/${'a'.repeat(5000)}`)).toBe(false);
});
