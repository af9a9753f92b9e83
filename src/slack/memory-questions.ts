import type { AskedQuestion, Questions } from './ports.ts';

/** Questions of one process. */
export function memoryQuestions(): Questions {
  const asked: AskedQuestion[] = [];
  return {
    async add(question) {
      asked.push(question);
    },
    async recent(team, user, limit) {
      const own = asked
        .filter((one) => one.team === team && one.user === user)
        .reverse()
        .sort((a, b) => b.at - a.at);
      const distinct = own.filter(
        (one, index) => own.findIndex((other) => other.question === one.question) === index,
      );
      return distinct.slice(0, limit);
    },
  };
}
