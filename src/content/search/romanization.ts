/**
 * How Korean is written in Latin letters: the one table behind the name search. Everything else (skeletons, spelling
 * graphs, reading Latin syllables back) is derived from it, so a spelling that is missed is added here and nowhere else.
 *
 * revised  Revised Romanization of Korean, Ministry of Culture and Tourism, notification 2000-8 of 7 July 2000
 * mcCune   McCune-Reischauer, Transactions of the Korea Branch of the Royal Asiatic Society 29 (1939); the breve is
 *          written out here (ŏ = eo, ŭ = eu) and the apostrophe left away, as `letters.ts` does with what is typed
 * habits   what passports, credits and fans write: people may register any spelling that can be pronounced like the
 *          name (Ministry of Foreign Affairs), so these are collected, not prescribed
 * loose    heard or seen, but the ordinary spelling of another sound, such as McCune-Reischauer without its marks
 *          (o for ㅓ), what Spanish, Portuguese and Indonesian ears write (j or r for ㅎ, y or dj for ㅈ) and kana (ク for a final ㄱ). It finds the name; it is never enough to be sure of it
 */
import familyNames from '../../../data/names/family-names.json' with { type: 'json' };

/** One Hangul letter with every way it is written. Spellings are separated by spaces, `-` stands for no letter. */
export interface LetterRow {
  readonly letter: string;
  /** Sound class: letters that romanizations confuse share one. Upper case, see `skeleton.ts`. */
  readonly sound: string;
  readonly revised: string;
  readonly mcCune: string;
  readonly habits: string;
  readonly loose: string;
}

const row = (letter: string, sound: string, revised: string, mcCune: string, habits = '', loose = ''): LetterRow => ({
  letter,
  sound,
  revised,
  mcCune,
  habits,
  loose,
});

/** Consonants that begin a syllable. */
export const INITIALS: readonly LetterRow[] = [
  //  letter sound revised mcCune habits loose
  row('ㄱ', 'K', 'g', 'k g', '', 'c q gu'),
  row('ㄲ', 'K', 'kk', 'kk', 'gg k', 'g'),
  row('ㄴ', 'N', 'n', 'n'),
  row('ㄷ', 'T', 'd', 't d'),
  row('ㄸ', 'T', 'tt', 'tt', 'dd t', 'd'),
  // After a consonant ㄹ is heard as n: Park Ok-ran is Pak Ong-nan in McCune-Reischauer.
  row('ㄹ', 'L', 'r', 'r', 'l rh', 'n'),
  row('ㅁ', 'M', 'm', 'm'),
  row('ㅂ', 'P', 'b', 'p b', '', 'v'),
  row('ㅃ', 'P', 'pp', 'pp', 'bb p', 'b'),
  row('ㅅ', 'S', 's', 's sh', 'sh', 'x'),
  row('ㅆ', 'S', 'ss', 'ss', 's'),
  row('ㅇ', '', '-', '-'),
  row('ㅈ', 'C', 'j', 'ch j', '', 'z dj y'),
  row('ㅉ', 'C', 'jj', 'tch', 'j'),
  row('ㅊ', 'C', 'ch', 'ch', '', 'tch'),
  row('ㅋ', 'K', 'k', 'k', 'kh', 'c q'),
  row('ㅌ', 'T', 't', 't', 'th'),
  row('ㅍ', 'P', 'p', 'p', 'ph f'),
  row('ㅎ', 'H', 'h', 'h', '', 'j r rh'),
];

/** Vowels. `woo` and `wu` hold only where the syllable begins with the vowel; an `h` may follow where it ends with it. */
export const VOWELS: readonly LetterRow[] = [
  row('ㅏ', 'A', 'a', 'a'),
  row('ㅐ', 'E', 'ae', 'ae', 'ai ay', 'e ea'),
  row('ㅑ', 'A', 'ya', 'ya', '', 'ia'),
  row('ㅒ', 'E', 'yae', 'yae', '', 'ye yea'),
  row('ㅓ', 'U', 'eo', 'eo', 'u', 'o eu ou'),
  row('ㅔ', 'E', 'e', 'e', 'ey', 'ae ay'),
  row('ㅕ', 'U', 'yeo', 'yeo', 'you yu', 'yo yeu eo io iu'),
  row('ㅖ', 'E', 'ye', 'ye', 'yea yae', 'e ae ie'),
  row('ㅗ', 'U', 'o', 'o'),
  row('ㅘ', 'A', 'wa', 'wa', 'oa', 'ua'),
  row('ㅙ', 'E', 'wae', 'wae', 'oae', 'we'),
  row('ㅚ', 'E', 'oe', 'oe', 'oi', 'we wae'),
  row('ㅛ', 'U', 'yo', 'yo', '', 'io'),
  row('ㅜ', 'U', 'u', 'u', 'oo ou woo wu', 'eu'),
  row('ㅝ', 'U', 'wo', 'weo wo', 'wu', 'o uo'),
  row('ㅞ', 'E', 'we', 'we', '', 'wae'),
  row('ㅟ', 'I', 'wi', 'wi', 'wee', 'ui'),
  row('ㅠ', 'U', 'yu', 'yu', 'yoo you', 'u iu'),
  row('ㅡ', 'U', 'eu', 'eu', '', 'u eo oo'),
  row('ㅢ', 'I', 'ui', 'eui ui', 'ee yi', 'i'),
  row('ㅣ', 'I', 'i', 'i', 'ee', 'ie ih'),
];

/** Consonants that end a syllable, by the sound they are left with; `FINAL_SOUNDS` brings the others to these. */
export const FINALS: readonly LetterRow[] = [
  row('', '', '-', '-'),
  row('ㄱ', 'K', 'k', 'k g', 'c ck', 'ng ku kk'),
  row('ㄴ', 'N', 'n', 'n', 'nn', 'm'),
  row('ㄷ', 'T', 't', 't d'),
  row('ㄹ', 'L', 'l', 'l r', 'll rl', 'ru'),
  row('ㅁ', 'M', 'm', 'm', 'mm', 'mu n'),
  row('ㅂ', 'P', 'p', 'p b', '', 'pu'),
  // ng is n and k, so that "sangin" and "san-gin" have one skeleton: a joined spelling does not say which is meant.
  row('ㅇ', 'NK', 'ng', 'ng', '', 'n'),
];

/** What a final consonant sounds like (standard pronunciation rules 8 to 12); letters not listed sound as they are. */
// biome-ignore format: one sound to a line
export const FINAL_SOUNDS: Readonly<Record<string, string>> = {
  ㄲ: 'ㄱ', ㅋ: 'ㄱ', ㄳ: 'ㄱ', ㄱㅅ: 'ㄱ', ㄺ: 'ㄱ', ㄹㄱ: 'ㄱ',
  ㄵ: 'ㄴ', ㄴㅈ: 'ㄴ', ㄶ: 'ㄴ', ㄴㅎ: 'ㄴ',
  ㅅ: 'ㄷ', ㅆ: 'ㄷ', ㅈ: 'ㄷ', ㅊ: 'ㄷ', ㅌ: 'ㄷ',
  ㅎ: '',
  ㄼ: 'ㄹ', ㄹㅂ: 'ㄹ', ㄽ: 'ㄹ', ㄹㅅ: 'ㄹ', ㄾ: 'ㄹ', ㄹㅌ: 'ㄹ', ㅀ: 'ㄹ', ㄹㅎ: 'ㄹ',
  ㄻ: 'ㅁ', ㄹㅁ: 'ㅁ',
  ㅍ: 'ㅂ', ㄿ: 'ㅂ', ㄹㅍ: 'ㅂ', ㅄ: 'ㅂ', ㅂㅅ: 'ㅂ',
};

/**
 * Family names whose spelling follows custom more than sound, with the spellings in use (Revised and McCune-Reischauer
 * forms included). Customary forms: English Wikipedia, "List of Korean surnames" and the article of each name, which cite
 * the passport applications of 2007. Other family names follow the letters. A spelling after ~ is loose, as above.
 */
export const FAMILY_NAMES: Readonly<Record<string, string>> = familyNames;
