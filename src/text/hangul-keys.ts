/** Korean typed while the keyboard was set to English. */
import { convertQwertyToHangul } from 'es-hangul';

/** The same keys on a Korean keyboard; '' where they do not make Hangul. */
export function readAsHangulKeys(query: string): string {
  try {
    return convertQwertyToHangul(query);
  } catch {
    // es-hangul throws where vowels meet that cannot be joined, as they do in most English words.
    return '';
  }
}
