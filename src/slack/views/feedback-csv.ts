import type { FeedbackEntry } from '../ports.ts';

const COLUMNS = ['at', 'verdict', 'question', 'reason', 'user', 'channel', 'corpus'] as const;

/**
 * RFC 4180 lines, the head first. Cells that a spreadsheet would run as a formula get an apostrophe.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function feedbackCsv(entries: readonly FeedbackEntry[]): readonly string[] {
  return [
    COLUMNS.join(','),
    ...entries.map((entry) =>
      COLUMNS.map((column) =>
        cell(column === 'at' ? new Date(entry.at).toISOString() : (entry[column] ?? '')),
      ).join(','),
    ),
  ];
}

function cell(value: string): string {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
