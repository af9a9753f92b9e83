export function isSpace(code: number): boolean {
  return (
    code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || (code >= 0x2000 && code <= 0x200b)
  );
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isWordish(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0;
}

function isOpenBracket(code: number): boolean {
  return code === 40 || code === 91 || code === 0x2018 || code === 39 || code === 47;
}

function isClosePunctuation(code: number): boolean {
  return (
    code === 46 ||
    code === 44 ||
    code === 59 ||
    code === 58 ||
    code === 33 ||
    code === 63 ||
    code === 41 ||
    code === 93 ||
    code === 0x2019 ||
    code === 39 ||
    code === 47
  );
}

export function isDash(code: number): boolean {
  return code === 45 || code === 0x2013 || code === 0x2014 || code === 0x2015;
}

export function doubleMark(code: number): number {
  switch (code) {
    case 34:
    case 0xff02:
      return EITHER;
    case 0x201c: // “ opens in English and closes in German
      return OPEN;
    case 0x201e:
    case 0x201f:
    case 0xab:
      return OPEN;
    case 0x201d:
    case 0xbb:
      return CLOSE;
    default:
      return 0;
  }
}

export function strictlyOpens(before: number, after: number): boolean {
  return (isSpace(before) || isOpenBracket(before) || isDash(before)) && !isSpace(after);
}

export function strictlyCloses(before: number, after: number): boolean {
  return !isSpace(before) && (isSpace(after) || isClosePunctuation(after) || isDash(after));
}

export const OPEN = 1;

export const CLOSE = 2;

export const EITHER = 3;
