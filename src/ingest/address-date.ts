import { publishedDate } from './published-date.ts';

/** `/2022/04/22/` in the path: publishers that file by day mean the day of publication. */
export function addressDate(url: string | undefined): string | undefined {
  const match = /\/(20\d{2}|19\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)/.exec(
    url ?? '',
  );
  if (match === null) return undefined;
  return publishedDate(`${match[1]}/${match[2]}/${match[3]}`);
}

/** `/2022/04/` in the path, where nothing states a day. */
export function addressMonth(url: string | undefined): string | undefined {
  const match = /\/(20\d{2}|19\d{2})[/-](0[1-9]|1[0-2])\//.exec(url ?? '');
  return match === null ? undefined : publishedDate(`${match[1]}-${match[2]}`);
}
