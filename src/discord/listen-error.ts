/** A port that cannot be had; the message says what to do. Apart from what listens, so that whoever only explains it loads no server. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}
