/** What secrets look like, so that a message can say what was put somewhere without showing it. */

/** Anything in the shape of a bot token, also one that nobody told us about. Three base64url parts joined by dots. */
export const TOKEN_SHAPE = /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g;
/** Stands in each of them, and is looked for a tenth as long: from dot to dot. */
export const TOKEN_END = /\.[\w-]{6,7}\.[\w-]{27}/;

/** Wider than a token's own shape: whatever has three long parts and two dots was meant as one. */
const LIKE_A_TOKEN = /^[\w-]{10,}\.[\w-]{5,}\.[\w-]{15,}$/;
const LIKE_A_KEY = /^[0-9a-fA-F]{64}$/;
/** Discord's client secrets, and what password managers make: long, in one piece, of several kinds of characters. */
const LIKE_A_PASSWORD = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[^\s/.]{20,}$/;
const ADDRESS_WITH_PASSWORD = /:\/\/[^\s/:]*:[^\s/]*@/;

/** Whether a value must be taken for a token, a password or another secret, in whichever variable it stands. */
export function looksSecret(value: string): boolean {
  return (
    LIKE_A_TOKEN.test(value) ||
    LIKE_A_PASSWORD.test(value) ||
    ADDRESS_WITH_PASSWORD.test(value) ||
    value.split(/\s+/).some((word) => LIKE_A_TOKEN.test(word))
  );
}

/** A value described without showing any of it, such as "72 characters with two dots, which looks like a bot token". */
export function describeShape(value: string): string {
  const count = `${value.length} character${value.length === 1 ? '' : 's'}`;
  if (value.split(/\s+/).some((word) => LIKE_A_TOKEN.test(word))) return `${count} with two dots, which looks like a bot token`;
  if (LIKE_A_KEY.test(value)) return '64 hexadecimal digits, which looks like a public key';
  if (ADDRESS_WITH_PASSWORD.test(value)) return 'an address with a password in it';
  if (/^[a-z]+:\/\//i.test(value)) return 'an address';
  if (/^\d+$/.test(value)) return `a number of ${value.length} digit${value.length === 1 ? '' : 's'}`;
  if (LIKE_A_PASSWORD.test(value)) return `${count}, which looks like a password or a client secret`;
  return count;
}
