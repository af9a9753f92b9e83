type Format = Intl.DateTimeFormatOptions;

const DAY: Format = { year: 'numeric', month: 'long', day: 'numeric' };

const FORMATS: Readonly<Record<string, Format>> = {
  date: DAY,
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_short: { ...DAY, month: 'short' },
  date_long: { ...DAY, weekday: 'long' },
  date_pretty: DAY,
  date_short_pretty: { ...DAY, month: 'short' },
  date_long_pretty: { ...DAY, weekday: 'long' },
  date_full: { ...DAY, weekday: 'long' },
  day: { weekday: 'long' },
  day_divider_pretty: { ...DAY, weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/**
 * The tokens of Slack's dates (`{date_short}`, `{time}`…) in a time zone. "Today" and "yesterday" of the
 * pretty ones are not imitated: the date itself is never wrong.
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function slackDate(seconds: number, format: string, timeZone: string): string {
  const date = new Date(seconds * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    if (name === 'ago') return date.toISOString().slice(0, 10);
    const options = FORMATS[name];
    return options
      ? new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(date)
      : token;
  });
}
