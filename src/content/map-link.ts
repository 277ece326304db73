/** Where to look for a place on a map. */
import type { Place } from '../packs/schema.ts';

/** https://developers.google.com/maps/documentation/urls/get-started: opens the app on a phone and the site elsewhere, without a key. */
const SEARCH = 'https://www.google.com/maps/search/?api=1';

/** A link to a map, by what the pack says finds the place, else its coordinates, else its own name and where it is. */
export function buildMapLink(place: Pick<Place, 'name' | 'hangul' | 'region' | 'address' | 'coordinates' | 'map_query'>): string {
  const { name, hangul, region, address, coordinates, map_query } = place;
  const where = coordinates && `${coordinates.latitude},${coordinates.longitude}`;
  const query = map_query ?? where ?? [hangul ?? name, address ?? region].filter((part) => part !== undefined).join(', ');
  return `${SEARCH}&query=${encodeURIComponent(query)}`;
}
