/** The characters Korean names are written with, by how they are read: 文江泰 is 문강태, whichever of the characters read 태 it is. */
import read from '../../../data/names/hanja.json' with { type: 'json' };

const READING_OF = new Map(
  Object.entries(read).flatMap(([reading, characters]) => [...characters].map((character) => [character, reading] as const)),
);

/** The Hangul of a name in Chinese characters; undefined where one of them is none that names are read with. */
export function hangulOfHanja(text: string): string | undefined {
  if (!/^\p{Script=Han}{2,5}$/u.test(text)) return undefined;
  const readings = [...text].map((character) => READING_OF.get(character));
  return readings.includes(undefined) ? undefined : readings.join('');
}
