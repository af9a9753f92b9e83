import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from './io.ts';

/** The `afghan-brief` command line. */
export function createProgram(io: Io): Command {
  const program = new Command('afghan-brief')
    .description('Cited, word-for-word answers from your articles on Afghanistan.')
    .version(version(), '-V, --version', 'print the version')
    .option('--debug', 'print stack traces')
    .helpOption('-h, --help', 'show this help')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      // One line, as all errors are.
      outputError: (text, write) => {
        const what = text
          .trim()
          .replace(/^error: /, '')
          .replace(/\s*\n\s*/g, ' ');
        write(`afghan-brief: ${what.replace(/\.$/, '')}; afghan-brief --help lists the commands\n`);
      },
    })
    .exitOverride();
  const add = (command: Command): void => {
    command.copyInheritedSettings(program);
    program.addCommand(command);
  };
  add(
    new Command('start')
      .description('run the bot (Socket Mode, or HTTP; the local workspace when no token is set)')
      .action(async () => (await import('./start.ts')).startCommand(io)),
  );
  add(
    reading(new Command('ask'))
      .description('answer a question or give a brief on a topic, a person, a group')
      .argument(
        '[question...]',
        'words; filters: since:2022-04 until:2023 speaker:"…" source:"…" exact:"…"',
      )
      .option(
        '--batch <questions.jsonl>',
        '{id|_id, text} a line, one JSON answer a line, in order; - reads stdin',
      )
      .option('--top <n>', 'add the n best passages as "ranking"', count(1, 1000))
      .addOption(
        new Option('--by <unit>', 'unit of the ranking')
          .choices(['sentence', 'passage'])
          .default('passage'),
      )
      .option('--limit <n>', 'excerpts shown', count(1, 50))
      .option('--skip <n>', 'excerpts left out first, to page on', count(0, 1000))
      .action(async (words: string[], options) =>
        (await import('./ask.ts')).askCommand(io, words, options),
      ),
  );
  add(
    reading(new Command('quotes'))
      .description('quotes of article files, or who said what in the corpus')
      .argument('<file|speaker|topic...>', 'article files, or the name of a speaker, or a topic')
      .action(async (words: string[], options) =>
        (await import('./quotes.ts')).quotesCommand(io, words, options),
      ),
  );
  add(
    reading(new Command('timeline'))
      .description('dated statements on a topic or by a speaker, old to new')
      .argument('<topic or speaker...>')
      .action(async (words: string[], options) =>
        (await import('./timeline.ts')).timelineCommand(io, words, options),
      ),
  );
  add(
    reading(new Command('figures'))
      .description('sentences with numbers on a topic')
      .argument('<topic...>')
      .action(async (words: string[], options) =>
        (await import('./timeline.ts')).figuresCommand(io, words, options),
      ),
  );
  add(
    reading(new Command('verify'))
      .description('check a quote: exact, altered (with the difference), or not in the corpus')
      .argument('[quote...]')
      .option(
        '--batch <quotes.jsonl>',
        '{id|_id, text} a line, one JSON result a line, in order; - reads stdin',
      )
      .action(async (words: string[], options) =>
        (await import('./verify.ts')).verifyCommand(io, words, options),
      ),
  );
  add(
    new Command('extract')
      .description('the article of saved pages: title, byline, publisher, date, language, text')
      .argument('<page...>', 'HTML, PDF or .docx files')
      .option('--url <url>', 'address the page was saved from')
      .option('--json', 'print JSON', false)
      .action(async (files: string[], options) =>
        (await import('./extract.ts')).extractCommand(io, files, options),
      ),
  );
  add(
    reading(new Command('digest'))
      .description("today's digest, not posted")
      .option('--since <date>', 'first day, YYYY-MM-DD')
      .option('--topic <topic>', 'only this topic (repeatable)', collect, [])
      .action(async (options) => (await import('./digest.ts')).digestCommand(io, options)),
  );
  add(
    reading(new Command('list'))
      .description('the articles of the corpus')
      .action(async (options) => (await import('./list.ts')).listCommand(io, options)),
  );
  add(
    ofTeam(new Command('add'))
      .description('add pages, feeds, files or folders to what the bot answers from')
      .argument(
        '<url|file|feed|-...>',
        'web addresses, feeds (RSS, Atom, JSON, OPML), files; - reads JSON Lines',
      )
      .option(
        '--topic <topic>',
        'of a feed: only items that mention it (repeatable); replaces those it has',
        collect,
        [],
      )
      .option('--json', 'print JSON', false)
      .action(async (requests: string[], options) =>
        (await import('./ingest.ts')).addCommand(io, requests, options),
      ),
  );
  add(
    ofTeam(new Command('remove'))
      .description('remove added articles or feeds; for 30 days an article can be brought back')
      .argument('<id or url...>')
      .option('--undo', 'bring removed articles back', false)
      .action(async (ids: string[], options) =>
        (await import('./ingest.ts')).removeCommand(io, ids, options),
      ),
  );
  add(
    ofTeam(new Command('sources'))
      .description('the feeds with their health, and who added or removed what')
      .option('--json', 'print JSON', false)
      .action(async (options) => (await import('./ingest.ts')).sourcesCommand(io, options)),
  );
  add(
    reading(new Command('export'))
      .description('write the corpus as Markdown that imports back to the same bytes')
      .argument('<folder>')
      .action(async (folder: string, options) =>
        (await import('./ingest.ts')).exportCommand(io, folder, options),
      ),
  );
  add(
    new Command('backup')
      .description('write everything the bot keeps to one file, also while it runs')
      .argument('<file>')
      .action(async (file: string) => (await import('./backup.ts')).backupCommand(io, file)),
  );
  add(
    new Command('restore')
      .description('load a backup into an empty store (SQLite or PostgreSQL)')
      .argument('<file>')
      .action(async (file: string) => (await import('./backup.ts')).restoreCommand(io, file)),
  );
  return program;
}

function reading(command: Command): Command {
  return ofTeam(command)
    .option('--corpus <path>', 'folder or .jsonl of articles (repeatable)', collect, [])
    .option('--json', 'print JSON', false);
}

function ofTeam(command: Command): Command {
  return command.option('--team <id>', 'workspace, where several have installed the app');
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function count(least: number, most: number): (value: string) => number {
  return (value) => {
    const n = Number(value);
    if (!Number.isInteger(n) || n < least || n > most) {
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
    }
    return n;
  };
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
