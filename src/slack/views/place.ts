/** Where an answer is shown: `private` to the asker (and to be shared), or `posted` for all to see. */
export type Place = 'private' | 'posted';

export function continuedIn(place: Place): string {
  return place === 'private' ? 'below' : 'in the thread';
}
