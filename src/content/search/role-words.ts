/** The languages in which people put roles and forms of address beside names: `data/names`, one table a language. */
import en from '../../../data/names/en-US.json' with { type: 'json' };
import es from '../../../data/names/es-419.json' with { type: 'json' };
import id from '../../../data/names/id.json' with { type: 'json' };
import ja from '../../../data/names/ja.json' with { type: 'json' };
import ko from '../../../data/names/ko.json' with { type: 'json' };
import pt from '../../../data/names/pt-BR.json' with { type: 'json' };

export const ROLE_WORDS: readonly RoleWords[] = [en, ko, ja, es, pt, id];

/**
 * The words of one language that stand beside names or in their place: forms of address, relations, occupations. A new language is one
 * such table and a line above. Within a string, several are separated by `|`; case, accents and kind of kana do not matter.
 */
interface RoleWords {
  /** The language, "pt". */
  readonly language: string;
  /** Forms of address and other words that say nothing of who is meant: "señor", 씨, さん, "dorama". */
  readonly beside: string;
  /** Address as in a family, which may also mean the one so related: "Gang-tae hyung" is Gang-tae, or the hyung he has. */
  readonly kin: string;
  /** Articles, and what joins a role to a name: "de", の. */
  readonly joiners?: string;
  /** By the English words the packs use for a role (`a|b`: the first that somebody has), how the language calls it. */
  readonly roles?: Readonly<Record<string, string>>;
}
