/** One thing that was wrong with the input, said so that a person can mend it. */
export interface Problem {
  /** `error`: the article or file was left out; `warning`: it was read, without the part named. */
  readonly severity: 'error' | 'warning';
  /** File, folder or address as the person gave it. */
  readonly where: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** What was wrong. */
  readonly what: string;
  /** What was expected instead. */
  readonly expected?: string;
  /** What to do about it. */
  readonly todo: string;
}

/** The problem as one line: `notes/a.md:3: what (expected …): what to do`. */
export function problemLine(problem: Problem): string {
  const place =
    problem.line === undefined ? problem.where : `${problem.where}:${problem.line.toString()}`;
  const expected = problem.expected === undefined ? '' : ` (expected ${problem.expected})`;
  return oneLine(`${place}: ${problem.what}${expected}; ${problem.todo}`);
}

/** Control characters and line breaks would let a file name or a bad value forge further lines. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
}
