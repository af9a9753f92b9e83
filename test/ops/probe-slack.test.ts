import { expect, test } from 'vitest';
import { probeSlack } from '../../src/ops/probe-slack.ts';

test('asks Slack how it is while it is in trouble only, one question at a time', async () => {
  const asked: string[] = [];
  let look = (): void => undefined;
  let answer = (): void => undefined;
  let troubled = false;
  const end = probeSlack({
    health: { slackTroubled: () => troubled },
    slackApiUrl: 'https://slack.test/api/',
    fetch: (url) => {
      asked.push(url);
      return new Promise((_, reject) => {
        answer = () => reject(new TypeError('fetch failed'));
      });
    },
    every: (_, run) => {
      look = run;
      return () => {
        look = () => undefined;
      };
    },
  });
  look();
  expect(asked).toEqual([]);
  troubled = true;
  look();
  look();
  expect(asked).toEqual(['https://slack.test/api/api.test']);
  answer();
  await new Promise((next) => setImmediate(next));
  look();
  expect(asked).toHaveLength(2);
  end();
  look();
  expect(asked).toHaveLength(2);
});
