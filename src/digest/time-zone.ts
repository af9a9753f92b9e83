/** Whether the runtime knows this IANA name. Offsets such as `+04:30` are refused: they ignore summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** IANA names, with UTC, that contain the words typed: what to offer for a name that is none. */
export function similarTimeZones(typed: string, most: number): readonly string[] {
  const wanted = typed.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (wanted.length < 3) return [];
  const names = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
  const city = (name: string) => name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const bare = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');
  const near = names.filter((name) => {
    const place = city(name).replaceAll('_', '');
    return bare(name).includes(wanted) || wanted.includes(place) || sameStart(place, wanted);
  });
  return near.slice(0, most);
}

/** Six letters in common at the end of what was typed, as in "Asia/Kabull". */
function sameStart(place: string, wanted: string): boolean {
  return place.length >= 4 && wanted.includes(place.slice(0, Math.max(4, place.length - 1)));
}
