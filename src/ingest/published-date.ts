/** A longer text is no date. Characters. */
const LONGEST = 200;

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const ISO =
  /^([+-]?\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?$/i;

/**
 * A date as a publisher states it, as ISO 8601: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or date and time
 * with offset. A time of day without an offset is left out (nobody says which zone it is in), and
 * so is anything ambiguous (`04/05/2022`).
 * @returns undefined when the text states no date that can be read with certainty.
 */
export function publishedDate(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const value = text.trim().replace(/\s+/g, ' ');
  return (
    isoDate(value) ??
    compactDate(value) ??
    epochDate(value) ??
    numericDate(value) ??
    wordDate(value)
  );
}

function isoDate(value: string): string | undefined {
  const match = ISO.exec(value);
  if (match === null) return undefined;
  const [, year = '', month, day, time, zone] = match;
  if (month === undefined) return checked(year, undefined, undefined);
  if (day === undefined) return checked(year, month, undefined);
  const date = checked(year, month, day);
  if (date === undefined || time === undefined || zone === undefined) return date;
  if (!/^([01]\d|2[0-3]):[0-5]\d/.test(time)) return date;
  return `${date}T${time.replace(',', '.')}${offset(zone)}`;
}

function offset(zone: string): string {
  if (/^(z|utc|gmt)$/i.test(zone)) return 'Z';
  const digits = zone.replace(':', '');
  return `${digits.slice(0, 3)}:${digits.slice(3) || '00'}`;
}

function compactDate(value: string): string | undefined {
  const match = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$/.exec(value);
  return match === null ? undefined : checked(match[1]!, match[2], match[3]);
}

/** Seconds or milliseconds since 1970, of years after 2001. */
function epochDate(value: string): string | undefined {
  if (!/^1\d{9}(?:\d{3})?$/.test(value)) return undefined;
  const milliseconds = value.length === 10 ? Number(value) * 1000 : Number(value);
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/** `2022/04/22`, `22.4.2022` (the German order is certain), `25/12/2021` and `12/25/2021`. */
function numericDate(value: string): string | undefined {
  const yearFirst = /^(\d{4})([/.-]|年 ?)(\d{1,2})(?:\2|月 ?)(\d{1,2})(?:\D.*)?$/.exec(value);
  if (yearFirst !== null) return checked(yearFirst[1]!, yearFirst[3], yearFirst[4]);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\D.*)?$/.exec(value);
  if (dotted !== null) return checked(dotted[3]!, dotted[2], dotted[1]);
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\D.*)?$/.exec(value);
  if (slashed === null) return undefined;
  const [, first = '', second = '', year = ''] = slashed;
  if (Number(first) > 12) return checked(year, second, first);
  if (Number(second) > 12 || first === second) return checked(year, first, second);
  return undefined;
}

/** `April 22, 2022`, `22 April 2022`, `Fri, 22 Apr 2022 10:00:00 GMT`, `Apr. 22nd, 2022 at 3 pm`. */
function wordDate(value: string): string | undefined {
  const rfc =
    /^(?:[a-z]{3},\s*)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}:\d{2}(?::\d{2})?) (GMT|UTC|Z|[+-]\d{4})/i.exec(
      value,
    );
  if (rfc !== null) {
    const date = checked(rfc[3]!, monthNumber(rfc[2]!), rfc[1]);
    return date === undefined ? undefined : `${date}T${rfc[4] ?? ''}${offset(rfc[5] ?? 'Z')}`;
  }
  const dayFirst =
    /\b(\d{1,2})(?:st|nd|rd|th)?\.?[ /-](?:of )?([a-z]{3,9})\.?,?[ /-](\d{4})\b/i.exec(value);
  if (dayFirst !== null) {
    const month = monthNumber(dayFirst[2]!);
    if (month !== undefined) return checked(dayFirst[3]!, month, dayFirst[1]);
  }
  const monthFirst =
    /\b([a-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?(?: \d{1,2}:\d{2}(?:[: ]\S+)*)?[ -](\d{4})\b/i.exec(
      value,
    );
  if (monthFirst !== null) {
    const month = monthNumber(monthFirst[1]!);
    if (month !== undefined) return checked(monthFirst[3]!, month, monthFirst[2]);
  }
  const monthOnly = /^([a-z]{3,9})\.?,? (\d{4})$/i.exec(value);
  if (monthOnly === null) return undefined;
  const month = monthNumber(monthOnly[1]!);
  return month === undefined ? undefined : checked(monthOnly[2]!, month, undefined);
}

function monthNumber(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'sept') return '9';
  const index = MONTHS.findIndex(
    (month) => month === lower || (lower.length === 3 && month.startsWith(lower)),
  );
  return index === -1 ? undefined : (index + 1).toString();
}

/** The date when it is one of the calendar (no 31 April), years 1500 to 2199. */
function checked(
  year: string,
  month: string | undefined,
  day: string | undefined,
): string | undefined {
  const y = Number(year);
  if (y < 1500 || y > 2199) return undefined;
  if (month === undefined) return year;
  const m = Number(month);
  if (m < 1 || m > 12) return undefined;
  const yearMonth = `${year}-${m.toString().padStart(2, '0')}`;
  if (day === undefined) return yearMonth;
  const d = Number(day);
  const days = new Date(Date.UTC(y, m, 0)).getUTCDate();
  if (d < 1 || d > days) return undefined;
  return `${yearMonth}-${d.toString().padStart(2, '0')}`;
}
