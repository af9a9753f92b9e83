/** A longer name is none. Characters. */
const LONGEST = 200;
/** As many characters of a byline are kept as hold whole names. */
const LONGEST_BYLINE = 500;
const ROLE =
  '(?:(?:chief|senior|staff|special|foreign|political|national|associate|assistant|deputy|managing|executive|contributing|guest|freelance|digital|news|data|science|business|health|world|international)\\s+)*(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|journalists?|producers?|analysts?|bloggers?|bureau chief)';
/** What follows a name: an address, an office, an outlet after a bar. */
const AFTER_NAME = new RegExp(
  `\\s*(?:[|•·].*|[(<\\[].*|\\S+@\\S+.*|,\\s*(?:the\\s+)?${ROLE}\\b.*|\\s+[–—-]\\s+.*|(?<=\\S\\s+\\S+),?\\s+${ROLE}$)$`,
  'isu',
);
const NOBODY =
  /^(?:admin|administrator|authors?|no author|unknown|none|null|undefined|editors?|user|root|name|by|staff|guest|anonymous|webmaster|default|super user|site admin|wp-?admin)$/i;
/** Labels and links that stand in byline boxes. */
const LABEL =
  /^(?:see|view|find|full|more|read|follow|about|share|contact|e-?mail|bio|profile|posts?|all|subscribe|latest|by|search|sign|log|click|show|written|published|updated|posted|copyright|photo|image|getty|source|author|comments?|save|print|tweet|advertisement|loading|join)\b/i;

/**
 * Names of a stated byline ("By A and B", a list), joined by commas, each once; offices, addresses
 * and outlets after a bar left out. undefined when no name is left.
 */
export function joinedNames(stated: readonly string[]): string | undefined {
  const kept = stated.map(statedName).filter((value) => value !== undefined);
  const unique = kept.filter(
    (value, index) =>
      kept.findIndex((other) => other.toLowerCase() === value.toLowerCase()) === index,
  );
  let text = '';
  for (const value of unique) {
    const longer = text === '' ? value : `${text}, ${value}`;
    if (longer.length > LONGEST_BYLINE) break;
    text = longer;
  }
  return text || undefined;
}

/** One stated name or list of names; undefined when it is an address, an account or nobody's. */
function statedName(stated: string): string | undefined {
  const value = withoutBy(stated)
    .replace(AFTER_NAME, '')
    .replace(/[\s,;|•·–-]+$/, '')
    .trim();
  if (value === '' || value.length > LONGEST) return undefined;
  if (/^https?:|^www\.|^@|\.(?:com|org|net|html?)\b|^\S+@\S+$/i.test(value)) return undefined;
  if (NOBODY.test(value)) return undefined;
  if (!/\p{L}{2}/u.test(value)) return undefined;
  return value;
}

/** A stated text without the "By" before its names. */
function withoutBy(stated: string): string {
  return stated
    .replace(/\s+/g, ' ')
    .replace(
      /^\s*(?:by\s*)?(?:(?:written|posted|published|reported|compiled|words|story|text)\s+)?by[:\s]+/i,
      '',
    )
    .replace(/^\s*(?:authors?|von|par|por|di)\s*:\s*/i, '');
}

/** Whether a text of a byline's box is a label or a link beside the name. */
export function isLabel(text: string): boolean {
  return LABEL.test(text.replace(BY, ''));
}

/** Whether a text can be nothing but one or more people's names: two to five words each, most in capitals. */
export function areNames(text: string): boolean {
  const parts = text.split(/\s*(?:,|;|&|\band\b)\s*/i).filter((part) => part !== '');
  return parts.length > 0 && parts.length <= 12 && parts.every(isName);
}

function isName(text: string): boolean {
  if (text.length > 60 || /[\d:!?/@#|]/.test(text) || LABEL.test(text)) return false;
  const words = text.split(/\s+/);
  if (words.length < 2 || words.length > 5) return false;
  const capital = words.filter((word) => /^[^\p{L}]*(?:\p{Lu}|\p{Lo})/u.test(word)).length;
  return capital >= 2 && capital >= words.length - 2;
}

const BY =
  /^(?:by\s*)?(?:(?:written|words|story|text|reporting|reported|posted|published|compiled|report|review|analysis|opinion|interview)\s+)?by(?:\s*:\s*|\s+)(?=\S)/i;
const AFTER_BY =
  /\s*(?:[|•·(\n\t]|\s[–—-]\s|\d|,?\s+(?:published|updated|posted|on|in|at|for|is|was|via|with|illustrations?|photo(?:graph)?(?:s|y)?|special to|contributing|last|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|[a-z]{3,9}day|january|february|march|april|june|july|august|september|october|november|december)\b)[\s\S]*$/i;

/** The names of a printed line "By …"; undefined when the line is none. */
export function namesAfterBy(line: string): string | undefined {
  const start = BY.exec(line);
  if (start === null) return undefined;
  const names = statedName(line.slice(start[0].length).replace(AFTER_BY, ''));
  if (names === undefined) return undefined;
  // One word can be an agency; in lower case it is a sentence.
  return areNames(names) || /^\p{Lu}{2,10}$|^\p{Lu}[\p{Ll}]+$/u.test(names)
    ? listed(names)
    : undefined;
}

/** A list of names with commas only. */
function listed(names: string): string {
  return names.replace(/\s*(?:,\s*and|;|&|\band)\s+/gi, ', ').replace(/\s*,\s*/g, ', ');
}
