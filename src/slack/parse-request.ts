import type { Asking, AskKind } from './asking.ts';
import { closestWord } from './closest-word.ts';

/** A request in words, as a command or a message. */
export type Request =
  | { readonly kind: 'help' }
  | { readonly kind: 'asking'; readonly asking: Asking }
  /** A command that needs words and got none. */
  | { readonly kind: 'incomplete'; readonly command: string; readonly usage: string }
  | { readonly kind: 'sources' }
  | { readonly kind: 'digest'; readonly action: 'settings' | 'now' | 'off' | 'list' }
  /** `topics`: a feed's items come in only when they mention one. */
  | { readonly kind: 'add'; readonly urls: readonly string[]; readonly topics?: readonly string[] }
  /** No names: what was removed is asked for. */
  | { readonly kind: 'remove'; readonly names: readonly string[] }
  | { readonly kind: 'feedback'; readonly as: 'list' | 'csv' };

/** The first word is no command, but close to one. */
export interface Slip {
  readonly typed: string;
  readonly command: string;
  readonly rest: string;
}

const ASKING: Readonly<Record<string, AskKind>> = {
  quotes: 'quotes',
  quote: 'quotes',
  verify: 'verify',
  timeline: 'timeline',
  figures: 'figures',
  figure: 'figures',
  ask: 'ask',
};

const USAGE: Readonly<Record<string, string>> = {
  quotes: 'quotes <speaker or topic>, for example: quotes Zabihullah Mujahid',
  verify: 'verify "<quote>", for example: verify "open war"',
  timeline: 'timeline <topic or speaker>, for example: timeline TTP',
  figures: 'figures <topic>, for example: figures refugees',
  ask: 'a topic or a question, for example: TTP',
  add: 'add <address>, for example: add https://example.org/article',
};

const COMMANDS = 'help quotes verify timeline figures sources digest add remove feedback'.split(
  ' ',
);

/** What is asked for. In a thread, `previous` is what an asking without words of its own is about. */
export function parseRequest(text: string, previous?: string): Request {
  const trimmed = text.trim();
  const [, head = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(trimmed) ?? [];
  const command = head.toLowerCase().replace(/[:?!]$/, '');
  if (trimmed === '' || /^(help|\?|hi|hello|hey)[!.?]?$/i.test(trimmed)) return { kind: 'help' };
  if (/^sources?$/i.test(trimmed)) return { kind: 'sources' };
  if (command === 'digest') {
    const action = rest.toLowerCase();
    if (action === '' || action === 'settings' || action === 'set') {
      return { kind: 'digest', action: 'settings' };
    }
    if (action === 'now' || action === 'off' || action === 'list')
      return { kind: 'digest', action };
  }
  if (command === 'feedback' && (rest === '' || rest === 'list'))
    return { kind: 'feedback', as: 'list' };
  if (command === 'feedback' && rest.toLowerCase() === 'csv')
    return { kind: 'feedback', as: 'csv' };
  if (command === 'add') {
    const [, addresses = rest, only] = /^(.*?)\s+only:?\s+(.+)$/is.exec(rest) ?? [];
    const urls = addresses.split(/[\s,]+/).filter((word) => /^https?:\/\//i.test(word));
    if (urls.length === 0) return { kind: 'incomplete', ...incomplete('add') };
    const topics = (only ?? '').split(',').map((topic) => topic.trim());
    const named = topics.filter((topic) => topic !== '');
    return { kind: 'add', urls, ...(named.length > 0 ? { topics: named } : {}) };
  }
  if (command === 'remove' && !/\s/.test(rest)) {
    return { kind: 'remove', names: rest === '' ? [] : [rest] };
  }
  if (command === 'remove' && rest.split(/\s+/).every((word) => /^https?:\/\//i.test(word))) {
    return { kind: 'remove', names: rest.split(/\s+/) };
  }
  const kind = ASKING[command];
  if (kind !== undefined) {
    const words = kind === 'verify' ? withoutMarks(rest) : rest;
    if (words !== '') return asked(kind, words, previous);
    if (previous !== undefined && kind !== 'verify') return asked(kind, previous);
    return { kind: 'incomplete', ...incomplete(kind) };
  }
  // "and who said that?" is about the question before it.
  if (previous !== undefined && WHO_SAID.test(trimmed)) return asked('quotes', previous);
  return asked('ask', trimmed, previous);
}

/** A first word that looks like a slip of the keyboard; whether it is one, the corpus decides. */
export function slipOf(text: string): Slip | null {
  const [, head = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  const typed = head.toLowerCase();
  if (COMMANDS.includes(typed) || ASKING[typed] !== undefined || typed === 'source') return null;
  const command = closestWord(typed, COMMANDS);
  if (command === null) return null;
  // "and who…" is no "add": what follows has to fit the command.
  const { kind } = parseRequest(`${command} ${rest}`);
  const fits = kind === 'asking' ? ASKING[command] !== undefined : kind !== 'incomplete';
  return fits ? { typed: head, command, rest } : null;
}

const WHO_SAID =
  /^(and\s+|but\s+|so\s+)?who\s+(said|says|told)\s+(that|this|it|so|these|those)\b[^a-z]*$/i;

function asked(kind: AskKind, question: string, previous?: string): Request {
  const asking = { kind, question, offset: 0, ...(previous === undefined ? {} : { previous }) };
  return { kind: 'asking', asking };
}

function incomplete(command: string): { command: string; usage: string } {
  return { command, usage: USAGE[command] ?? '' };
}

/** The words between the outermost quotation marks, or all of them. */
function withoutMarks(text: string): string {
  const match = /^["“”„«»]([\s\S]*)["“”„«»]$/.exec(text.trim());
  return (match?.[1] ?? text).trim();
}
