/** A certificate for 127.0.0.1 that signed itself, made anew each time, so that no key lies in the repository. */
import { generateKeyPairSync, sign } from 'node:crypto';

const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function der(tag: keyof typeof TAGS | number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([typeof tag === 'number' ? tag : TAGS[tag], ...size]), content]);
}

const oid = (hex: string): Buffer => der('oid', Buffer.from(hex, 'hex'));
const COMMON_NAME = oid('550403');
const IS_AUTHORITY = oid('551d13');
const OTHER_NAMES = oid('551d11');
const ECDSA_WITH_SHA256 = der('sequence', oid('2a8648ce3d040302'));
const TRUE = der('boolean', Buffer.from([0xff]));

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

export function makeCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der('sequence', der('set', der('sequence', COMMON_NAME, der('text', Buffer.from('Nabi tests')))));
  const [from, until] = ['20200101000000Z', '20990101000000Z'].map((time) => der('time', Buffer.from(time)));
  const addresses = der('sequence', der(0x87, Buffer.from([127, 0, 0, 1])), der(0x82, Buffer.from('localhost')));
  const extensions = der(
    'sequence',
    der('sequence', IS_AUTHORITY, TRUE, der('octets', der('sequence', TRUE))),
    der('sequence', OTHER_NAMES, der('octets', addresses)),
  );
  const body = der(
    'sequence',
    der(0xa0, der('integer', Buffer.from([2]))),
    der('integer', Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    der('sequence', from ?? Buffer.alloc(0), until ?? Buffer.alloc(0)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = der('bits', Buffer.from([0]), sign('sha256', body, privateKey));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(der('sequence', body, ECDSA_WITH_SHA256, signature)),
  };
}
