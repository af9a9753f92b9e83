import { describe, expect, it } from 'vitest';
import type { Desk } from '../../src/answer/desk.ts';
import { rememberingDesk } from '../../src/answer/remembering-desk.ts';

/** A desk that counts what it is asked. */
function counting() {
  const asked: string[] = [];
  const desk = {
    ask: async (question: string) => {
      asked.push(question);
      if (question === 'bad') throw new Error('no question');
      return { question, filler: 'x'.repeat(100) };
    },
    quotes: async (question: string) => {
      asked.push(`quotes ${question}`);
      return { question };
    },
  } as unknown as Desk;
  return { asked, desk };
}

describe('rememberingDesk', () => {
  it('looks once for the same question, also while it is being answered', async () => {
    const { asked, desk } = counting();
    const remembering = rememberingDesk(desk);
    const [one, two] = await Promise.all([remembering.ask('ttp'), remembering.ask('ttp')]);
    expect(two).toEqual(one);
    expect(await remembering.ask('ttp')).toEqual(one);
    await remembering.ask('ttp', { offset: 3 });
    await remembering.quotes('ttp');
    expect(asked).toEqual(['ttp', 'ttp', 'quotes ttp']);
  });

  it('keeps no failure', async () => {
    const { asked, desk } = counting();
    const remembering = rememberingDesk(desk);
    await expect(remembering.ask('bad')).rejects.toThrow('no question');
    await expect(remembering.ask('bad')).rejects.toThrow('no question');
    expect(asked).toEqual(['bad', 'bad']);
  });

  it('forgets what was not asked for longest when it holds too much', async () => {
    const { asked, desk } = counting();
    const remembering = rememberingDesk(desk, 300);
    for (const question of ['a', 'b', 'a', 'c', 'a', 'b']) await remembering.ask(question);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });
});
