import { createHash } from 'node:crypto';
import type { AskedQuestion, Questions } from '../slack/ports.ts';
import type { Store } from './open-store.ts';

export interface StoredQuestions extends Questions {
  /** Forgets questions asked before `before` (epoch milliseconds); returns how many. */
  prune(before: number): Promise<number>;
}

/** One row a person and distinct question: the last time it was asked. */
export function createQuestions({ db }: Pick<Store, 'db'>): StoredQuestions {
  return {
    async add(question) {
      const written = { at: question.at, document: JSON.stringify(question) };
      await db
        .insertInto('questions')
        .values({
          team: question.team,
          user_id: question.user,
          question_hash: createHash('sha256').update(question.question).digest('hex'),
          ...written,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['team', 'user_id', 'question_hash'])
            .doUpdateSet(written)
            .where('questions.at', '<=', question.at),
        )
        .execute();
    },
    async recent(team, user, limit) {
      const rows = await db
        .selectFrom('questions')
        .select('document')
        .where('team', '=', team)
        .where('user_id', '=', user)
        .orderBy('at', 'desc')
        .orderBy('question_hash')
        .limit(limit)
        .execute();
      return rows.map((row) => JSON.parse(row.document) as AskedQuestion);
    },
    async prune(before) {
      const { numDeletedRows } = await db
        .deleteFrom('questions')
        .where('at', '<', before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
