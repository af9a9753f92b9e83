const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * `2022-05-17…` → `17 May 2022`, `2022-05` → `May 2022`, anything else as it is. The day is the
 * publisher's: it is not moved to the reader's time zone.
 */
export function shortDate(date: string): string {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(date);
  const month = parts ? MONTHS[Number(parts[2]) - 1] : undefined;
  if (!parts || month === undefined) return date;
  return parts[3] === undefined
    ? `${month} ${parts[1]}`
    : `${Number(parts[3])} ${month} ${parts[1]}`;
}
