/**
 * A person's own daily quote in direct messages. It stands in the same tables as a server's, ledger included, in a place of its own: a
 * name that no server can have, since Discord's ids are numbers. So it is posted once a local date by the same promises.
 */

const MARK = '@';

/** The place of a person's own daily, where a server's id stands elsewhere; it also stands for the channel of direct messages with them. */
export function placeOfPerson(userId: string): string {
  return `${MARK}${userId}`;
}

/** Whose own place it is; null for a server's id, or a channel's. */
export function ownerOf(place: string): string | null {
  return place.startsWith(MARK) ? place.slice(MARK.length) : null;
}
