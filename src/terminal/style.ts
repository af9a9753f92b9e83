/** How text is put on a terminal; `plain` for pipes and NO_COLOR. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  /** A clickable link (OSC 8); the text alone where links are off. */
  link(text: string, url: string | undefined): string;
  /** Columns to wrap at; `Infinity` does not wrap. */
  readonly width: number;
}

const ESC = '\u001b';

export function terminalStyle(width: number): Style {
  return {
    bold: (text) => `${ESC}[1m${text}${ESC}[22m`,
    dim: (text) => `${ESC}[2m${text}${ESC}[22m`,
    // https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
    link: (text, url) =>
      url && /^https?:\/\/[!-~]+$/.test(url)
        ? `${ESC}]8;;${url}${ESC}\\${text}${ESC}]8;;${ESC}\\`
        : text,
    width,
  };
}

export const plainStyle: Style = {
  bold: (text) => text,
  dim: (text) => text,
  link: (text) => text,
  width: Number.POSITIVE_INFINITY,
};

/**
 * Article text made safe for a terminal: control characters become their visible pictures and
 * direction overrides are spelled out, so that no text moves the cursor or reorders the line.
 * Line breaks and tabs stay.
 */
export function inert(text: string): string {
  return text
    .replace(CONTROL, (c) => String.fromCodePoint(0x2400 + c.charCodeAt(0)))
    .replace(/\u007f/g, '␡')
    .replace(
      C1_OR_BIDI,
      (c) => `<U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
    );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it replaces
const CONTROL = /[\u0000-\u0008\u000b-\u001f]/g;
const C1_OR_BIDI = /[\u0080-\u009f\u202a-\u202e\u2066-\u2069]/g;
